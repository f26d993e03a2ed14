// What names, folders and labels.csv say about images: patients, sequences, columns of classes.

#include <fstream>
#include <set>

#include "core/services/import.h"
#include "plugins/api/labels_table.h"
#include "plugins/api/names.h"
#include "tests/plugins/support.h"

namespace selvox::plugins {
namespace {

using test::Path;

TEST(Names, PatientsAreTakenOnlyFromWordsThatSaySo) {
  for (const auto& [text, patient] : {std::pair{"sub-01_T1w", "sub-01"},
                                      {"sub-A1B_ses-2", "sub-A1B"},
                                      {"sub01", "sub01"},
                                      {"patient07_T1", "patient07"},
                                      {"Patient_12.x", "Patient_12"},
                                      {"subject-3", "subject-3"},
                                      {"subj 4 left", "subj 4"},
                                      {"pat9", "pat9"},
                                      {"patient07b_T1", ""},
                                      {"path1", ""},
                                      {"patient", ""},
                                      {"sub-", ""},
                                      {"subtotal_3", ""},
                                      {"000012", ""},
                                      {"case_017", ""},
                                      {"hippocampus_017", ""},
                                      {"my_patient07", ""}}) {
    EXPECT_EQ(std::string(text).substr(0, patientPrefix(text)), patient) << text;
  }
}

TEST(Names, TheOutermostFolderOfAPatientDecides) {
  EXPECT_EQ(patientOf("/d", "/d/patient07/sub-01/T1.nii", "T1"), "patient07");
  EXPECT_EQ(patientOf("/d/patient07", "/d/patient07/T1.nii", "T1"), "patient07");
  EXPECT_EQ(patientOf("/patient01/d", "/patient01/d/T1.nii", "T1"), "");  // above the imported folder
  EXPECT_EQ(patientOf("/d", "/d/Hand/000012.jpeg", "000012"), "");
  EXPECT_EQ(patientOf("/d", "/d/anat/sub-02_T1w.nii", "sub-02_T1w"), "sub-02");
  EXPECT_EQ(patientOf("/d", "/d/patient07_follow/T1.nii", "T1"), "");  // not the whole name
}

TEST(Names, SequencesAreTold) {
  EXPECT_EQ(sequenceOf("T1_N4_noneck_reduced_winsor_regtoFLAIR_brain_N4_regtoMNI"), "T1");
  EXPECT_EQ(sequenceOf("T1POST_N4_regtoMNI"), "T1C");
  EXPECT_EQ(sequenceOf("sub-01_space-T1w_FLAIR"), "FLAIR");  // BIDS: the suffix
  EXPECT_EQ(sequenceOf("case_mri"), "");
  EXPECT_EQ(sequenceOf("lung_ct"), "");
  EXPECT_EQ(modalityOf("case_FLAIR"), "MR");
  EXPECT_EQ(modalityOf("pd_001"), "OT");
}

TEST(LabelsCsv, KeepsClassesAndLeavesOutWhatMayNamePeople) {
  const test::TemporaryFolder folder;
  const Path table = folder / "labels.csv";
  std::ofstream(table) << "Image,Patient ID,Diagnosis,Patient Name,Visit Date,score,MODALITY\n"
                          "a/1.png,p1,benign,Ann,2001,0.1,US\n"
                          ".\\a\\2.png,p1,benign,Ann,2001,0.2,US\n"
                          "a/3.png,p2, malign ,Bob,2002,0.3,US\n"
                          "a/4.png,p2,malign,Bob,2002,0.4,weird text\n";
  const auto read = LabelsTable::read(table);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->kept(), (std::vector<std::string>{"diagnosis"}));
  EXPECT_EQ(read->leftOut(), (std::vector<std::string>{"patient_name", "visit_date", "score"}));
  const TableRow* row = read->find(folder / "a" / "2.png");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->patient, "p1");
  EXPECT_EQ(row->modality, "US");
  EXPECT_EQ(row->columns, (std::map<std::string, std::string>{{"diagnosis", "benign"}}));
  EXPECT_EQ(read->find(folder / "a" / "3.png")->columns.at("diagnosis"), "malign");
  EXPECT_EQ(read->find(folder / "a" / "4.png")->modality, "");
  EXPECT_EQ(read->find(folder / "5.png"), nullptr);
  std::ofstream(folder / "labels.csv") << "diagnosis\nx\nx\n";
  EXPECT_FALSE(LabelsTable::read(folder / "labels.csv"));  // no file named
}

class FolderImport : public testing::Test {
 protected:
  services::ImportReport import(const Path& root) {
    std::filesystem::create_directories(folder_ / "cache");
    const services::ImportRequest request{"ds", {root}, 16};
    const auto report = services::importFiles(request, {catalog_, cache_, importers_.all()}, {}, {});
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : services::ImportReport{};
  }
  static volume::Volume noise(int start) {
    volume::Volume v;
    v.extent = {4, 5, 6};
    v.type = volume::VoxelType::Int16;
    v.data.resize(v.bytes());
    for (std::size_t i = 0; i < v.as<std::int16_t>().size(); ++i)
      v.as<std::int16_t>()[i] =
          static_cast<std::int16_t>(start + static_cast<int>(i * (i + static_cast<std::size_t>(start)) % 97));
    return v;
  }
  void nifti(const Path& file, int start) {
    std::filesystem::create_directories(file.parent_path());
    ASSERT_TRUE(makeNiftiExporter()->write(file, noise(start)));
  }
  test::TemporaryFolder folder_;
  test::MemoryCatalog catalog_;
  test::FolderCache cache_{folder_ / "cache"};
  test::Importers importers_;
};

TEST_F(FolderImport, ContrastsOfAPatientStayTogether) {
  const Path root = folder_ / "mni";
  nifti(root / "patient07" / "T1.nii.gz", 1);
  nifti(root / "patient07" / "FLAIR.nii.gz", 2);
  nifti(root / "patient19" / "T1.nii.gz", 3);
  nifti(root / "other_T1.nii.gz", 4);
  import(root);
  std::map<std::string, std::string> patients, sequences;
  for (const auto& row : catalog_.rows) {
    patients[row.caseName] = row.patient;
    sequences[row.caseName] = row.attributes.at("sequence");
  }
  ASSERT_EQ(patients.size(), 4u);
  EXPECT_EQ(patients.at("patient07_T1"), patients.at("patient07_FLAIR"));
  EXPECT_NE(patients.at("patient07_T1"), patients.at("patient19_T1"));
  EXPECT_NE(patients.at("other_T1"), patients.at("patient19_T1"));
  EXPECT_EQ(sequences.at("patient07_FLAIR"), "FLAIR");
}

TEST_F(FolderImport, ATableGivesColumnsAndPatients) {
  const Path root = folder_ / "us";
  for (int i = 0; i < 4; ++i) nifti(root / "scans" / ("s" + std::to_string(i) + ".nii.gz"), i + 1);
  std::ofstream(root / "labels.csv") << "file,patient,grade\nscans/s0.nii.gz,a,low\nscans/s1.nii.gz,a,low\n"
                                        "scans/s2.nii.gz,b,high\nscans/s3.nii.gz,c,high\n";
  const auto report = import(root);
  ASSERT_EQ(catalog_.rows.size(), 4u);
  std::set<std::string> patients;
  for (const auto& row : catalog_.rows) {
    patients.insert(row.patient);
    EXPECT_EQ(row.attributes.at("grade"), row.caseName < "s2" ? "low" : "high");
    EXPECT_EQ(row.attributes.size(), 1u);
  }
  EXPECT_EQ(patients.size(), 3u);
  for (const auto& file : report.files) {
    if (!file.path.ends_with("labels.csv")) continue;
    EXPECT_NE(file.reason.find("columns kept: grade"), std::string::npos) << file.reason;
    EXPECT_EQ(file.state, ports::FileState::Skipped);
  }
}

TEST_F(FolderImport, RealTablesAreRead) {
  SELVOX_NEEDS_DATA("cxr_hannover_covid");
  const auto report = import(data / "cxr_hannover_covid");
  std::set<std::string> patients, projections;
  for (const auto& row : catalog_.rows) {
    patients.insert(row.patient);
    projections.insert(row.attributes.at("projection"));
    EXPECT_TRUE(row.modality == "CR" || row.modality == "DX") << row.modality;
    EXPECT_FALSE(row.attributes.contains("patient_id"));
  }
  EXPECT_EQ(report.quarantined, 0);
  EXPECT_EQ(projections, (std::set<std::string>{"ap", "pa"}));
  EXPECT_LT(patients.size(), catalog_.rows.size());
}

}  // namespace
}  // namespace selvox::plugins

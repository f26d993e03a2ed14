// nnU-Net and BIDS trees, and folders that two layouts claim.

#include <fstream>

#include "core/services/import_walk.h"
#include "plugins/bids/entities.h"
#include "plugins/bids/tables.h"
#include "plugins/bids/tree.h"
#include "plugins/nnunet/layout.h"
#include "tests/plugins/support.h"

namespace selvox {
namespace {

using test::Path;
using test::Recorder;

class Layouts : public ::testing::Test {
 protected:
  void text(const std::string& name, const std::string& content) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  // A picture, or with `label` a map of zeros and ones.
  void nifti(const std::string& name, int start = 0, bool label = false) {
    volume::Volume v;
    v.extent = {4, 3, 2};
    v.type = volume::VoxelType::Int16;
    v.data.resize(v.bytes());
    auto values = v.as<std::int16_t>();
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<std::int16_t>(label ? i % 2 : i + static_cast<std::size_t>(start));
    std::filesystem::create_directories((folder_ / name).parent_path());
    ASSERT_TRUE(exporter_->write(folder_ / name, v));
  }
  Recorder scan(ports::Importer& importer) {
    return test::scan(importer, folder_.path(), test::filesBelow(folder_.path()));
  }

  test::TemporaryFolder folder_;
  std::unique_ptr<ports::Exporter> exporter_ = plugins::makeNiftiExporter();
  test::Importers importers_;
};

const char* const kSecond = R"({"channel_names":{"0":"T2","1":"ADC"},"labels":{"background":0,"whole":[1,2],"core":[2]},
  "numTraining":2,"file_ending":".nii.gz"})";

TEST_F(Layouts, ChannelsOfACaseAreSeriesOfOnePatientWithItsLabels) {
  text("dataset.json", kSecond);
  for (const char* name : {"imagesTr/pz_01_0000.nii.gz", "imagesTr/pz_01_0001.nii.gz", "imagesTs/pz_09_0000.nii.gz",
                           "imagesTs/pz_09_0001.nii.gz"})
    nifti(name);
  nifti("labelsTr/pz_01.nii.gz", 0, true);
  nifti("labelsTr/gone.nii.gz", 0, true);
  nifti("imagesTr/strange.nii.gz");
  text("splits_final.json", "[]");
  EXPECT_EQ(importers_.nnunet->probeFolder(folder_.path()), 100);
  EXPECT_LT(importers_.msd->probeFolder(folder_.path()), 100);
  const Recorder seen = scan(*importers_.nnunet);
  ASSERT_EQ(seen.series.size(), 4u);
  const auto& second = seen.series[1];
  EXPECT_EQ(second.caseName, "pz_01_0001");
  EXPECT_EQ(second.patientKey, "pz_01");
  EXPECT_EQ(second.studyKey, "pz_01");
  EXPECT_EQ(second.modality, "MR");
  EXPECT_EQ(second.attributes.at("sequence"), "ADC");
  EXPECT_EQ(second.attributes.at("set"), "training");
  EXPECT_EQ(second.attributes.at("region whole"), "1 2");
  ASSERT_EQ(second.labels.size(), 1u);
  EXPECT_EQ(second.labels[0].names, (std::map<int, std::string>{{2, "core"}}));
  EXPECT_TRUE(seen.series[2].labels.empty());
  EXPECT_NE(seen.quarantined.at("gone.nii.gz").find("without an image"), std::string::npos);
  EXPECT_NE(seen.quarantined.at("strange.nii.gz").find("channel number"), std::string::npos);
  EXPECT_NE(seen.quarantined.at("dataset.json").find("states 2 training cases, 1 are there"), std::string::npos);
  EXPECT_TRUE(seen.skipped.contains("splits_final.json"));
}

TEST_F(Layouts, FirstVersionIsToldFromTheDecathlonByItsNames) {
  text("dataset.json", R"({"modality":{"0":"CT"},"labels":{"0":"background","1":"liver"},"numTraining":1,
    "training":[{"image":"./imagesTr/a.nii.gz","label":"./labelsTr/a.nii.gz"}],"test":[]})");
  nifti("imagesTr/a_0000.nii.gz");
  nifti("labelsTr/a.nii.gz", 0, true);
  EXPECT_EQ(importers_.nnunet->probeFolder(folder_.path()), 100);
  const Recorder seen = scan(*importers_.nnunet);
  ASSERT_EQ(seen.series.size(), 1u);
  EXPECT_EQ(seen.series[0].modality, "CT");
  EXPECT_EQ(seen.series[0].labels.at(0).names, (std::map<int, std::string>{{1, "liver"}}));
  EXPECT_TRUE(seen.quarantined.empty());
  std::filesystem::rename(folder_ / "imagesTr/a_0000.nii.gz", folder_ / "imagesTr/a.nii.gz");
  EXPECT_EQ(importers_.nnunet->probeFolder(folder_.path()), 0);
  EXPECT_EQ(importers_.msd->probeFolder(folder_.path()), 95);
}

TEST_F(Layouts, MissingChannelsAndLabelsAreNamed) {
  text("dataset.json", kSecond);
  nifti("imagesTr/a_0000.nii.gz");
  std::string why;
  const auto dataset = plugins::nnunet::readDataset(folder_ / "dataset.json", why);
  ASSERT_TRUE(dataset) << why;
  const auto layout = plugins::nnunet::arrange(folder_.path(), test::filesBelow(folder_.path()), *dataset);
  const auto problems = plugins::nnunet::problems(layout, *dataset);
  ASSERT_EQ(problems.size(), 3u);
  EXPECT_EQ(problems[0], "names channels that are not there: a (ADC)");
  EXPECT_EQ(problems[1], "calls cases training cases that have no label map: a");
  text("dataset.json", "[1]");
  EXPECT_FALSE(plugins::nnunet::readDataset(folder_ / "dataset.json", why));
  EXPECT_EQ(importers_.nnunet->probeFolder(folder_.path()), 0);
}

TEST_F(Layouts, BidsTreeWithSessionsParticipantsAndDerivatives) {
  text("dataset_description.json", R"({"Name":"x","BIDSVersion":"1.8.0"})");
  text("participants.tsv",
       "participant_id\tage\tgroup\tfull_name\nsub-01\t34\tcontrol\tJane Doe\nsub-02\tn/a\tpatient\tJohn\n");
  nifti("sub-01/ses-a/anat/sub-01_ses-a_T1w.nii.gz");
  nifti("sub-01/ses-a/anat/sub-01_ses-a_acq-fast_T2w.nii.gz", 5);
  text("sub-01/ses-a/anat/sub-01_ses-a_T1w.json", "{}");
  nifti("sub-02/anat/sub-02_FLAIR.nii.gz", 9);
  text("sub-02/dwi/sub-02_dwi.bval", "0 1000");
  nifti("derivatives/seg/sub-01/ses-a/anat/sub-01_ses-a_dseg.nii.gz", 0, true);
  text("derivatives/seg/dseg.tsv", "index\tname\n1\tGrey matter\n");
  nifti("derivatives/seg/sub-01/ses-a/anat/sub-01_ses-a_acq-fast_T2w_seg-manual.nii.gz", 0, true);
  nifti("derivatives/seg/sub-02/anat/sub-02_label-lesion_mask.nii.gz", 0, true);
  nifti("derivatives/seg/sub-03/anat/sub-03_dseg.nii.gz", 0, true);
  nifti("derivatives/prep/sub-01/ses-a/anat/sub-01_ses-a_desc-preproc_T1w.nii.gz", 2);
  nifti("derivatives/prep/sub-01/ses-a/anat/sub-01_ses-a_label-GM_probseg.nii.gz", 2);
  text("sourcedata/sub-01/raw.dcm", "x");
  EXPECT_EQ(importers_.bids->probeFolder(folder_.path()), 100);
  const Recorder seen = scan(*importers_.bids);
  ASSERT_EQ(seen.series.size(), 3u);
  std::map<std::string, const ports::FoundSeries*> byCase;
  for (const auto& series : seen.series) byCase[series.caseName] = &series;
  const auto& t1 = *byCase.at("sub-01_ses-a_T1w");
  EXPECT_EQ(t1.patientKey, "sub-01");
  EXPECT_EQ(t1.studyKey, "sub-01_ses-a");
  EXPECT_EQ(t1.modality, "MR");
  EXPECT_EQ(t1.attributes.at("session"), "a");
  EXPECT_EQ(t1.attributes.at("suffix"), "T1w");
  EXPECT_EQ(t1.attributes.at("sequence"), "T1");
  EXPECT_EQ(t1.attributes.at("age"), "34");
  EXPECT_EQ(t1.attributes.at("group"), "control");
  EXPECT_FALSE(t1.attributes.contains("full_name"));
  ASSERT_EQ(t1.labels.size(), 1u);
  EXPECT_EQ(t1.labels[0].names, (std::map<int, std::string>{{1, "Grey matter"}}));
  const auto& t2 = *byCase.at("sub-01_ses-a_acq-fast_T2w");
  ASSERT_EQ(t2.labels.size(), 1u);
  EXPECT_EQ(t2.attributes.at("acquisition"), "fast");
  EXPECT_EQ(byCase.at("sub-02_FLAIR")->labels.size(), 1u);
  EXPECT_FALSE(byCase.at("sub-02_FLAIR")->attributes.contains("age"));
  EXPECT_NE(seen.quarantined.at("sub-03_dseg.nii.gz").find("without its scan"), std::string::npos);
  EXPECT_EQ(seen.quarantined.size(), 1u);
  EXPECT_EQ(seen.skipped.at("participants.tsv"),
            "columns kept: age, group; left out, for they may name people: full_name");
  EXPECT_NE(seen.skipped.at("sub-01_ses-a_T1w.json").find("sidecar"), std::string::npos);
  EXPECT_NE(seen.skipped.at("sub-01_ses-a_desc-preproc_T1w.nii.gz").find("pipeline"), std::string::npos);
  EXPECT_NE(seen.skipped.at("sub-01_ses-a_label-GM_probseg.nii.gz").find("probabilities"), std::string::npos);
  EXPECT_NE(seen.skipped.at("raw.dcm").find("sourcedata"), std::string::npos);
}

TEST_F(Layouts, BidsLabelsOfSeveralScansAskForTheirName) {
  nifti("sub-01/anat/sub-01_T2w.nii.gz");
  nifti("sub-01/anat/sub-01_FLAIR.nii.gz", 3);
  nifti("derivatives/x/sub-01/anat/sub-01_dseg.nii.gz", 0, true);
  EXPECT_EQ(importers_.bids->probeFolder(folder_.path()), 85);
  const Recorder seen = scan(*importers_.bids);
  EXPECT_EQ(seen.series.size(), 2u);
  EXPECT_NE(seen.quarantined.at("sub-01_dseg.nii.gz").find("one of 2 scans"), std::string::npos);
}

TEST(Bids, NamesArePartsAndASuffix) {
  const auto name = plugins::bids::parseName("sub-01_ses-2_space-T1w_label-GM_mask");
  EXPECT_EQ(name.suffix, "mask");
  EXPECT_EQ(name.entities,
            (std::map<std::string, std::string>{{"sub", "01"}, {"ses", "2"}, {"space", "T1w"}, {"label", "GM"}}));
  using plugins::bids::Role;
  EXPECT_EQ(plugins::bids::derivativeRole("sub-01_T1w_lesion-manual"), Role::Label);
  EXPECT_EQ(plugins::bids::derivativeRole("sub-01_probseg"), Role::Probability);
  EXPECT_EQ(plugins::bids::derivativeRole("sub-01_segment"), Role::Image);
}

TEST_F(Layouts, RealBidsTreesGiveTheirLabels) {
  SELVOX_NEEDS_DATA("spine_multicontrast");
  for (const auto& [name, series] : {std::pair{"spine_multicontrast", 3u}, {"ct_spleen_crop", 1u}}) {
    EXPECT_GE(importers_.bids->probeFolder(data / name), 85) << name;
    const Recorder seen = test::scan(*importers_.bids, data / name, test::filesBelow(data / name));
    EXPECT_TRUE(seen.quarantined.empty());
    ASSERT_EQ(seen.series.size(), series);
    for (const auto& one : seen.series) EXPECT_EQ(one.labels.size(), 1u) << one.caseName;
  }
}

TEST_F(Layouts, EqualClaimsAskAndAsAnswers) {
  text("dataset_description.json", R"({"BIDSVersion":"1.8.0"})");
  text("dataset.json", kSecond);
  nifti("imagesTr/a_0000.nii.gz");
  nifti("sub-01/anat/sub-01_T1w.nii.gz");
  const auto asked = services::walk({folder_.path()}, importers_.all(), {}, {});
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().code, base::ErrorCode::Refused);
  EXPECT_NE(asked.error().message.find("--as nnunet"), std::string::npos) << asked.error().message;
  EXPECT_NE(asked.error().message.find("--as bids"), std::string::npos);
  const auto answered = services::walk({folder_.path()}, importers_.all(), {}, {}, "bids");
  ASSERT_TRUE(answered);
  ASSERT_EQ(answered->groups.size(), 1u);
  EXPECT_EQ(answered->groups[0].importer->id(), "bids");
  const auto loose = services::walk({folder_.path()}, importers_.all(), {}, {}, "nifti");
  ASSERT_TRUE(loose);
  ASSERT_EQ(loose->groups.size(), 1u);
  EXPECT_EQ(loose->groups[0].files.size(), 2u);
  EXPECT_EQ(loose->passedOver.size(), 2u);
  EXPECT_EQ(services::walk({folder_.path()}, importers_.all(), {}, {}, "x").error().code,
            base::ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace selvox

// Nothing of a patient leaves by de-identified files or lies in a workspace; what joins files together stays.

#include "core/ports/pseudonym.h"
#include "core/services/import.h"
#include "plugins/dicom/deidentify/deidentifier.h"
#include "plugins/dicom/deidentify/key_values.h"
#include "plugins/dicom/deidentify/profile.h"
#include "plugins/dicom/privacy.h"
#include "plugins/images/nifti_clean.h"
#include "storage/cache/folder_cache.h"
#include "storage/catalog/sqlite_catalog.h"
#include "tests/privacy/secretive_files.h"

namespace selvox {
namespace {

using plugins::dicom::Action;
using plugins::dicom::KeyValues;
using test::Path;

const std::string kKey(64, '7');

OFString text(DcmItem& item, const DcmTagKey& tag) {
  OFString value;
  item.findAndGetOFStringArray(tag, value);
  return value;
}

class Deidentify : public testing::Test {
 protected:
  void SetUp() override { test::writeSecretiveDicom(folder_ / "in"); }
  std::vector<Path> cleaned(const std::string& out, bool dates = true, bool device = true) {
    plugins::dicom::Deidentifier deidentifier({kKey, dates, device});
    for (const Path& file : test::filesBelow(folder_ / "in")) (void)deidentifier.write(file, folder_ / out);
    report_ = deidentifier.report();
    return test::filesBelow(folder_ / out);
  }
  std::int64_t count(const std::string& tag, const std::string& action) const {
    for (const auto& [what, number] : report_.attributes)
      if (std::get<0>(what) == tag && std::get<2>(what) == action) return number;
    return 0;
  }
  static void load(const Path& path, DcmFileFormat& file) {
    ASSERT_TRUE(file.loadFile(base::utf8(path).c_str()).good());
  }

  test::TemporaryFolder folder_;
  plugins::dicom::DeidentifyReport report_;
};

TEST_F(Deidentify, NoSecretIsLeft) {
  auto secrets = test::dicomSecrets();
  ASSERT_NE(test::leakBelow(folder_ / "in", {{"institution", secrets["institution"]}}), "");
  const auto files = cleaned("out");
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(test::leakBelow(folder_ / "out", secrets), "");
  EXPECT_EQ(report_.files, 3);
  EXPECT_EQ(report_.refused, 1);  // the document
  const std::string report = base::dumpJson(plugins::dicom::toJson(report_));
  for (const auto& [where, secret] : secrets) EXPECT_EQ(report.find(secret), std::string::npos) << where;
  EXPECT_EQ(count("odd group", "X"), 3 * 4);
  EXPECT_EQ(count("(0010,4000)", "X"), 3 * 2);  // one in the open, one three sequences deep
  EXPECT_EQ(count("(0018,1020)", "Z"), 3);      // software versions that repeat a name
  EXPECT_EQ(count("(0008,0020)", "C"), 3);
}

TEST_F(Deidentify, WhatJoinsFilesStays) {
  const auto files = cleaned("out");
  ASSERT_EQ(files.size(), 3u);
  const KeyValues values(kKey);
  const std::string patient = ports::pseudonym("P-", kKey, "HOSP-471199");
  std::set<std::string> instances, series;
  for (const Path& path : files) {
    DcmFileFormat file;
    load(path, file);
    DcmDataset& d = *file.getDataset();
    instances.insert(text(d, DCM_SOPInstanceUID).c_str());
    series.insert(text(d, DCM_SeriesInstanceUID).c_str());
    EXPECT_EQ(text(d, DCM_StudyInstanceUID), values.uid("1.3.6.1.4.1.99991.471").c_str());
    EXPECT_EQ(text(*file.getMetaInfo(), DCM_MediaStorageSOPInstanceUID), text(d, DCM_SOPInstanceUID));
    EXPECT_EQ(text(d, DCM_PatientName), patient.c_str());
    EXPECT_EQ(text(d, DCM_PatientID), ports::sealedPatient(kKey, patient).c_str());
    EXPECT_EQ(text(d, DCM_PatientIdentityRemoved), "YES");
    EXPECT_EQ(text(d, DCM_StationName), "MRT-KELLER");  // Retain Device Identity
    EXPECT_EQ(text(d, DCM_PatientBirthDate), "");
    EXPECT_EQ(text(d, DCM_ImagePositionPatient).substr(0, 4), "0\\0\\");
    DcmItem* reference = nullptr;
    ASSERT_TRUE(d.findAndGetSequenceItem(DCM_SourceImageSequence, reference).good());
    EXPECT_EQ(text(*reference, DCM_ReferencedSOPInstanceUID), values.uid("1.3.6.1.4.1.99994.471").c_str());
    EXPECT_EQ(text(*reference, DCM_ReferencedSOPClassUID), UID_MRImageStorage);
    // One day lies between the study and its acquisition, and the time of day stays.
    const int days = values.daysBack(patient);
    EXPECT_EQ(text(d, DCM_StudyDate).c_str(), *plugins::dicom::shiftedDates("20190314", days));
    EXPECT_EQ(text(d, DCM_AcquisitionDateTime).c_str(), *plugins::dicom::shiftedDates("20190315", days) + "101112.5");
    const Uint16* pixels = nullptr;
    unsigned long number = 0;
    ASSERT_TRUE(d.findAndGetUint16Array(DCM_PixelData, pixels, &number).good());
    ASSERT_EQ(number, 12u);
    EXPECT_EQ(pixels[11] - pixels[0], 77);
  }
  EXPECT_EQ(instances.size(), 3u);
  EXPECT_EQ(series.size(), 1u);
}

TEST_F(Deidentify, WithoutTheOptionsDatesAndDevicesGo) {
  const auto files = cleaned("out", false, false);
  ASSERT_EQ(files.size(), 3u);
  DcmFileFormat file;
  load(files.front(), file);
  EXPECT_EQ(text(*file.getDataset(), DCM_StudyDate), "");
  EXPECT_EQ(text(*file.getDataset(), DCM_LongitudinalTemporalInformationModified), "REMOVED");
  EXPECT_EQ(test::leakBelow(folder_ / "out", {{"station", "MRT-KELLER"}, {"date", "2019"}}), "");
}

TEST_F(Deidentify, AFullDiskLeavesNoHalfFile) {
  plugins::dicom::Deidentifier deidentifier({kKey, true, true});
  const base::FaultyDisk full(300);
  const auto written = deidentifier.write(test::filesBelow(folder_ / "in")[0], folder_ / "out");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, base::ErrorCode::DiskFull);
  EXPECT_TRUE(test::filesBelow(folder_ / "out").empty());
}

TEST_F(Deidentify, TheWorkspaceHoldsNoSecretAndOnePatient) {
  const auto files = cleaned("out");
  test::writeSecretiveNifti(folder_ / "in" / "scan01_t1w.nii.gz");
  {
    auto catalog = storage::catalog::SqliteCatalog::create(folder_ / "ws", folder_ / "private");
    ASSERT_TRUE(catalog) << catalog.error().message;
    // The files were cleaned with the workspace's own key, as the program does it.
    const std::string key = *(*catalog)->pseudonymKey();
    plugins::dicom::Deidentifier deidentifier({key, true, true});
    for (const Path& file : test::filesBelow(folder_ / "in")) (void)deidentifier.write(file, folder_ / "own");
    storage::cache::FolderCache cache(folder_ / "ws" / "cache");
    test::Importers importers;
    const auto import = [&](const Path& path, const std::string& dataset) {
      auto report = services::importFiles({dataset, {path}}, {**catalog, cache, importers.all()}, {}, {});
      EXPECT_TRUE(report) << report.error().message;
      return std::move(*report);
    };
    const auto report = import(folder_ / "in", "raw");
    EXPECT_EQ(report.series, 2);
    EXPECT_EQ(report.faces, 2);
    EXPECT_EQ(services::privacyWarnings(report).size(), 1u);  // once, not once a series
    import(folder_ / "own", "clean");
    std::set<std::string> patients;
    for (const char* dataset : {"raw", "clean"}) {
      ports::SeriesQuery query;
      query.dataset = dataset;
      query.modality = "MR";
      const auto rows = (*catalog)->series(*(*catalog)->seriesIds(query));
      ASSERT_TRUE(rows) << rows.error().message;
      for (const auto& row : *rows)
        if (row.format == "DICOM") patients.insert(row.patient);
    }
    EXPECT_EQ(patients, std::set<std::string>{ports::pseudonym("P-", key, "HOSP-471199")});
    auto secrets = test::dicomSecrets();
    secrets.merge(test::niftiSecrets());
    EXPECT_EQ(test::leakBelow(folder_ / "ws", secrets), "");  // with its write-ahead log
  }
  auto secrets = test::dicomSecrets();
  secrets.merge(test::niftiSecrets());
  EXPECT_EQ(test::leakBelow(folder_ / "ws", secrets), "");  // and with the log taken in
}

TEST(DeidentifyNifti, FreeTextIsClearedAndTheVoxelsStay) {
  const test::TemporaryFolder folder;
  const Path in = folder / "a.nii.gz", out = folder / "b.nii.gz";
  test::writeSecretiveNifti(in);
  const auto cleared = plugins::writeCleanNifti(in, out);
  ASSERT_TRUE(cleared) << cleared.error().message;
  EXPECT_EQ(*cleared,
            (std::vector<std::string>{"data_type", "db_name", "descrip", "aux_file", "intent_name", "extensions"}));
  std::filesystem::create_directories(folder / "only");
  std::filesystem::copy_file(out, folder / "only" / "b.nii.gz");
  EXPECT_EQ(test::leakBelow(folder / "only", test::niftiSecrets()), "");
  const auto importer = plugins::makeNiftiImporter();
  const auto before = importer->read({in}), after = importer->read({out});
  ASSERT_TRUE(before && after);
  EXPECT_EQ(before->data, after->data);
  EXPECT_EQ(before->worldFromVoxel.m, after->worldFromVoxel.m);
}

TEST(DeidentifyValues, DatesByHand) {
  using plugins::dicom::shiftedDates;
  EXPECT_EQ(shiftedDates("20190314", 14), "20190228");
  EXPECT_EQ(shiftedDates("20200301", 1), "20200229");
  EXPECT_EQ(shiftedDates("20200101\\20191231", 365), "20190101\\20181231");
  EXPECT_EQ(shiftedDates("20200301123015.25+0100", 1), "20200229123015.25+0100");
  EXPECT_EQ(shiftedDates("202003", 1), "202002");
  EXPECT_EQ(shiftedDates("2020", 400), "2018");
  EXPECT_EQ(shiftedDates("1951.06.07", 7), "19510531");
  EXPECT_EQ(shiftedDates("", 7), "");
  for (const char* wrong : {"20201332", "yesterday", "20190229", "19", "2019-03-14"})
    EXPECT_EQ(shiftedDates(wrong, 3), std::nullopt) << wrong;
}

TEST(DeidentifyValues, UidsAndPseudonyms) {
  const KeyValues values(kKey), others(std::string(64, '8'));
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string uid = values.uid("1.2.3." + std::to_string(i));
    EXPECT_TRUE(uid.starts_with("2.25.") && uid.size() <= 44 && uid.size() > 35) << uid;
    EXPECT_NE(uid[5], '0');
    seen.insert(uid);
  }
  EXPECT_EQ(seen.size(), 1000u);
  EXPECT_EQ(values.uid("1.2.3"), values.uid("1.2.3"));
  EXPECT_NE(values.uid("1.2.3"), others.uid("1.2.3"));
  EXPECT_EQ(values.uid("1.2.840.10008.1.2.1"), "1.2.840.10008.1.2.1");
  const std::string patient = values.patient("HOSP-1");
  EXPECT_EQ(values.patient(values.sealed(patient)), patient);
  EXPECT_NE(others.patient(values.sealed(patient)), patient);  // another key's seal proves nothing
  EXPECT_NE(values.patient("P-12345678"), "P-12345678");       // a hospital's own number may look like one
  EXPECT_NE(values.patient("P-12345678-9ABCDEF0"), "P-12345678");
  EXPECT_GE(values.daysBack(patient), 1);
  EXPECT_LE(values.daysBack(patient), 3650);
}

TEST(DeidentifyProfile, RowsOfTheTable) {
  const plugins::dicom::ProfileOptions all, none{false, false};
  const auto is = [](const DcmTagKey& tag, const plugins::dicom::ProfileOptions& options) {
    return std::string(plugins::dicom::letter(plugins::dicom::actionFor(DcmTag(tag), options)));
  };
  EXPECT_EQ(is(DCM_InstitutionName, all), "D");
  EXPECT_EQ(is(DCM_PatientBirthDate, all), "Z");
  EXPECT_EQ(is(DCM_PatientAddress, all), "X");
  EXPECT_EQ(is(DCM_SeriesInstanceUID, all), "U");
  EXPECT_EQ(is(DCM_StudyDate, all), "C");
  EXPECT_EQ(is(DCM_StudyDate, none), "Z");
  EXPECT_EQ(is(DCM_StudyTime, all), "K");
  EXPECT_EQ(is(DCM_DeviceSerialNumber, all), "K");
  EXPECT_EQ(is(DCM_DeviceSerialNumber, none), "D");
  EXPECT_EQ(is(DCM_IconImageSequence, all), "X");
  EXPECT_EQ(is(DcmTagKey(0x5004, 0x3000), all), "X");
  EXPECT_EQ(is(DcmTagKey(0x6002, 0x3000), all), "X");
  EXPECT_EQ(is(DcmTagKey(0x0011, 0x1001), all), "X");
  // Not in the table: the type decides.
  EXPECT_EQ(is(DCM_InstanceCreationDate, all), "C");
  EXPECT_EQ(is(DCM_RetrieveAETitle, all), "X");
  EXPECT_EQ(is(DCM_Rows, all), "K");
  EXPECT_EQ(is(DCM_PixelData, all), "K");
}

TEST(DeidentifyProfile, BurnedInTextAndFaces) {
  DcmDataset d;
  d.putAndInsertString(DCM_SOPClassUID, UID_CTImageStorage);
  d.putAndInsertString(DCM_Modality, "CT");
  EXPECT_EQ(plugins::dicom::burnedInReason(d), "");
  EXPECT_FALSE(plugins::dicom::mayShowFace(d));
  d.putAndInsertString(DCM_BodyPartExamined, "HEAD");
  EXPECT_TRUE(plugins::dicom::mayShowFace(d));
  d.putAndInsertString(DCM_BurnedInAnnotation, "YES");
  EXPECT_NE(plugins::dicom::burnedInReason(d), "");
  d.putAndInsertString(DCM_SOPClassUID, UID_UltrasoundImageStorage);
  d.putAndInsertString(DCM_BurnedInAnnotation, "NO");
  EXPECT_EQ(plugins::dicom::burnedInReason(d), "");
  d.findAndDeleteElement(DCM_BurnedInAnnotation);
  EXPECT_NE(plugins::dicom::burnedInReason(d), "");
}

}  // namespace
}  // namespace selvox

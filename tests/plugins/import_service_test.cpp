// The import service with every importer: states, names, batches, repetition, failure, cancel, pseudonyms.

#include "core/services/import.h"

#include <fstream>

#include "core/services/cache_keys.h"
#include "core/volume/brick_file.h"
#include "tests/plugins/dicom_writer.h"

namespace selvox {
namespace {

using ports::FileState;
using services::ImportReport;
using test::Path;
using test::SliceSpec;

volume::Volume gradient(volume::Extent extent, int start = 0) {
  volume::Volume v;
  v.extent = extent;
  v.type = volume::VoxelType::Int16;
  v.data.resize(v.bytes());
  for (std::size_t i = 0; i < v.as<std::int16_t>().size(); ++i)
    v.as<std::int16_t>()[i] = static_cast<std::int16_t>(start + static_cast<int>(i));
  return v;
}

volume::Volume labels(volume::Extent extent) {
  volume::Volume v = gradient(extent);
  v.type = volume::VoxelType::UInt8;
  v.data.assign(v.bytes(), std::byte{0});
  v.data[0] = std::byte{1};
  v.data[5] = std::byte{2};
  return v;
}

class ImportService : public testing::Test {
 protected:
  ImportService() { std::filesystem::create_directories(cacheFolder()); }
  [[nodiscard]] Path source() const { return folder_ / "source"; }
  [[nodiscard]] Path cacheFolder() const { return folder_ / "cache"; }

  void nifti(const std::string& name, const volume::Volume& v) {
    const Path file = source() / name;
    std::filesystem::create_directories(file.parent_path());
    const auto written = plugins::makeNiftiExporter()->write(file, v);
    ASSERT_TRUE(written) << written.error().message;
  }
  void text(const std::string& name, const std::string& words) {
    const Path file = source() / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << words;
  }
  base::Result<ImportReport> import(std::vector<Path> paths = {}) {
    services::ImportRequest request{"ds", paths.empty() ? std::vector<Path>{source()} : paths, batch_};
    return services::importFiles(request, {catalog_, cache_, importers_.all()}, {}, cancel_);
  }
  static std::map<std::string, services::ImportedFile> byName(const ImportReport& report) {
    std::map<std::string, services::ImportedFile> files;
    for (const auto& file : report.files) files[base::utf8(base::pathFromUtf8(file.path).filename())] = file;
    return files;
  }

  test::TemporaryFolder folder_;
  test::MemoryCatalog catalog_;
  test::FolderCache cache_{cacheFolder()};
  test::Importers importers_;
  base::CancelToken cancel_;
  std::size_t batch_ = 16;
};

TEST_F(ImportService, EveryFileIsInExactlyOneState) {
  nifti("a.nii.gz", gradient({4, 5, 6}));
  text("bad.nii", "this is text");
  text("notes.txt", "words");
  text("scan.mha", "ObjectType = Image");
  text("deep/.hidden", "x");
  std::filesystem::create_directory_symlink(source(), source() / "deep" / "loop");
  std::filesystem::create_symlink(source() / "nowhere", source() / "dangling.nii");
  const auto report = import();
  ASSERT_TRUE(report) << report.error().message;
  const auto files = byName(*report);
  EXPECT_EQ(report->files.size(), 6u);
  EXPECT_EQ(files.at("a.nii.gz").state, FileState::Imported);
  EXPECT_EQ(files.at("a.nii.gz").series, 1);
  EXPECT_EQ(files.at("bad.nii").state, FileState::Quarantined);
  EXPECT_EQ(files.at("scan.mha").state, FileState::Quarantined);
  EXPECT_EQ(files.at("dangling.nii").state, FileState::Quarantined);
  EXPECT_EQ(files.at("notes.txt").state, FileState::Skipped);
  EXPECT_EQ(files.at(".hidden").state, FileState::Skipped);
  EXPECT_EQ(report->imported + report->skipped + report->quarantined, 6);
  const base::Json json = services::toJson(*report);
  EXPECT_EQ(json["imported"], 1);
  EXPECT_EQ(json["files"].size(), 6u);
  for (const auto& file : report->files) EXPECT_TRUE(base::pathFromUtf8(file.path).is_absolute());
}

TEST_F(ImportService, ImportingAgainAddsNothing) {
  nifti("a.nii.gz", gradient({4, 5, 6}));
  nifti("b.nii", gradient({4, 5, 6}, 9));
  text("bad.nii", "this is text");
  ASSERT_TRUE(import());
  const auto rows = catalog_.rows.size(), files = catalog_.fileRows.size();
  const auto again = import();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->imported, 0);
  EXPECT_EQ(byName(*again).at("a.nii.gz").reason, "already in ds");
  EXPECT_EQ(byName(*again).at("bad.nii").state, FileState::Quarantined);
  EXPECT_EQ(catalog_.rows.size(), rows);
  EXPECT_EQ(catalog_.fileRows.size(), files);
}

TEST_F(ImportService, SameVoxelsUnderAnotherNameAreReported) {
  nifti("a.nii", gradient({4, 5, 6}));
  nifti("b.nii.gz", gradient({4, 5, 6}));  // other bytes
  std::filesystem::copy_file(source() / "a.nii", source() / "c.nii");
  const auto report = import();
  ASSERT_TRUE(report);
  EXPECT_EQ(byName(*report).at("b.nii.gz").reason, "the same voxels as a");
  EXPECT_EQ(byName(*report).at("c.nii").state, FileState::Skipped);  // the same bytes
  EXPECT_EQ(catalog_.rows.size(), 2u);
}

TEST_F(ImportService, NativeBricksHoldTheVoxelsInLpsOrder) {
  volume::Volume v = gradient({4, 5, 6});
  v.worldFromVoxel.m = {-2, 0, 0, 10, 0, 0, 3, 20, 0, -1, 0, 30, 0, 0, 0, 1};  // x to R, y to I, z to P
  nifti("a.nii", v);
  ASSERT_TRUE(import());
  const auto& row = catalog_.rows.at(0);
  EXPECT_EQ(row.extent, (volume::Extent{4, 5, 6}));  // as stored
  const auto brick = volume::BrickFile::open(cache_.pathOf(services::nativeKey(row.voxelsHash)));
  ASSERT_TRUE(brick) << brick.error().message;
  const volume::Volume stored = brick->readAll();
  const volume::Volume wanted = volume::orientToLps(v);
  ASSERT_EQ(stored.extent, (volume::Extent{4, 6, 5}));
  for (std::int64_t z = 0; z < 5; ++z)
    for (std::int64_t y = 0; y < 6; ++y)
      for (std::int64_t x = 0; x < 4; ++x) ASSERT_EQ(stored.valueAt(x, y, z), wanted.valueAt(x, y, z));
  EXPECT_EQ(brick->header().sourceHash, row.voxelsHash);
  const auto decoded = services::decode(row, importers_.all());
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(volume::voxelsHash(*decoded), row.voxelsHash);
  std::filesystem::remove(source() / "a.nii");
  EXPECT_EQ(services::decode(row, importers_.all()).error().code, base::ErrorCode::NotFound);
}

TEST_F(ImportService, DecathlonLabelsAreAttachedAndMismatchesNamed) {
  text("dataset.json", R"({"modality":{"0":"CT"},"labels":{"0":"background","1":"liver","2":"tumour"},
    "training":[{"image":"./imagesTr/a.nii.gz","label":"./labelsTr/a.nii.gz"},{"image":"./imagesTr/b.nii.gz","label":"./labelsTr/b.nii.gz"},
    {"image":"./imagesTr/gone.nii.gz","label":"../../etc/passwd"}],"test":["./imagesTs/t.nii.gz"]})");
  nifti("imagesTr/a.nii.gz", gradient({4, 5, 6}));
  nifti("labelsTr/a.nii.gz", labels({4, 5, 6}));
  nifti("imagesTr/b.nii.gz", gradient({4, 5, 6}, 3));
  nifti("labelsTr/b.nii.gz", labels({4, 5, 7}));
  nifti("labelsTr/orphan.nii.gz", labels({4, 5, 6}));
  nifti("imagesTs/t.nii.gz", gradient({4, 5, 6}, 5));
  const auto report = import();
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(catalog_.rows.size(), 3u);
  const auto& a = catalog_.rows[0];
  EXPECT_EQ(a.caseName, "a");
  EXPECT_EQ(a.modality, "CT");
  ASSERT_EQ(a.labels.size(), 1u);
  EXPECT_EQ(a.labels[0].names, (std::map<int, std::string>{{1, "liver"}, {2, "tumour"}}));
  EXPECT_EQ(a.labels[0].voxels, (std::map<int, std::int64_t>{{1, 1}, {2, 1}}));
  EXPECT_TRUE(cache_.contains(services::nativeKey(a.labels[0].voxelsHash)));
  EXPECT_TRUE(catalog_.rows[1].labels.empty());
  std::string refused;
  for (const auto& file : report->files)
    if (file.state == FileState::Quarantined) refused += file.reason + "\n";
  EXPECT_NE(refused.find("4 x 5 x 7 voxels, its image b has 4 x 5 x 6"), std::string::npos) << refused;
  EXPECT_NE(refused.find("without an image"), std::string::npos);
  EXPECT_NE(refused.find("lists 1 file(s) that are not there: ./imagesTr/gone.nii.gz"), std::string::npos);
  EXPECT_NE(refused.find("leads out of the dataset"), std::string::npos);
}

TEST_F(ImportService, LabelElsewhereInSpaceIsRefused) {
  text("dataset.json", R"({"labels":{"0":"background","1":"one"}})");
  nifti("imagesTr/a.nii.gz", gradient({4, 5, 6}));
  volume::Volume moved = labels({4, 5, 6});
  moved.worldFromVoxel(0, 3) = 3;
  nifti("labelsTr/a.nii.gz", moved);
  const auto report = import();
  ASSERT_TRUE(report);
  EXPECT_TRUE(catalog_.rows.at(0).labels.empty());
  EXPECT_EQ(report->quarantined, 1);
}

TEST_F(ImportService, BatchesAreWholeAndSmall) {
  for (int i = 0; i < 7; ++i) nifti("v" + std::to_string(i) + ".nii", gradient({4, 4, 4}, i));
  batch_ = 3;
  ASSERT_TRUE(import());
  EXPECT_EQ(catalog_.batches, (std::vector<std::size_t>{3, 3, 1}));
}

TEST_F(ImportService, FullDiskKeepsCommittedBatchesAndSaysSo) {
  for (int i = 0; i < 7; ++i) nifti("v" + std::to_string(i) + ".nii", gradient({4, 4, 4}, i));
  batch_ = 3;
  catalog_.failAtCommit = 1;
  const auto failed = import();
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, base::ErrorCode::DiskFull);
  EXPECT_NE(failed.error().message.find("3 series imported before it are kept"), std::string::npos)
      << failed.error().message;
  EXPECT_EQ(catalog_.rows.size(), 3u);
  catalog_.failAtCommit = -1;
  const auto again = import();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->imported, 4);
  EXPECT_EQ(again->skipped, 3);
}

TEST_F(ImportService, FailingCacheStoresNothingHalf) {
  nifti("a.nii", gradient({32, 32, 32}));
  {
    const base::FaultyDisk full(2000);
    const auto failed = import();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, base::ErrorCode::DiskFull);
  }
  EXPECT_TRUE(catalog_.rows.empty());
  EXPECT_TRUE(std::filesystem::is_empty(cacheFolder()));
  EXPECT_TRUE(import());
  EXPECT_EQ(catalog_.rows.size(), 1u);
}

TEST_F(ImportService, CancelKeepsWhatIsWholeAndListsTheRest) {
  for (int i = 0; i < 5; ++i) nifti("v" + std::to_string(i) + ".nii", gradient({4, 4, 4}, i));
  batch_ = 1;
  services::ImportRequest request{"ds", {source()}, 1};
  const auto report = services::importFiles(
      request, {catalog_, cache_, importers_.all()},
      [&](const base::Progress& p) {
        if (p.stage == "Reading NIfTI" && p.done == 2) cancel_.cancel();
      },
      cancel_);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->cancelled);
  EXPECT_EQ(report->imported, static_cast<std::int64_t>(catalog_.rows.size()));
  EXPECT_GE(report->imported, 2);
  EXPECT_LT(report->imported, 5);
  EXPECT_EQ(report->files.size(), 5u);
}

TEST_F(ImportService, MissingValuesAreFilledAndConstantsRefused) {
  volume::Volume v = gradient({4, 4, 4});
  v.type = volume::VoxelType::Float32;
  v.data.resize(v.bytes());
  for (std::size_t i = 0; i < 64; ++i) v.as<float>()[i] = i == 7 ? NAN : 5 + static_cast<float>(i);
  nifti("gaps.nii", v);
  v.data.assign(v.bytes(), std::byte{0});
  nifti("zero.nii", v);
  const auto report = import();
  ASSERT_TRUE(report);
  EXPECT_EQ(byName(*report).at("gaps.nii").reason, "1 voxels without a value (NaN or infinite) were set to 5");
  EXPECT_NE(byName(*report).at("zero.nii").reason.find("every voxel has the value 0"), std::string::npos);
  EXPECT_TRUE(services::decode(catalog_.rows.at(0), importers_.all()));
}

TEST_F(ImportService, NoNameOfAPersonReachesRowsOrBricks) {
  std::filesystem::create_directories(source() / "DOE_JANE");
  for (int k = 0; k < 3; ++k) {
    SliceSpec spec;
    spec.instanceNumber = k + 1;
    spec.position = {0, 0, 3.0 * k};
    for (int i = 0; i < 12; ++i) spec.values.push_back(12 * k + i);
    writeSlice(source() / "DOE_JANE" / (std::to_string(k) + ".dcm"), spec);
  }
  const auto report = import();
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(catalog_.rows.size(), 1u);
  const auto& row = catalog_.rows[0];
  EXPECT_TRUE(row.patient.starts_with("P-") && row.patient.size() == 10) << row.patient;
  EXPECT_EQ(row.caseName, row.patient + "-s7");
  std::string all = row.caseName + row.patient + row.study + row.modality + row.format;
  for (const auto& [name, value] : row.attributes) all += name + value;
  for (const auto& file : report->files) all += file.reason;
  for (const Path& file : test::filesBelow(cacheFolder())) all += *base::readFile(file);
  for (const char* secret : {"DOE", "JANE", "4711", "1.2.3"}) EXPECT_EQ(all.find(secret), std::string::npos) << secret;
}

TEST_F(ImportService, NewSlicesOfAKnownSeriesAreNotASeriesOfTheirOwn) {
  std::filesystem::create_directories(source());
  const auto slice = [&](int k) {
    SliceSpec spec;
    spec.instanceNumber = k + 1;
    spec.position = {0, 0, 3.0 * k};
    for (int i = 0; i < 12; ++i) spec.values.push_back(12 * k + i);
    writeSlice(source() / (std::to_string(k) + ".dcm"), spec);
  };
  for (int k = 0; k < 3; ++k) slice(k);
  ASSERT_TRUE(import());
  slice(3);
  const auto report = import();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->skipped, 3);
  EXPECT_NE(byName(*report).at("3.dcm").reason.find("was imported before without this file"), std::string::npos);
  EXPECT_EQ(catalog_.rows.size(), 1u);
}

TEST_F(ImportService, WrongRequestsAreRefused) {
  EXPECT_EQ(import({folder_ / "missing"}).error().code, base::ErrorCode::NotFound);
  services::ImportRequest bad{"../x", {source()}, 4};
  EXPECT_EQ(services::importFiles(bad, {catalog_, cache_, importers_.all()}, {}, cancel_).error().code,
            base::ErrorCode::InvalidArgument);
}

TEST(CacheKeys, DependOnEveryArgument) {
  EXPECT_EQ(services::nativeKey("ab").size(), 32u);
  EXPECT_EQ(services::nativeKey("ab"), services::nativeKey("ab"));
  EXPECT_NE(services::nativeKey("ab"), services::nativeKey("ac"));
  EXPECT_NE(services::prepareKey("a", "bc", 1), services::prepareKey("ab", "c", 1));
  EXPECT_NE(services::prepareKey("a", "b", 1), services::prepareKey("a", "b", 2));
}

}  // namespace
}  // namespace selvox

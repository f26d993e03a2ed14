// Real scans through the real catalog and cache: counts, label voxels, pseudonyms in every byte, repetition.

#include <array>

#include "core/services/cache_keys.h"
#include "core/services/import.h"
#include "core/volume/brick_file.h"
#include "storage/cache/folder_cache.h"
#include "storage/catalog/sqlite_catalog.h"
#include "tests/plugins/support.h"

namespace selvox {
namespace {

using ports::FileState;
using services::ImportReport;
using test::Path;

class WorkspaceImport : public testing::Test {
 protected:
  WorkspaceImport() {
    auto made = storage::catalog::SqliteCatalog::create(folder_ / "ws", folder_ / "private");
    EXPECT_TRUE(made) << made.error().message;
    catalog_ = std::move(*made);
  }
  ImportReport import(const Path& path, const std::string& dataset) {
    const auto report = services::importFiles({dataset, {path}}, {*catalog_, cache_, importers_.all()}, {}, {});
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ImportReport{};
  }
  std::vector<ports::SeriesRow> rows(const std::string& dataset) {
    ports::SeriesQuery query;
    query.dataset = dataset;
    return *catalog_->series(*catalog_->seriesIds(query));
  }
  static std::size_t filesOnDisk(const Path& folder) { return test::filesBelow(folder).size(); }

  test::TemporaryFolder folder_;
  std::unique_ptr<storage::catalog::SqliteCatalog> catalog_;
  storage::cache::FolderCache cache_{folder_ / "ws" / "cache"};
  test::Importers importers_;
};

TEST_F(WorkspaceImport, HippocampusComesWithItsLabels) {
  SELVOX_NEEDS_DATA("Task04_Hippocampus");
  const ImportReport report = import(data / "Task04_Hippocampus", "hippo");
  EXPECT_EQ(report.series, 201);
  EXPECT_EQ(report.labels, 200);
  EXPECT_EQ(report.imported, 401);
  EXPECT_EQ(report.quarantined, 0);
  EXPECT_EQ(report.files.size(), filesOnDisk(data / "Task04_Hippocampus"));
  std::size_t labelled = 0, anterior = 0, posterior = 0;
  for (const auto& row : rows("hippo")) {
    if (row.labels.empty()) continue;
    ++labelled;
    EXPECT_EQ(row.labels[0].names, (std::map<int, std::string>{{1, "Anterior"}, {2, "Posterior"}}));
    anterior += static_cast<std::size_t>(row.labels[0].voxels.at(1));
    posterior += static_cast<std::size_t>(row.labels[0].voxels.at(2));
    EXPECT_TRUE(cache_.contains(services::nativeKey(row.labels[0].voxelsHash)));
    EXPECT_TRUE(cache_.contains(services::nativeKey(row.voxelsHash)));
  }
  EXPECT_EQ(labelled, 200u);
  EXPECT_NEAR(static_cast<double>(anterior) / 200, 1700, 100);  // SOURCE.md: about 1,700 and 1,600 a case
  EXPECT_NEAR(static_cast<double>(posterior) / 200, 1600, 100);
  const ImportReport again = import(data / "Task04_Hippocampus", "hippo");
  EXPECT_EQ(again.imported, 0);
  EXPECT_EQ(again.quarantined, 0);
  EXPECT_EQ(again.skipped, static_cast<std::int64_t>(report.files.size()));
  EXPECT_EQ(rows("hippo").size(), 201u);
}

TEST_F(WorkspaceImport, NothingOfThePatientIsInTheWorkspace) {
  SELVOX_NEEDS_DATA("mr_prostatex_study");
  const ImportReport report = import(data / "mr_prostatex_study", "prostate");
  EXPECT_EQ(report.series, 7);
  EXPECT_EQ(report.imported, 133);
  std::set<std::string> patients, cases;
  for (const auto& row : rows("prostate")) patients.insert(row.patient), cases.insert(row.caseName);
  EXPECT_EQ(patients.size(), 1u);
  EXPECT_EQ(cases.size(), 7u);
  // Patient id, study and series numbers, and the folder names that carry them.
  const std::array<std::string, 5> secrets{"ProstateX-0000",
                                           "1.3.6.1.4.1.14519.5.2.1.7311.5101.158323547117540061132909705711",
                                           "1.3.6.1.4.1.14519", "t2tsetra", "ep2d_diff"};
  for (const Path& file : test::filesBelow(folder_ / "ws")) {
    const auto bytes = base::readFile(file);
    ASSERT_TRUE(bytes) << file;
    for (const std::string& secret : secrets)
      EXPECT_EQ(bytes->find(secret), std::string::npos) << secret << " in " << file;
  }
  const ImportReport again = import(data / "mr_prostatex_study", "prostate");
  EXPECT_EQ(again.imported, 0);
  EXPECT_EQ(again.series, 0);
  EXPECT_EQ(rows("prostate").size(), 7u);
}

TEST_F(WorkspaceImport, OddAndDamagedFoldersLoseNothing) {
  for (const char* name : {"corrupt_derived", "nifti_odd", "dicom_formats"}) {
    SELVOX_NEEDS_DATA(name);
    const ImportReport report = import(data / name, name);
    EXPECT_EQ(report.files.size(), filesOnDisk(data / name)) << name;
    EXPECT_EQ(report.imported + report.skipped + report.quarantined, static_cast<std::int64_t>(report.files.size()));
    std::set<std::string> paths;
    for (const auto& file : report.files) {
      EXPECT_TRUE(paths.insert(file.path).second) << file.path;
      if (file.state == FileState::Imported) {
        EXPECT_GT(file.series, 0) << file.path;
      } else {
        EXPECT_GT(file.reason.size(), 8u) << file.path;
      }
    }
    const ImportReport again = import(data / name, name);
    EXPECT_EQ(again.imported, 0) << name;
    EXPECT_EQ(again.quarantined, report.quarantined) << name;
  }
}

TEST_F(WorkspaceImport, ClassesAreKeptAndEmptyPicturesRefused) {
  SELVOX_NEEDS_DATA("mednist");
  const ImportReport report = import(data / "mednist", "mednist");
  EXPECT_EQ(report.imported, 716);  // HeadCT 000044, 46, 50 and 54 are one black picture
  EXPECT_EQ(report.quarantined, 4);
  const auto series = rows("mednist");
  ASSERT_EQ(series.size(), 716u);
  std::map<std::string, int> classes;
  for (const auto& row : series) ++classes[row.attributes.at("class")];
  EXPECT_EQ(
      classes,
      (std::map<std::string, int>{
          {"AbdomenCT", 120}, {"BreastMRI", 120}, {"CXR", 120}, {"ChestCT", 120}, {"Hand", 120}, {"HeadCT", 116}}));
}

}  // namespace
}  // namespace selvox

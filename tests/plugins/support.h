#pragma once
// Doubles of the ports that import works with, and the folder of real test data.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/ports/catalog.h"
#include "core/ports/importer.h"
#include "core/ports/stores.h"
#include "plugins/bids/bids.h"
#include "plugins/dicom/dicom_importer.h"
#include "plugins/images/images.h"
#include "plugins/itk_images/itk_images.h"
#include "plugins/msd/msd_importer.h"
#include "plugins/nnunet/nnunet.h"
#include "plugins/numpy/numpy.h"
#include "tests/base/temporary.h"

namespace selvox::test {

using Path = std::filesystem::path;

// Real scans beside the repository, or where SELVOX_TEST_DATA points; empty when there are none.
inline Path testData() {
  if (const char* given = std::getenv("SELVOX_TEST_DATA")) return given;
  const Path beside = Path(__FILE__).parent_path().parent_path().parent_path().parent_path() / "shared" / "data";
  return std::filesystem::is_directory(beside) ? beside : Path();
}

#define SELVOX_NEEDS_DATA(folder)                                \
  const ::selvox::test::Path data = ::selvox::test::testData();  \
  if (data.empty() || !std::filesystem::exists(data / (folder))) \
  GTEST_SKIP() << "real test data is missing: " << (folder)

// Keeps everything an importer says.
class Recorder final : public ports::ImportSink {
 public:
  std::vector<ports::FoundSeries> series;
  std::map<std::string, std::string> quarantined, skipped;  // file name -> reason
  std::set<Path> knownFiles;

  void found(ports::FoundSeries found) override { series.push_back(std::move(found)); }
  void quarantine(const Path& file, std::string reason) override { quarantined[base::utf8(file.filename())] = reason; }
  void skip(const Path& file, std::string reason) override { skipped[base::utf8(file.filename())] = reason; }
  bool known(const Path& file) override { return knownFiles.contains(file); }
  void progress(const base::Progress&) override {}
  bool cancelled() override { return false; }
};

inline std::vector<Path> filesBelow(const Path& root) {
  std::vector<Path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

inline Recorder scan(ports::Importer& importer, const Path& root, std::vector<Path> files) {
  Recorder recorder;
  const auto status = importer.scan(root, files, recorder);
  EXPECT_TRUE(status) << status.error().message;
  return recorder;
}

struct Importers {
  std::unique_ptr<ports::Importer> msd = plugins::makeMsdImporter(plugins::niftiReader());
  std::unique_ptr<ports::Importer> nnunet = plugins::makeNnunetImporter(plugins::niftiReader());
  std::unique_ptr<ports::Importer> bids = plugins::makeBidsImporter(plugins::niftiReader());
  std::unique_ptr<ports::Importer> dicom = plugins::makeDicomImporter();
  std::unique_ptr<ports::Importer> nifti = plugins::makeNiftiImporter();
  std::unique_ptr<ports::Importer> itk = plugins::makeItkImporter();
  std::unique_ptr<ports::Importer> image = plugins::makeImageImporter(plugins::bitmapReader());
  std::unique_ptr<ports::Importer> numpy = plugins::makeNumpyImporter();
  [[nodiscard]] std::vector<ports::Importer*> all() const {
    return {msd.get(), nnunet.get(), bids.get(), dicom.get(), nifti.get(), itk.get(), image.get(), numpy.get()};
  }
};

// Rows in memory, transactions counted; can be told to fail.
class MemoryCatalog final : public ports::Catalog {
 public:
  std::vector<ports::SeriesRow> rows;
  std::vector<ports::FileRow> fileRows;
  std::vector<std::size_t> batches;  // series per commit
  int failAtCommit = -1;

  base::Result<std::vector<ports::DatasetRow>> datasets() override { return std::vector<ports::DatasetRow>(); }
  base::Result<std::vector<std::int64_t>> seriesIds(const ports::SeriesQuery&) override {
    std::vector<std::int64_t> ids;
    for (const auto& row : rows) ids.push_back(row.id);
    return ids;
  }
  base::Result<std::vector<ports::SeriesRow>> series(const std::vector<std::int64_t>& ids) override {
    std::vector<ports::SeriesRow> found;
    for (const auto id : ids) found.push_back(rows.at(static_cast<std::size_t>(id - 1)));
    return found;
  }
  base::Result<std::vector<ports::FileRow>> files(const std::string&, ports::FileState state) override {
    std::vector<ports::FileRow> found;
    for (const auto& row : fileRows)
      if (row.state == state) found.push_back(row);
    return found;
  }
  base::Result<std::map<std::string, std::int64_t>> knownFiles(const std::string&) override {
    std::map<std::string, std::int64_t> known;
    for (const auto& row : fileRows)
      if (row.series != 0) known[row.contentHash] = row.series;
    return known;
  }
  base::Status commit(ports::ImportBatch batch) override {
    if (failAtCommit == static_cast<int>(batches.size()))
      return base::fail(base::ErrorCode::DiskFull, "No space left for the catalog.");
    batches.push_back(batch.series.size());
    const auto first = static_cast<std::int64_t>(rows.size());
    for (auto& row : batch.series) {
      row.id = static_cast<std::int64_t>(rows.size()) + 1;
      rows.push_back(row);
    }
    for (auto& row : batch.files) {
      if (row.series != 0) row.series += first;
      fileRows.push_back(row);
    }
    return {};
  }
  base::Status removeSeries(const std::vector<std::int64_t>&) override { return {}; }
  base::Status storeSplit(const ports::SplitRow&) override { return {}; }
  base::Result<std::optional<ports::SplitRow>> split(const std::string&) override {
    return std::optional<ports::SplitRow>();
  }
  base::Status mirrorRuns(const std::vector<ports::RunRow>&) override { return {}; }
  base::Result<std::vector<ports::RunRow>> runs() override { return std::vector<ports::RunRow>(); }
  base::Result<std::string> pseudonymKey() override { return std::string(64, 'a'); }
  std::int64_t dataVersion() override { return 0; }
  void interrupt() override {}
};

// Brick files in a folder.
class FolderCache final : public ports::VolumeCache {
 public:
  explicit FolderCache(Path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Path pathOf(const std::string& key) const override { return folder_ / (key + ".vol"); }
  [[nodiscard]] bool contains(const std::string& key) const override { return std::filesystem::exists(pathOf(key)); }
  base::Status store(const std::string& key, const volume::BrickHeader& header, const volume::Volume& volume) override {
    return volume::writeBrickFile(pathOf(key), header, volume);
  }

 private:
  Path folder_;
};

}  // namespace selvox::test

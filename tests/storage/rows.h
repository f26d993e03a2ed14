#pragma once
// Example rows and a workspace that vanishes with its test.

#include <algorithm>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "storage/catalog/sqlite_catalog.h"
#include "tests/base/temporary.h"

namespace selvox::test {

struct ExampleWorkspace {
  TemporaryFolder folder;
  std::filesystem::path root = folder / "ws", data = folder / "data";
  [[nodiscard]] std::unique_ptr<storage::catalog::SqliteCatalog> create() const {
    auto catalog = storage::catalog::SqliteCatalog::create(root, data);
    EXPECT_TRUE(catalog) << catalog.error().message;
    return catalog ? std::move(*catalog) : nullptr;
  }
  [[nodiscard]] std::unique_ptr<storage::catalog::SqliteCatalog> open() const {
    auto catalog = storage::catalog::SqliteCatalog::open(root, data);
    EXPECT_TRUE(catalog) << catalog.error().message;
    return catalog ? std::move(*catalog) : nullptr;
  }
};

inline ports::SeriesRow exampleSeries(const std::string& name, const std::string& patient, bool labelled,
                                      const std::string& modality = "MR") {
  ports::SeriesRow row;
  row.caseName = name;
  row.patient = patient;
  row.study = "S-1";
  row.modality = modality;
  row.format = "nifti";
  row.extent = {35, 51, 35};
  row.storedType = "int16";
  row.worldFromVoxel = volume::Affine::translation({1.0 / 3, -2, 3}) * volume::Affine::scaling({1, 1.5, 2});
  row.statistics = {-5, 900, 100.125, 17, 1, 800, 0, 850};
  row.voxelsHash = "hash-" + name;
  row.attributes = {{"window", "40/400"}};
  row.files = {"/data/" + name + "/a.nii", "/data/" + name + "/b.nii"};
  if (labelled)
    row.labels.push_back({0,
                          "label-" + name,
                          {{1, "anterior"}, {2, "posterior"}},
                          {{1, 100}, {2, 200}},
                          {"/data/" + name + "/label.nii"}});
  return row;
}

// Stands for the hash of a file's bytes.
inline std::string contentOf(std::string path) {
  std::replace(path.begin(), path.end(), '/', '_');
  return path;
}

// One series with its files, as an import would commit it.
inline void add(ports::ImportBatch& batch, ports::SeriesRow row) {
  batch.series.push_back(row);
  const auto index = static_cast<std::int64_t>(batch.series.size());
  for (const auto& file : row.files)
    batch.files.push_back({file, ports::FileState::Imported, "", contentOf(file), index});
  for (const auto& label : row.labels) {
    for (const auto& file : label.files)
      batch.files.push_back({file, ports::FileState::Imported, "", contentOf(file), index});
  }
}

}  // namespace selvox::test

#pragma once
// A frozen dataset: which series, which voxels, which spacing and constants. WS/index/versions/<id>.json. Runs name a
// version, so that a later import moves no cache key of an older run.

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/volume/affine.h"

namespace selvox::services {

struct VersionEntry {
  std::int64_t series = 0;
  std::string caseName, patient, modality;
  volume::Extent extent;    // native, LPS axes
  std::string voxelsHash;   // of the source image
  std::string image;        // cache key, prepared
  std::string label;        // cache key, prepared grid; empty without a label
  std::string labelNative;  // cache key, native grid
  std::map<int, std::string> labelNames;
};

struct DatasetVersion {
  std::string id, dataset, created;
  std::array<double, 3> spacing{};  // target, mm
  base::Json request;               // what was asked for ("spacing": "median", …)
  base::Json constants;             // what was resolved from the data, by modality
  std::vector<VersionEntry> entries;
};

[[nodiscard]] base::Json toJson(const DatasetVersion& version);
[[nodiscard]] base::Result<DatasetVersion> versionFromJson(const base::Json& json);

// Hash of series ids, voxel hashes, spacing and constants; 32 hex digits.
[[nodiscard]] std::string versionId(const DatasetVersion& version);

[[nodiscard]] base::Status saveVersion(const std::filesystem::path& workspace, const DatasetVersion& version);
[[nodiscard]] base::Result<DatasetVersion> loadVersion(const std::filesystem::path& workspace, const std::string& id);
// The youngest of a dataset.
[[nodiscard]] base::Result<std::optional<DatasetVersion>> latestVersion(const std::filesystem::path& workspace,
                                                                        const std::string& dataset);

}  // namespace selvox::services

#pragma once
// What is measured once of a scan and of its label maps, and kept by the hashes of their voxels, so that no voxel is
// read twice: index/quality/DATASET.facts.jsonl, a line a scan, appended as they are measured.

#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/services/slice_profile.h"

namespace selvox::services {

struct LabelFacts {
  std::string voxelsHash;
  std::string otherGrid;     // how its grid differs from that of its image; empty: it does not
  std::int64_t voxels = 0;   // that have a label
  std::int64_t outside = 0;  // of those, where the image is cut away (its smallest value, on 2 % or more of it)
  double millilitres = 0;
};

struct VolumeFacts {
  std::string voxelsHash;
  volume::Extent extent;  // LPS axes
  volume::Vec3 spacing{};
  volume::Statistics statistics;
  double noise = 0, background = 0;
  std::array<SliceFaults, 3> axes;  // slices across x, y, z: sagittal, coronal, axial
  std::vector<LabelFacts> labels;
};

struct LabelFile {
  std::string voxelsHash;
  std::filesystem::path path;
};

[[nodiscard]] base::Result<VolumeFacts> measureScan(const std::string& voxelsHash, const std::filesystem::path& image,
                                                    const std::vector<LabelFile>& labels, const Watch& watch);

[[nodiscard]] base::Json toJson(const VolumeFacts& facts);
[[nodiscard]] base::Result<VolumeFacts> volumeFactsFromJson(const base::Json& json);

// By voxels hash; lines that are cut off, damaged or of another version are left out. No file: empty.
[[nodiscard]] std::map<std::string, VolumeFacts> readFacts(const std::filesystem::path& file);

}  // namespace selvox::services

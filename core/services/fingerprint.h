#pragma once
// What a dataset is like, in the few numbers that a plan follows from (nnU-Net's dataset fingerprint: Isensee et al.,
// Nature Methods 2021).

#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/services/workspace.h"
#include "core/volume/volume.h"

namespace selvox::services {

struct SeriesFacts {
  volume::Extent extent;  // LPS axes
  volume::Vec3 spacing;   // mm
  std::string modality;
  volume::Statistics statistics;
};

struct Intensities {  // medians over the series of one modality
  std::size_t series = 0;
  double p0_5 = 0, p99_5 = 0, mean = 0, deviation = 0;
};

struct Fingerprint {
  std::size_t series = 0;
  volume::Vec3 spacing{}, finest{}, coarsest{}, tenth{};  // median, smallest, largest, 10th percentile per axis
  volume::Vec3 shape{};                                   // median per axis, voxels as stored
  int thickAxis = 2;                                      // the one with the largest median spacing
  bool anisotropic = false;  // that axis is over 3 times coarser than both others and has under a third of their voxels
  std::map<std::string, Intensities> intensities;  // by modality
  std::vector<SeriesFacts> facts;
};

[[nodiscard]] Fingerprint fingerprintOf(std::vector<SeriesFacts> facts);  // at least one

// nnU-Net's target: the median; of an anisotropic dataset the thick axis takes its 10th percentile, but stays the
// coarsest.
[[nodiscard]] std::array<double, 3> plannedSpacing(const Fingerprint& fingerprint);

// Median shape after resampling to `spacing`, each series rounded by itself.
[[nodiscard]] volume::Vec3 shapeAt(const Fingerprint& fingerprint, const std::array<double, 3>& spacing);

[[nodiscard]] base::Json toJson(const Fingerprint& fingerprint);

// From the headers of the dataset's bricks in the cache. NotFound: an unknown or empty dataset, voxels that are gone.
[[nodiscard]] base::Result<Fingerprint> readFingerprint(const Workspace& workspace, const std::string& dataset);

}  // namespace selvox::services

#pragma once
// What changes from slice to slice of a volume, along its three LPS axes, and what that says: slices without an image,
// slices that are there twice, places where slices are missing.

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/services/workspace.h"
#include "core/volume/brick_file.h"

namespace selvox::services {

struct AxisProfile {
  std::vector<float> low, high;  // of every slice
  std::vector<double> step;      // mean absolute difference between slice i and i + 1: one fewer than slices
};

// Slices count from 0.
struct SliceFaults {
  std::int64_t emptyFirst = 0, emptyLast = 0;  // slices of one value at either end; all of them: only emptyFirst
  std::vector<std::int64_t> constant;          // such slices between others
  std::vector<std::int64_t> repeated;          // the same voxels as in the slice before
  std::vector<std::int64_t> gaps;              // between this slice and the next one the image jumps
  std::vector<std::int64_t> odd;               // unlike both neighbours, which resemble each other's surroundings
};
[[nodiscard]] SliceFaults sliceFaults(const AxisProfile& profile);

struct VolumeProfile {
  std::array<AxisProfile, 3> axes;
  double noise = 0;       // standard deviation; of axial slices (Immerkær, CVIU 64:300, 1996), 0: cannot be told
  double background = 0;  // share of the voxels that have the smallest value
};

// One pass over the voxels, 32 axial slices in memory at a time.
[[nodiscard]] base::Result<VolumeProfile> profileOf(const volume::BrickFile& image, const Watch& watch);

}  // namespace selvox::services

#pragma once
// Exact Euclidean distance transform in linear time (Felzenszwalb and Huttenlocher, Theory of Computing 2012).
// Torch-free.

#include <cstdint>
#include <span>
#include <vector>

#include "core/learn/metrics/segmentation.h"

namespace selvox::learn::metrics {

// Squared distance in mm^2 from each voxel's centre to the nearest voxel with seeds[i] != 0; infinite without any seed.
[[nodiscard]] std::vector<double> squaredDistance(std::span<const std::uint8_t> seeds, const Grid& grid);

}  // namespace selvox::learn::metrics

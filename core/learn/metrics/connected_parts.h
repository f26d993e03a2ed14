#pragma once
// Connected parts of a binary mask. Torch-free.

#include <cstdint>
#include <vector>

#include "core/learn/metrics/segmentation.h"

namespace selvox::learn::metrics {

// In 2D (z = 1) neighbours lie in the plane alone: 4 or 8; in 3D 6 or 26.
enum class Touching { Faces, Corners };

struct ConnectedParts {
  std::vector<std::int32_t> of;      // per voxel: 0 outside the mask, then 1, 2, … by first voxel
  std::vector<std::int64_t> voxels;  // of component i + 1
};
[[nodiscard]] ConnectedParts connectedParts(Mask mask, const Grid& grid, Touching touching);

// Leaves the largest part (the first of equal ones), by corners as nnU-Net does.
void keepLargest(std::vector<std::uint8_t>& mask, const Grid& grid);
// 1 where the mask is 0 and no way along faces leads to the edge of the image.
[[nodiscard]] std::vector<std::uint8_t> holes(Mask mask, const Grid& grid);
// Parts of `pred` (by corners) without a voxel in `ref`.
[[nodiscard]] std::int64_t falsePositives(Mask pred, Mask ref, const Grid& grid);

}  // namespace selvox::learn::metrics

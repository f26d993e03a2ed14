#pragma once
// The spatial half of augmentation: one affine per sample, and the pass that applies it.

#include <array>
#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/learn/augment/augment.h"

namespace selvox::learn::augment {

// Rows of patchFromView: input voxel (x, y, z) = M (view voxel (x, y, z), 1). In 2D z stays 0.
using Rows = std::array<double, 12>;

struct Grid {
  std::array<std::int64_t, 3> size{1, 1, 1};  // x, y, z
};
[[nodiscard]] inline Grid gridOf(const std::vector<std::int64_t>& tensorSize) {  // ([D,] H, W)
  Grid grid;
  for (std::size_t i = 0; i < tensorSize.size(); ++i) grid.size[i] = tensorSize[tensorSize.size() - 1 - i];
  return grid;
}

// Flip, rotation, zoom and (cropLow < 1) random resized crop of one sample, drawn from Rng(seed, Augment, step,
// sample).
[[nodiscard]] Rows drawAffine(const Settings& settings, const Key& key, int sample, int dim, const Grid& in,
                              const Grid& out);

// Outside the input: zero. `rows` (N, 12) float64 on the CPU.
// The fused loop on the CPU; affine_grid + grid_sample on any device. Equal to 2e-5 for values of order one.
[[nodiscard]] at::Tensor warpLinear(const at::Tensor& images, const at::Tensor& rows,
                                    const std::vector<std::int64_t>& outSize);
[[nodiscard]] at::Tensor warpNearest(const at::Tensor& labels, const at::Tensor& rows,
                                     const std::vector<std::int64_t>& outSize);
[[nodiscard]] at::Tensor warpLinearByGrid(const at::Tensor& images, const at::Tensor& rows,
                                          const std::vector<std::int64_t>& outSize);
[[nodiscard]] at::Tensor warpNearestByGrid(const at::Tensor& labels, const at::Tensor& rows,
                                           const std::vector<std::int64_t>& outSize);

}  // namespace selvox::learn::augment

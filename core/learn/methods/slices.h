#pragma once
// Slices, or slabs of a few slices in 3D, of one volume at known heights.

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/learn/augment/augment.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

struct Slices {
  std::vector<at::Tensor> images;      // K of (N, C, [t,] H, W): from the patch and from each companion
  std::vector<std::vector<double>> z;  // N x K, mm from the middle of the volume, of each one's centre
};

// 2D: patch and companions as they are. 3D: of each a slab of `thickness` voxels from its middle; where companions lie
// closer than `apart` mm, slabs are taken from further down and further up, as far as the patch goes. `batch` may have
// no companions.
[[nodiscard]] Slices cutSlices(const Batch& batch, std::int64_t thickness, double apart);
// One slab of each patch at a random height, drawn from Rng(seed, Method, step, sample * 64 + stream); 2D: the patch.
[[nodiscard]] Slices randomSlice(const Batch& batch, std::int64_t thickness, int stream);

// Each of `images` augmented on its own (streams 0, 1, …), as (N, K, C, [t,] H, W).
[[nodiscard]] at::Tensor augmented(const std::vector<at::Tensor>& images, const Batch& batch,
                                   const augment::Settings& settings, at::ScalarType type);

// Further slices than this count as apart, mm.
constexpr double kSamePlace = 1e-3;

// Voxels along z: `slab` of the settings, or a quarter of the patch and at least 4; never more than the patch has.
[[nodiscard]] std::int64_t slabThickness(const MethodConfig& config);
// The size of what the encoder gets: the patch, with the slab's thickness in 3D.
[[nodiscard]] std::vector<std::int64_t> sliceSize(const MethodConfig& config);
[[nodiscard]] spec::Param slabParam();
// (K, C, [t,] H, W) side by side along x, to look at.
[[nodiscard]] at::Tensor sideBySide(const at::Tensor& slices);

}  // namespace selvox::learn::methods

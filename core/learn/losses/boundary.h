#pragma once
// Boundary loss (Kervadec et al., MIDL 2019): a voxel costs its probability times its signed distance to the true
// boundary, so that far mistakes cost more than near ones.

#include <array>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

// Masks (N, K, D, H, W) or (N, K, H, W), not 0 inside -> distance of the same shape, float32 on the CPU: mm from each
// voxel's centre to the nearest one on the other side of the boundary, negative inside, divided by the largest of the
// map. All 0 where a mask is empty or full. `spacing`: (x, y, z) in mm of every sample.
[[nodiscard]] at::Tensor signedDistances(const at::Tensor& masks, const std::vector<std::array<double, 3>>& spacing);

// Mean over structures and voxels of probability times distance. In [-1, 1].
[[nodiscard]] at::Tensor boundary(const at::Tensor& probabilities, const at::Tensor& distances);

}  // namespace selvox::learn::losses

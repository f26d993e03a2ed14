#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <ATen/ops/upsample_nearest3d.h>

namespace selvox::learn::methods {

// (N, C, [D,] H, W) at other sides, each voxel the nearest one's value.
[[nodiscard]] inline at::Tensor nearest(const at::Tensor& x, at::IntArrayRef sides) {
  if (x.sizes().slice(2) == sides) return x;
  return sides.size() == 3 ? at::upsample_nearest3d(x, sides) : at::upsample_nearest2d(x, sides);
}

}  // namespace selvox::learn::methods

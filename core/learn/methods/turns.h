#pragma once
// Rotations that map a voxel grid onto itself: quarter turns about the axes and what they compose to.

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::methods {

// Axes are a tensor's: ([D,] H, W). Along axis a the turned patch shows axis from[a] of the patch, backwards where
// mirrored[a].
struct Turn {
  std::vector<std::int64_t> from;
  std::vector<bool> mirrored;
  std::string name;  // "90° about z"
};

// 4: quarter turns about z. 10 (3D): identity and 90, 180, 270 degrees about each axis. 24 (3D): every rotation of a
// cube. Identity first; the first 4 of 10, and the first 10 of 24, are the smaller set.
[[nodiscard]] std::vector<Turn> turnsOf(int dim, int classes);
[[nodiscard]] at::Tensor turned(const at::Tensor& x, const Turn& turn);  // of the last axes of x
[[nodiscard]] Turn inverse(const Turn& turn);
[[nodiscard]] Turn composed(const Turn& first, const Turn& then);
// A turn that exchanges two axes changes what a voxel is unless their spacings agree (within 2 %). `spacing` by axis.
[[nodiscard]] bool keepsVoxels(const Turn& turn, const std::vector<double>& spacing);

}  // namespace selvox::learn::methods

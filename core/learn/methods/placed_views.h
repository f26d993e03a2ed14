#pragma once
// Views whose place in the patch is known, and maps of features brought from one view onto another.

#include <vector>

#include <ATen/core/Tensor.h>

#include "core/learn/augment/spatial.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

struct PlacedView {
  at::Tensor images;         // (N, C, [D,] H, W)
  at::Tensor patchFromView;  // (N, 12) float64, voxels (augment/spatial.h)
};
struct PlacedPair {
  PlacedView first, second;
  at::Tensor secondFromFirst;   // (N, 12) float64, voxels
  std::vector<double> overlap;  // N: share of either view that the other shows too, the smaller of both
};

// Two views of each patch, drawn as streams 0 and 1; where they share less than `least`, the second is drawn again
// (streams 2, 3, …), and lies where the first lies if that never helps.
[[nodiscard]] PlacedPair overlappingPair(const Batch& batch, const augment::Settings& settings, double least,
                                         at::ScalarType type);
// The patches (N, C, …) seen through `rows` (N, 12), on any device.
[[nodiscard]] at::Tensor warp(const at::Tensor& images, const at::Tensor& rows, const std::vector<std::int64_t>& size);

// C = A^-1 B: coordinates of A's source from coordinates of B's.
[[nodiscard]] augment::Rows aFromB(const augment::Rows& patchFromA, const augment::Rows& patchFromB);
// Share of view A's voxels that lie inside view B, both of `size`.
[[nodiscard]] double shareInside(const augment::Rows& bFromA, const augment::Grid& size);

// Where the voxels of a feature map stand: voxel i of an axis at voxel stride * i + offset of the image.
struct MapPlace {
  std::vector<double> stride, offset;  // per axis, x first
};
// Feature coordinates of map B from those of map A, when image coordinates are related by `bFromA`.
[[nodiscard]] augment::Rows betweenMaps(const augment::Rows& bFromA, const MapPlace& a, const MapPlace& b);
// 1 where a voxel of A lands no further than half a voxel outside B; (N, positions) float on the CPU.
[[nodiscard]] at::Tensor landsInside(const at::Tensor& rows, const std::vector<std::int64_t>& a,
                                     const std::vector<std::int64_t>& b);

[[nodiscard]] augment::Rows identityRows();
[[nodiscard]] augment::Rows rowsOf(const at::Tensor& table, std::int64_t sample);
[[nodiscard]] at::Tensor toTable(const std::vector<augment::Rows>& rows);

}  // namespace selvox::learn::methods

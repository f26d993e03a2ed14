#pragma once
// Which voxel axis stands for which world axis.

#include <array>

#include "core/volume/affine.h"

namespace selvox::volume {

struct AxisMap {
  std::array<int, 3> voxelAxis{0, 1, 2};  // for the world axes x, y, z
  std::array<bool, 3> flipped{};          // the voxel axis points to the negative side of its world axis
  [[nodiscard]] bool identity() const {
    return voxelAxis == std::array<int, 3>{0, 1, 2} && flipped == std::array<bool, 3>{};
  }
};

// The permutation whose direction cosines sum up highest; oblique grids get their nearest axes.
[[nodiscard]] AxisMap axisMap(const Affine& worldFromVoxel);

}  // namespace selvox::volume

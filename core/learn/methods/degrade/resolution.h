#pragma once
// Lost resolution: blur, thick slices, coarse grids.

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

// Gaussian of `sigma` voxels along every axis; at the border the window is cut and weighted anew, so that a constant
// stays.
[[nodiscard]] at::Tensor gaussianBlur(const at::Tensor& sample, double sigma);

// Averaged over blocks of `factor` voxels along each axis (z, y, x; z ignored in 2D) and brought back to the grid,
// linearly or by the nearest block. A side that the factor does not divide is cut into round(side / factor) blocks.
[[nodiscard]] at::Tensor coarser(const at::Tensor& sample, const Triple& factor, bool nearest = false);

}  // namespace selvox::learn::methods::degrade

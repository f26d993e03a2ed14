#pragma once
// In- and out-painting of Models Genesis (Zhou et al., MIA 2021): boxes of noise to fill, or all but boxes.

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

// Up to 5 boxes, each reached with p .95, sides U{side/6 .. side/3}, 3 voxels from the border, filled with U(range).
[[nodiscard]] at::Tensor paintInside(const at::Tensor& sample, const Range& range, base::Rng& rng);
// All noise U(range) but 1 to 5 boxes (each further one with p .95), sides side - U{3 side/7 .. 4 side/7}, 3 voxels
// from the border.
[[nodiscard]] at::Tensor paintOutside(const at::Tensor& sample, const Range& range, base::Rng& rng);
// Where a patch is too small for the margin, the margin shrinks.

}  // namespace selvox::learn::methods::degrade

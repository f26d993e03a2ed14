#pragma once
// Artifacts of computed tomography, in the plane of each slice.

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

// What filtered back-projection from `views` parallel beams adds to the image compared with one from so many that no
// streak is left: convolution with the difference of the two point responses (Ramachandran & Lakshminarayanan, PNAS
// 1971; Kak & Slaney 1988), zero outside the patch. `turn` (radians) is the first view's angle.
[[nodiscard]] at::Tensor sparseViewStreaks(const at::Tensor& sample, int views, double turn, double strength);
// Point response of filtered back-projection from `views` beams, (2 height - 1, 2 width - 1), origin in the middle.
[[nodiscard]] at::Tensor backProjectedPoint(std::int64_t height, std::int64_t width, int views, double turn);

struct Centre {
  double y = 0, x = 0;  // voxels
};
// Detector cells of false gain: `count` circles about the axis of rotation, each one voxel wide, of height
// U(-amplitude, amplitude).
[[nodiscard]] at::Tensor rings(const at::Tensor& sample, const Centre& centre, int count, double amplitude,
                               base::Rng& rng);
// Beam hardening: what lies above the lowest value is lowered by the share depth (1 - r^2 / R^2), r from the middle of
// the slice, R to its corners.
[[nodiscard]] at::Tensor cupping(const at::Tensor& sample, double depth);

}  // namespace selvox::learn::methods::degrade

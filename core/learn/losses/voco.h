#pragma once
// VoCo (Wu et al., CVPR 2024): where in the volume was a crop taken, told by its likeness to a grid of base crops.

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct VocoTerms {
  at::Tensor positive, negative;
};
// s, y (…, K): likeness to each of K base crops in [0, 1], and the share of the crop that lies in it.
// positive = -sum over y > 0 of y log(1 - |y - s| + eps) / sum y; negative = mean over y = 0 of s^2.
[[nodiscard]] VocoTerms voco(const at::Tensor& s, const at::Tensor& y, double eps = 1e-6);

// bases (N, K, D): mean over pairs of different base crops of one image of ReLU cos, which is to become 0.
[[nodiscard]] at::Tensor vocoRegulariser(const at::Tensor& bases);

}  // namespace selvox::learn::losses

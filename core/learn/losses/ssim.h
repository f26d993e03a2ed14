#pragma once
// Structural similarity (Wang et al., IEEE TIP 2004) with gradients; equal to metrics::ssim where its window fits.

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

// a, b (N, C, [D,] H, W), range (N): (N) means over channels and positions. Gaussian window of 11 voxels, sigma 1.5,
// K .01 and .03, biased covariance. Along a side below 11 the window is the largest odd one that fits; a side of 1 is
// left alone. At least float32.
[[nodiscard]] at::Tensor ssim(const at::Tensor& a, const at::Tensor& b, const at::Tensor& range);

}  // namespace selvox::learn::losses

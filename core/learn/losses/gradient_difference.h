#pragma once
// Restoration inside a body: absolute error, and the error of edges (Mathieu et al., ICLR 2016).

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

// pred and target (N, C, [D,] H, W), mask (N, 1, [D,] H, W): sum(|pred - target| mask) / (C sum(mask)); 0 where the
// mask is empty.
[[nodiscard]] at::Tensor maskedL1(const at::Tensor& pred, const at::Tensor& target, const at::Tensor& mask);

// | |d pred| - |d target| |, d the difference of neighbours along an axis, over neighbours that both lie in the mask;
// the mean over the axes.
[[nodiscard]] at::Tensor gradientDifference(const at::Tensor& pred, const at::Tensor& target, const at::Tensor& mask);

}  // namespace selvox::learn::losses

#pragma once
// Contrast by place in the body (Chaitanya et al., NeurIPS 2020): slices of one partition of the body are no negatives
// of each other; regions of one image are.

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

enum class PartitionStrategy {
  Random,        // every other row is a negative: SimCLR
  NoNegatives,   // GD-: rows of the same partition are not negatives
  AlsoPositive,  // GD: and those of other volumes are positives
};

struct RegionContrastOptions {
  double temperature = 0.1;
  PartitionStrategy strategy = PartitionStrategy::AlsoPositive;
};

// z1, z2 (N, D): two views; partition, volume (N) int64. Mean over the 2N rows of the mean over a row's positives p of
// -log(exp(s_p / T) / (exp(s_p / T) + sum over negatives exp(s_n / T))), s cosine.
[[nodiscard]] at::Tensor regionContrastGlobal(const at::Tensor& z1, const at::Tensor& z2, const at::Tensor& partition,
                                              const at::Tensor& volume, const RegionContrastOptions& options = {});

// a, b (N, R, C): R regions of N images in two views. Each region picks itself in the other view among the R of its own
// image; both directions, mean.
[[nodiscard]] at::Tensor regionContrastLocal(const at::Tensor& a, const at::Tensor& b, double temperature = 0.1);

}  // namespace selvox::learn::losses

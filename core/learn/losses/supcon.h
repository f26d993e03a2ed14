#pragma once
// Supervised contrastive loss (Khosla et al., NeurIPS 2020): rows of one label attract.

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct SupconOptions {
  double temperature = 0.1;
};
struct SupconResult {
  at::Tensor loss;
  std::int64_t skipped = 0;  // anchors without a positive: left out of the mean
};
// Mean over anchors of -mean over positives of log(exp(s_ip / T) / sum_{a != i} exp(s_ia / T)); z (N, D), labels (N).
[[nodiscard]] SupconResult supcon(const at::Tensor& z, const at::Tensor& labels, const SupconOptions& options = {});

}  // namespace selvox::learn::losses

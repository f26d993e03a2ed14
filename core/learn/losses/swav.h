#pragma once
// SwAV (Caron et al., NeurIPS 2020): codes by optimal transport, and the swapped prediction of one view's codes from
// another.

#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct SinkhornOptions {
  double eps = 0.05;
  int iterations = 3;
};
// scores (B, K) -> codes (B, K), rows sum to 1: exp(scores / eps), then alternately prototypes to 1/K and samples to
// 1/B. No gradient.
[[nodiscard]] at::Tensor sinkhorn(const at::Tensor& scores, const SinkhornOptions& options = {});

struct SwavOptions {
  double temperature = 0.1;
  SinkhornOptions codes;
  int assigned = 2;  // views whose codes are predicted: the large ones, first in the list
};
// Mean over (assigned view i, view v != i) of -sum q_i log softmax(scores_v / T).
[[nodiscard]] at::Tensor swav(const std::vector<at::Tensor>& scores, const SwavOptions& options = {});
// The same with given codes of the first views, made with more rows than the batch's; temperature alone is used.
[[nodiscard]] at::Tensor swav(const std::vector<at::Tensor>& scores, const std::vector<at::Tensor>& codes,
                              const SwavOptions& options);

}  // namespace selvox::learn::losses

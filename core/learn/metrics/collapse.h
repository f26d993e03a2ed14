#pragma once
// Is a joint embedding collapsing? Four numbers on a batch of embeddings, without gradients, in at least float32.

#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::metrics {

// Mean over dimensions of the (unbiased) standard deviation of L2-normalised rows; healthy near 1 / sqrt(D), 0
// collapsed.
[[nodiscard]] at::Tensor embeddingStd(const at::Tensor& z);
// RankMe (Garrido et al., ICML 2023): exp of the entropy of the singular values' shares, each plus 1e-7; not centred.
[[nodiscard]] at::Tensor effectiveRank(const at::Tensor& z);
// mean ||z1 - z2||^2 of L2-normalised matching rows (Wang and Isola, ICML 2020); 0 when views agree.
[[nodiscard]] at::Tensor alignment(const at::Tensor& z1, const at::Tensor& z2);
// log mean exp(-t ||zi - zj||^2) over pairs i < j of L2-normalised rows; 0 collapsed, lower is better spread.
[[nodiscard]] at::Tensor uniformity(const at::Tensor& z, double t = 2.0);

// All four: collapse/std_times_sqrt_d, collapse/effective_rank, collapse/alignment, collapse/uniformity.
[[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> collapsePanel(const at::Tensor& z1, const at::Tensor& z2);

}  // namespace selvox::learn::metrics

#pragma once
// What a classifier's answer costs. Targets are rows of shares, so that smoothed and mixed labels need no second form.

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

enum class ClassKind {
  Softmax,     // one class a row: logits (N, K), target rows that sum to 1
  MultiLabel,  // any number of classes a row: logits (N, K), targets of 0 to 1 each
  Ordinal,     // grades: logits (N, K - 1) fall from left to right, sigmoid(logit k) = chance of more than grade k
               // (proportional odds: McCullagh, JRSS B 1980); target rows that sum to 1
};

struct ClassLossOptions {
  ClassKind kind = ClassKind::Softmax;
  double gamma = 0;  // focal loss (Lin et al., ICCV 2017): a term of chance p counts (1 - p)^gamma; 0: cross entropy
  double smoothing = 0;  // share of every target that is spread evenly (Szegedy et al., CVPR 2016)
  at::Tensor weights{};  // (K) of the classes; undefined: 1
};

// Softmax, ordinal: mean over rows of -sum_k w_k t_k (1 - p_k)^gamma log p_k.
// Multi-label: mean over entries of -w_k (t (1 - p)^gamma log p + (1 - t) p^gamma log(1 - p)).
[[nodiscard]] at::Tensor classLoss(const at::Tensor& logits, const at::Tensor& target, const ClassLossOptions& options);

// (N, K): rows sum to 1 but for MultiLabel.
[[nodiscard]] at::Tensor classProbabilities(const at::Tensor& logits, ClassKind kind);

// Weights by the effective number of samples, (1 - beta) / (1 - beta^n), with mean 1 over the classes; a class without
// a sample counts as one with 1 (Cui et al., CVPR 2019). beta 0: all 1; towards 1: 1 / n.
[[nodiscard]] std::vector<double> classBalanced(const std::vector<std::int64_t>& counts, double beta);

}  // namespace selvox::learn::losses

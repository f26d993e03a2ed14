#pragma once
// What several losses share. ATen only.

#include <cmath>
#include <limits>

#include <ATen/core/Tensor.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/masked_fill.h>
#include <ATen/ops/norm.h>
#include <ATen/ops/where.h>

#include "core/learn/compat/compat.h"
#include "core/learn/ranks/ranks.h"

namespace selvox::learn::losses {

// Rows of length 1, in at least float32; a zero row stays zero.
[[nodiscard]] inline at::Tensor normaliseRows(const at::Tensor& z) {
  const at::Tensor x = compat::atLeastFloat(z);
  return x / x.norm(2, {-1}, true).clamp_min(1e-12);
}

// Cosine of matching rows, (N).
[[nodiscard]] inline at::Tensor rowCosine(const at::Tensor& a, const at::Tensor& b) {
  return (normaliseRows(a) * normaliseRows(b)).sum(-1);
}

// Hard negatives (after Robinson et al., ICLR 2021): each negative's share in its row's denominator is multiplied by
// w = exp(beta l), normalised to mean 1 over the row's negatives; l = s / T are the logits (N, K), `negative` (N, K) is
// bool. As logits: l + beta l - log mean exp(beta l). beta 0 changes nothing.
[[nodiscard]] inline at::Tensor hardNegatives(const at::Tensor& logits, const at::Tensor& negative, double beta) {
  if (beta == 0) return logits;
  const at::Tensor count = negative.sum(-1, true).clamp_min(1).to(logits.scalar_type());
  const at::Tensor scaled =
      (logits * beta).masked_fill(negative.logical_not(), -std::numeric_limits<double>::infinity());
  // A row without negatives would give -inf - -inf.
  const at::Tensor none = negative.any(-1, true).logical_not();
  const at::Tensor logMean = scaled.masked_fill(none, 0.0).logsumexp({-1}, true) - count.log();
  return at::where(negative, logits * (1 + beta) - logMean, logits);
}

inline void requireSameMatrix(const at::Tensor& a, const at::Tensor& b, const char* loss) {
  TORCH_CHECK(a.dim() == 2 && a.sizes() == b.sizes(), loss, " needs two matrices (rows, features) of one shape, got ",
              a.sizes(), " and ", b.sizes());
}

}  // namespace selvox::learn::losses

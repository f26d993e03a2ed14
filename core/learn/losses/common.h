#pragma once
// What several losses share. ATen only.

#include <ATen/core/Tensor.h>
#include <ATen/ops/norm.h>

#include "core/learn/compat/compat.h"

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

inline void requireSameMatrix(const at::Tensor& a, const at::Tensor& b, const char* loss) {
  TORCH_CHECK(a.dim() == 2 && a.sizes() == b.sizes(), loss, " needs two matrices (rows, features) of one shape, got ",
              a.sizes(), " and ", b.sizes());
}

}  // namespace selvox::learn::losses

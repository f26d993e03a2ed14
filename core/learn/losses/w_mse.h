#pragma once
// W-MSE (Ermolov et al., ICML 2021): whitened embeddings of two views agree.

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct WMseOptions {
  std::int64_t blockSize = 0;  // rows whitened together, at least 2 x dimensions; 0: the whole batch
  double eps = 0.0;            // shrinks the covariance: (1 - eps) C + eps I
};
// Blocks of rows are whitened as x L^-T, L the lower Cholesky factor of their covariance (N - 1); mean(2 - 2 cos).
// Where the factor does not exist, once more with eps 1e-3. In at least float32. The caller shuffles the rows.
[[nodiscard]] at::Tensor wMse(const at::Tensor& z1, const at::Tensor& z2, const WMseOptions& options = {});

}  // namespace selvox::learn::losses

#pragma once
// NT-Xent, the loss of SimCLR (Chen et al., ICML 2020).

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct NtXentOptions {
  double temperature = 0.2;
  double beta = 0;  // hard negatives (common.h)
};

// l(i,j) = -log(exp(s_ij / T) / sum_{k != i} exp(s_ik / T)), s cosine, mean over the 2N rows of [z1; z2]. (The
// TensorFlow reference returns twice that.) z1, z2 (N, D); float32 or float64 inside, whatever autocast says.
[[nodiscard]] at::Tensor ntXent(const at::Tensor& z1, const at::Tensor& z2, const NtXentOptions& options = {});

// The same with `keys` (N): rows of one key are taken out of each other's denominators, the positive (the other view of
// the same row) excepted. For patients, lesions … of whom a batch holds several images.
[[nodiscard]] at::Tensor ntXent(const at::Tensor& z1, const at::Tensor& z2, const at::Tensor& keys,
                                const NtXentOptions& options);

}  // namespace selvox::learn::losses

#pragma once
// Momentum contrast: against a queue (MoCo v2, Chen et al., 2020) and within the batch (MoCo v3, Chen et al., ICCV
// 2021).

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct MocoOptions {
  double temperature = 0.2;
  double beta = 0;  // hard negatives (common.h)
};
// Cross-entropy of [q k+, q bank] / T with the positive first; q (N, D), k (N, D), bank (K, D), all L2-normalised
// inside. Keys and bank receive no gradient.
[[nodiscard]] at::Tensor moco(const at::Tensor& q, const at::Tensor& k, const at::Tensor& bank,
                              const MocoOptions& options = {});

// The queue after one step: the normalised keys behind, the oldest rows gone.
[[nodiscard]] at::Tensor mocoQueue(const at::Tensor& bank, const at::Tensor& k);

// One direction: 2 T times the in-batch cross-entropy of q against all keys. Keys receive no gradient.
[[nodiscard]] at::Tensor mocoV3(const at::Tensor& q, const at::Tensor& k, const MocoOptions& options = {0.2});

}  // namespace selvox::learn::losses

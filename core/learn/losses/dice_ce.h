#pragma once
// nnU-Net's segmentation loss: soft Dice without background plus cross-entropy (Isensee et al., Nature Methods 2021).

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct DiceCeOptions {
  double diceWeight = 1.0, ceWeight = 1.0;
  bool batchDice = false;  // sums over the batch before the ratio, as nnU-Net does in 2D
  double smooth = 1e-5;
};

// -mean over classes 1.. (and samples) of (2 sum pg + s) / (sum p + sum g + s), p = softmax. logits (N, K, …), target
// (N, …) of class numbers. In [-1, 0].
[[nodiscard]] at::Tensor softDice(const at::Tensor& logits, const at::Tensor& target,
                                  const DiceCeOptions& options = {});

// Mean over all voxels; with weights (K) of the classes the weighted mean, sum w_g (-log p_g) / sum w_g.
[[nodiscard]] at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& target,
                                      const at::Tensor& weights = {});

[[nodiscard]] at::Tensor diceCe(const at::Tensor& logits, const at::Tensor& target, const DiceCeOptions& options = {});

}  // namespace selvox::learn::losses

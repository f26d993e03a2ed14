#pragma once
// How well soft masks cover true ones. p, g (N, K, V): probabilities and shares of K structures at V voxels, background
// left out.

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct OverlapOptions {
  bool batch = false;  // sums over the batch before the ratio, as nnU-Net does in 2D
  double smooth = 1e-5;
};

// -mean over structures (and samples) of (2 sum pg + s) / (sum p + sum g + s). In [-1, 0].
[[nodiscard]] at::Tensor diceOfShares(const at::Tensor& p, const at::Tensor& g, const OverlapOptions& options = {});

// Salehi et al., MLMI 2017; the power: Abraham and Khan, ISBI 2019 (focal Tversky).
struct TverskyOptions {
  double alpha = 0.3, beta = 0.7;  // weights of false positives and false negatives
  double power = 1.0;              // 3/4: focal Tversky, hard structures count more
  OverlapOptions overlap{};
};

// Mean of (1 - T)^power, T = (TP + s) / (TP + alpha FP + beta FN + s). In [0, 1].
[[nodiscard]] at::Tensor tverskyOfShares(const at::Tensor& p, const at::Tensor& g, const TverskyOptions& options = {});

// Softmax of logits (N, K, …) and target (N, …) of class numbers, background left out.
[[nodiscard]] at::Tensor tversky(const at::Tensor& logits, const at::Tensor& target,
                                 const TverskyOptions& options = {});

// Throws where the two do not belong together.
void requireVoxelTarget(const at::Tensor& logits, const at::Tensor& target, const char* loss);
// Class numbers (N, …) as shares (N, K, V) like `logits` (N, K, V).
[[nodiscard]] at::Tensor oneHotLike(const at::Tensor& logits, const at::Tensor& target);

}  // namespace selvox::learn::losses

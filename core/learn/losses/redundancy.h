#pragma once
// Losses that keep the dimensions of an embedding apart instead of repelling samples: Barlow Twins (Zbontar et al.,
// ICML 2021) and VICReg (Bardes et al., ICLR 2022). Statistics in at least float32, whatever autocast says.

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct BarlowOptions {
  double lambda = 0.0051;
};
struct BarlowTerms {
  at::Tensor onDiagonal, offDiagonal, loss;  // loss = onDiagonal + lambda offDiagonal
  at::Tensor diagonalMean, offDiagonalRms;   // detached: 1 and 0 where the views agree and the dimensions do not
};
// C = BN(z1)^T BN(z2) / B, BN without affine, biased variance + 1e-5; sum_i (C_ii - 1)^2 + lambda sum_{i != j} C_ij^2.
[[nodiscard]] BarlowTerms barlowTwinsTerms(const at::Tensor& z1, const at::Tensor& z2,
                                           const BarlowOptions& options = {});
[[nodiscard]] at::Tensor barlowTwins(const at::Tensor& z1, const at::Tensor& z2, const BarlowOptions& options = {});

struct VicregOptions {
  double sim = 25, var = 25, cov = 1;
};
struct VicregTerms {
  at::Tensor invariance, variance, covariance, loss;
};
// invariance: mean (z1 - z2)^2; variance: mean max(0, 1 - sqrt(var + 1e-4)), averaged over the branches; covariance:
// sum of squared off-diagonal entries / D, added over the branches. Unbiased (N - 1).
[[nodiscard]] VicregTerms vicreg(const at::Tensor& z1, const at::Tensor& z2, const VicregOptions& options = {});

}  // namespace selvox::learn::losses

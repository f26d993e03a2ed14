#include "core/learn/losses/redundancy.h"

#include <algorithm>

#include <ATen/ops/matmul.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/var.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

at::Tensor standardised(const at::Tensor& z) {
  const at::Tensor centred = z - z.mean(0);
  return centred / (centred.square().mean(0) + 1e-5).sqrt();
}

at::Tensor offDiagonalSquares(const at::Tensor& square) {
  return square.square().sum() - square.diagonal().square().sum();
}

at::Tensor spread(const at::Tensor& z) {
  return at::relu(1 - (z.var(c10::IntArrayRef{0}, /*unbiased=*/true) + 1e-4).sqrt()).mean();
}

at::Tensor overlap(const at::Tensor& z) {
  const at::Tensor centred = z - z.mean(0);
  const at::Tensor covariance = at::matmul(centred.t(), centred) / static_cast<double>(z.size(0) - 1);
  return offDiagonalSquares(covariance) / static_cast<double>(z.size(1));
}

}  // namespace

BarlowTerms barlowTwinsTerms(const at::Tensor& z1, const at::Tensor& z2, const BarlowOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(z1, z2, "barlow-twins");
  const at::Tensor a = standardised(ranks::gatherRows(compat::atLeastFloat(z1))),
                   b = standardised(ranks::gatherRows(compat::atLeastFloat(z2)));
  const at::Tensor c = at::matmul(a.t(), b) / static_cast<double>(a.size(0));
  BarlowTerms t;
  t.onDiagonal = (c.diagonal() - 1).square().sum();
  t.offDiagonal = offDiagonalSquares(c);
  t.loss = t.onDiagonal + options.lambda * t.offDiagonal;
  const auto pairs = static_cast<double>(c.size(0) * std::max<std::int64_t>(c.size(0) - 1, 1));
  t.diagonalMean = c.diagonal().detach().mean();
  t.offDiagonalRms = (t.offDiagonal.detach().clamp_min(0) / pairs).sqrt();
  return t;
}

at::Tensor barlowTwins(const at::Tensor& z1, const at::Tensor& z2, const BarlowOptions& options) {
  return barlowTwinsTerms(z1, z2, options).loss;
}

VicregTerms vicreg(const at::Tensor& z1, const at::Tensor& z2, const VicregOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(z1, z2, "vicreg");
  const at::Tensor a = ranks::gatherRows(compat::atLeastFloat(z1)), b = ranks::gatherRows(compat::atLeastFloat(z2));
  TORCH_CHECK(a.size(0) > 1, "vicreg needs at least two rows");
  VicregTerms t;
  t.invariance = at::mse_loss(a, b);
  t.variance = (spread(a) + spread(b)) / 2;
  t.covariance = overlap(a) + overlap(b);
  t.loss = options.sim * t.invariance + options.var * t.variance + options.cov * t.covariance;
  return t;
}

}  // namespace selvox::learn::losses

#include "core/learn/losses/position.h"

#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/smooth_l1_loss.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

constexpr double kTiny = 1e-12;  // keeps the square root's slope finite where two embeddings agree

at::Tensor weightedMean(const at::Tensor& values, const at::Tensor& weights) {
  return (values * weights).sum() / weights.sum().clamp_min(1);
}

}  // namespace

at::Tensor distanceMatrix(const at::Tensor& embeddings, const at::Tensor& positions) {
  const compat::FullPrecision guard;
  TORCH_CHECK(embeddings.dim() == 3 && positions.dim() == 3 && embeddings.size(1) == positions.size(1) &&
                  embeddings.size(1) > 1,
              "distance-matrix needs embeddings (N, K, D) and positions (N, K, A) of two or more crops");
  const auto distances = [](const at::Tensor& x) {
    return ((x.unsqueeze(1) - x.unsqueeze(2)).square().sum(-1) + kTiny).sqrt();
  };
  const at::Tensor e = distances(compat::atLeastFloat(embeddings));
  const at::Tensor error = (e - distances(compat::atLeastFloat(positions)).to(e.scalar_type())).square();
  const std::int64_t n = error.size(0), k = error.size(1);
  // The diagonal adds nothing: both distances are the same there.
  return error.sum() / static_cast<double>(n * k * (k - 1));
}

BodyPartTerms bodyPart(const at::Tensor& scores, const at::Tensor& apart) {
  const compat::FullPrecision guard;
  TORCH_CHECK(scores.dim() == 2 && scores.size(1) > 1, "body-part needs scores (N, K) of two or more slices");
  const at::Tensor s = compat::atLeastFloat(scores);
  const std::int64_t gaps = s.size(1) - 1;
  const at::Tensor rise = s.narrow(1, 1, gaps) - s.narrow(1, 0, gaps);
  const at::Tensor counted = apart.defined() ? apart.to(s.scalar_type()) : at::ones_like(rise).detach();
  BodyPartTerms terms;
  terms.order = -weightedMean(at::log_sigmoid(rise), counted);
  terms.even = terms.order * 0;
  if (gaps > 1) {
    const at::Tensor upper = rise.narrow(1, 1, gaps - 1), lower = rise.narrow(1, 0, gaps - 1);
    terms.even = weightedMean(at::smooth_l1_loss(upper, lower, /*reduction=*/0, 1.0),
                              counted.narrow(1, 1, gaps - 1) * counted.narrow(1, 0, gaps - 1));
  }
  terms.loss = terms.order + terms.even;
  return terms;
}

}  // namespace selvox::learn::losses

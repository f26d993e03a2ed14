#include "core/learn/losses/classify.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/cat.h>
#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/sigmoid.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

constexpr double kLeastGap = 1e-6;  // between two thresholds: no grade has the chance 0

// log P(grade k), (N, K): sigmoid(a) - sigmoid(b) = sigmoid(a) sigmoid(-b) (1 - e^(b - a)) for a > b.
at::Tensor ordinalLog(const at::Tensor& logits) {
  const std::int64_t inner = logits.size(1) - 1;
  const at::Tensor above = at::log_sigmoid(logits), below = at::log_sigmoid(-logits);
  std::vector<at::Tensor> parts{below.narrow(1, 0, 1)};
  if (inner > 0) {
    const at::Tensor gap = (logits.narrow(1, 0, inner) - logits.narrow(1, 1, inner)).clamp_min(kLeastGap);
    parts.push_back(above.narrow(1, 0, inner) + below.narrow(1, 1, inner) + (-(-gap).expm1()).log());
  }
  parts.push_back(above.narrow(1, inner, 1));
  return at::cat(parts, 1);
}

// (1 - p)^gamma, with a slope that stays finite at p = 1.
at::Tensor focus(const at::Tensor& logP, double gamma) {
  return (-logP.expm1()).clamp_min(1e-12).pow(gamma);
}

}  // namespace

at::Tensor classLoss(const at::Tensor& given, const at::Tensor& target, const ClassLossOptions& o) {
  const compat::FullPrecision guard;
  const bool ordinal = o.kind == ClassKind::Ordinal;
  TORCH_CHECK(given.dim() == 2 && target.dim() == 2 && given.size(0) == target.size(0) &&
                  given.size(1) + (ordinal ? 1 : 0) == target.size(1),
              "a classifier's loss: targets ", target.sizes(), " do not belong to logits ", given.sizes());
  const at::Tensor logits = compat::atLeastFloat(given);
  const auto classes = static_cast<double>(target.size(1));
  at::Tensor t = target.to(logits.options().requires_grad(false));
  const bool several = o.kind == ClassKind::MultiLabel;
  if (o.smoothing > 0) t = (1 - o.smoothing) * t + o.smoothing / (several ? 2.0 : classes);
  at::Tensor terms;
  if (several) {
    const at::Tensor yes = at::log_sigmoid(logits), no = at::log_sigmoid(-logits);
    const bool focal = o.gamma != 0;
    terms = t * (focal ? yes * focus(yes, o.gamma) : yes) + (1 - t) * (focal ? no * focus(no, o.gamma) : no);
  } else {
    const at::Tensor logP = ordinal ? ordinalLog(logits) : at::log_softmax(logits, 1);
    terms = t * (o.gamma != 0 ? logP * focus(logP, o.gamma) : logP);
  }
  if (o.weights.defined()) terms = terms * o.weights.to(terms.options().requires_grad(false));
  return several ? -terms.mean() : -terms.sum(1).mean();
}

at::Tensor classProbabilities(const at::Tensor& given, ClassKind kind) {
  const compat::FullPrecision guard;
  const at::Tensor logits = compat::atLeastFloat(given);
  if (kind == ClassKind::MultiLabel) return at::sigmoid(logits);
  return (kind == ClassKind::Ordinal ? ordinalLog(logits) : at::log_softmax(logits, 1)).exp();
}

std::vector<double> classBalanced(const std::vector<std::int64_t>& counts, double beta) {
  std::vector<double> weights;
  double sum = 0;
  for (const std::int64_t count : counts) {
    const auto n = static_cast<double>(std::max<std::int64_t>(count, 1));
    weights.push_back((1 - beta) / (1 - std::pow(beta, n)));
    sum += weights.back();
  }
  for (double& weight : weights) weight *= static_cast<double>(weights.size()) / sum;
  return weights;
}

}  // namespace selvox::learn::losses

#include "core/learn/methods/predictive.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/softmax.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::methods {

Answer classify(const at::Tensor& logits, const at::Tensor& labels, const at::Tensor& allowed,
                const at::Tensor& weight) {
  const compat::FullPrecision guard;
  at::Tensor x = compat::atLeastFloat(logits);
  if (allowed.defined()) x = x.masked_fill(allowed.logical_not(), -1e9);
  const at::Tensor likelihood = at::log_softmax(x, 1).gather(1, labels.unsqueeze(1)).squeeze(1);
  const at::Tensor right = x.detach().argmax(1).eq(labels).to(x.scalar_type());
  if (!weight.defined()) return {-likelihood.mean(), right.mean()};
  const at::Tensor w = weight.to(x.scalar_type()), count = w.sum().clamp_min(1e-12);
  return {-(likelihood * w).sum() / count, (right * w).sum() / count};
}

Answer judge(const at::Tensor& logits, const at::Tensor& yes, const at::Tensor& weight) {
  const compat::FullPrecision guard;
  const at::Tensor x = compat::atLeastFloat(logits), y = yes.to(x.scalar_type());
  const at::Tensor w = weight.defined() ? weight.to(x.scalar_type()) : at::ones_like(y);
  const at::Tensor count = w.sum().clamp_min(1e-12);
  const at::Tensor each = at::binary_cross_entropy_with_logits(x, y, {}, {}, /*reduction=*/0);
  const at::Tensor right = x.detach().gt(0).eq(y.gt(0.5)).to(x.scalar_type());
  return {(each * w).sum() / count, (right * w).sum() / count};
}

std::string Guess::sure() const {
  const auto percent = static_cast<int>(std::lround(100 * std::clamp(probability, 0.0, 1.0)));
  if (percent == 100) return "1.00";
  return "0." + std::string(percent < 10 ? "0" : "") + std::to_string(percent);
}

Guess guess(const at::Tensor& logits) {
  const at::Tensor p = at::softmax(logits.detach().to(at::kDouble).cpu(), 0);
  const auto label = p.argmax().item<std::int64_t>();
  return {label, p[label].item<double>()};
}

augment::Settings uprightDefaults() {
  augment::Settings s;
  s.flip = 0;
  s.rotateDegrees = 10;
  s.scaleLow = 0.85, s.scaleHigh = 1.15;
  return s;
}

base::Json uprightTrainDefaults() {
  const augment::Settings s = uprightDefaults();
  return {{"train.optimizer", "adamw"},      {"train.lr", 1e-3},
          {"augment.flip", s.flip},          {"augment.rotate_degrees", s.rotateDegrees},
          {"augment.scale_low", s.scaleLow}, {"augment.scale_high", s.scaleHigh}};
}

augment::Settings upright(augment::Settings settings) {
  settings.flip = 0;
  return settings;
}

at::Tensor integers(const std::vector<std::int64_t>& values, const at::Device& device) {
  at::Tensor t = at::empty({static_cast<std::int64_t>(values.size())}, at::TensorOptions().dtype(at::kLong));
  std::copy(values.begin(), values.end(), t.data_ptr<std::int64_t>());
  return t.to(device);
}

at::Tensor firstOf(const at::Tensor& batch) {
  return batch[0].to(at::kFloat).contiguous().cpu();
}

}  // namespace selvox::learn::methods

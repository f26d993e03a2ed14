#include "core/learn/architectures/layer_scope.h"

#include <utility>

#include <ATen/ops/adaptive_max_pool2d.h>
#include <ATen/ops/adaptive_max_pool3d.h>
#include <c10/core/GradMode.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {
namespace {

thread_local const NormBias* biasNow = nullptr;
thread_local const ActiveMask* maskNow = nullptr;

}  // namespace

NormBias::NormBias(const std::vector<Norm*>& norms, const std::vector<at::Tensor>& biases) : outer_(biasNow) {
  TORCH_CHECK(norms.size() == biases.size(), "one bias for each norm is needed");
  for (std::size_t i = 0; i < norms.size(); ++i) biases_.emplace(norms[i], biases[i]);
  biasNow = this;
}

NormBias::~NormBias() {
  biasNow = outer_;
}

at::Tensor NormBias::behind(const Norm& norm, const at::Tensor& y, bool channelsLast) {
  if (biasNow == nullptr) return y;
  const auto found = biasNow->biases_.find(&norm);
  if (found == biasNow->biases_.end() || found->second.size(0) != y.size(0)) return y;
  const at::Tensor& bias = found->second;
  std::vector<std::int64_t> shape(static_cast<std::size_t>(y.dim()), 1);
  shape.front() = bias.size(0);
  (channelsLast ? shape.back() : shape[1]) = bias.size(1);
  return y + bias.to(y.scalar_type()).view(shape);
}

ActiveMask::ActiveMask(const at::Tensor& active) : active_(active), outer_(maskNow) {
  maskNow = this;
}

ActiveMask::~ActiveMask() {
  maskNow = outer_;
}

at::Tensor ActiveMask::at(const at::Tensor& x) const {
  if (x.dim() != active_.dim() || x.size(0) != active_.size(0)) return {};
  const c10::AutoGradMode noGradients(false);
  std::vector<std::int64_t> size(x.sizes().begin() + 2, x.sizes().end());
  const auto known = levels_.find(size);
  if (known != levels_.end()) return known->second.to(x.scalar_type());
  at::Tensor level = active_;
  if (!(active_.sizes().slice(2) == x.sizes().slice(2))) {
    const compat::FullPrecision guard;
    level = size.size() == 3 ? std::get<0>(at::adaptive_max_pool3d(active_, size))
                             : std::get<0>(at::adaptive_max_pool2d(active_, size));
  }
  levels_.emplace(std::move(size), level);
  return level.to(x.scalar_type());
}

at::Tensor ActiveMask::of(const at::Tensor& x) {
  return maskNow == nullptr ? at::Tensor() : maskNow->at(x);
}

at::Tensor ActiveMask::keep(const at::Tensor& x) {
  const at::Tensor mask = of(x);
  return mask.defined() ? x * mask : x;
}

namespace {

// (N, C, 1, …): each channel's value as the mean over its group. Every channel counts the same positions.
at::Tensor sharedByGroup(const at::Tensor& perChannel, std::int64_t groups) {
  const at::Tensor grouped = perChannel.reshape({perChannel.size(0), groups, -1});
  return grouped.mean(2, true).expand_as(grouped).reshape(perChannel.sizes());
}

}  // namespace

at::Tensor maskedNorm(const at::Tensor& x, const at::Tensor& mask, const at::Tensor& weight, const at::Tensor& bias,
                      at::Tensor runningMean, at::Tensor runningVariance, const MaskedNorm& options) {
  const compat::FullPrecision guard;
  const at::Tensor v = compat::atLeastFloat(x), m = mask.to(v.scalar_type());
  std::vector<std::int64_t> axes, shape(static_cast<std::size_t>(v.dim()), 1);
  for (std::int64_t a = options.perSample ? 2 : 0; a < v.dim(); ++a) {
    if (a != 1) axes.push_back(a);
  }
  shape[1] = v.size(1);
  at::Tensor mean, variance;
  if (options.perSample || options.training) {
    const at::Tensor count = m.sum(axes, true).clamp_min(1);
    mean = (v * m).sum(axes, true) / count;
    if (options.groups > 0) mean = sharedByGroup(mean, options.groups);
    variance = ((v - mean).square() * m).sum(axes, true) / count;
    if (options.groups > 0) variance = sharedByGroup(variance, options.groups);
    if (!options.perSample) {
      const c10::AutoGradMode noGradients(false);
      const at::Tensor unbiased = variance * count / (count - 1).clamp_min(1);
      runningMean.mul_(1 - options.momentum).add_(mean.detach().flatten(), options.momentum);
      runningVariance.mul_(1 - options.momentum).add_(unbiased.detach().flatten(), options.momentum);
    }
  } else {
    mean = runningMean.view(shape), variance = runningVariance.view(shape);
  }
  const at::Tensor normed = (v - mean) / (variance + options.eps).sqrt();
  return (weight.defined() ? normed * weight.view(shape) + bias.view(shape) : normed) * m;
}

}  // namespace selvox::learn::architectures

#include "core/learn/engine/optimizer.h"

#include <algorithm>
#include <cmath>

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

namespace selvox::learn::engine {
namespace {

constexpr std::int64_t kChunk = 1 << 14;

template <class T>
void adamwLoop(T* w, const T* g, T* m, T* v, std::int64_t count, std::int64_t step, const AdamWOptions& o,
               double scale) {
  const auto correction1 = static_cast<T>(1 - std::pow(o.beta1, static_cast<double>(step)));
  const auto correction2 = static_cast<T>(1 - std::pow(o.beta2, static_cast<double>(step)));
  const auto b1 = static_cast<T>(o.beta1), b2 = static_cast<T>(o.beta2), eps = static_cast<T>(o.eps);
  const auto shrink = static_cast<T>(1 - o.lr * o.weightDecay), size = static_cast<T>(o.lr) / correction1;
  const auto root = std::sqrt(correction2), s = static_cast<T>(scale);
  at::parallel_for(0, count, kChunk, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const T gradient = g[i] * s;
      m[i] = b1 * m[i] + (1 - b1) * gradient;
      v[i] = b2 * v[i] + (1 - b2) * gradient * gradient;
      w[i] = w[i] * shrink - size * m[i] / (std::sqrt(v[i]) / root + eps);
    }
  });
}

template <class T>
void sgdLoop(T* w, const T* g, T* velocity, std::int64_t count, const SgdOptions& o, double scale) {
  const auto lr = static_cast<T>(o.lr), momentum = static_cast<T>(o.momentum), decay = static_cast<T>(o.weightDecay);
  const auto s = static_cast<T>(scale);
  at::parallel_for(0, count, kChunk, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const T gradient = g[i] * s + decay * w[i];
      velocity[i] = momentum * velocity[i] + gradient;
      w[i] -= lr * (o.nesterov ? gradient + momentum * velocity[i] : velocity[i]);
    }
  });
}

bool fused(const at::Tensor& weight, const at::Tensor& gradient) {
  return weight.device().is_cpu() && weight.is_contiguous() && gradient.scalar_type() == weight.scalar_type() &&
         (weight.scalar_type() == at::kFloat || weight.scalar_type() == at::kDouble);
}

double squaredNorm(const at::Tensor& gradient) {
  if (!gradient.device().is_cpu() || gradient.scalar_type() != at::kFloat) {
    return gradient.to(at::kDouble).square().sum().item<double>();
  }
  const at::Tensor flat = gradient.contiguous();
  const float* g = flat.data_ptr<float>();
  const std::int64_t chunks = (flat.numel() + kChunk - 1) / kChunk;
  std::vector<double> parts(static_cast<std::size_t>(chunks), 0.0);
  at::parallel_for(0, chunks, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t c = begin; c < end; ++c) {
      double sum = 0;
      const std::int64_t last = std::min(flat.numel(), (c + 1) * kChunk);
      for (std::int64_t i = c * kChunk; i < last; ++i) sum += static_cast<double>(g[i]) * static_cast<double>(g[i]);
      parts[static_cast<std::size_t>(c)] = sum;
    }
  });
  double total = 0;
  for (const double part : parts) total += part;
  return total;
}

}  // namespace

void adamwStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& first, at::Tensor& second, std::int64_t step,
               const AdamWOptions& o, double gradientScale) {
  const at::NoGradGuard noGrad;
  if (fused(weight, gradient)) {
    const at::Tensor g = gradient.contiguous();
    if (weight.scalar_type() == at::kFloat) {
      return adamwLoop(weight.data_ptr<float>(), g.data_ptr<float>(), first.data_ptr<float>(), second.data_ptr<float>(),
                       weight.numel(), step, o, gradientScale);
    }
    return adamwLoop(weight.data_ptr<double>(), g.data_ptr<double>(), first.data_ptr<double>(),
                     second.data_ptr<double>(), weight.numel(), step, o, gradientScale);
  }
  const at::Tensor g = gradient * gradientScale;
  first.mul_(o.beta1).add_(g, 1 - o.beta1);
  second.mul_(o.beta2).addcmul_(g, g, 1 - o.beta2);
  const double correction1 = 1 - std::pow(o.beta1, static_cast<double>(step));
  const double correction2 = 1 - std::pow(o.beta2, static_cast<double>(step));
  weight.mul_(1 - o.lr * o.weightDecay)
      .addcdiv_(first, second.sqrt().div_(std::sqrt(correction2)).add_(o.eps), -o.lr / correction1);
}

void sgdStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& velocity, const SgdOptions& o,
             double gradientScale) {
  const at::NoGradGuard noGrad;
  if (fused(weight, gradient)) {
    const at::Tensor g = gradient.contiguous();
    if (weight.scalar_type() == at::kFloat) {
      return sgdLoop(weight.data_ptr<float>(), g.data_ptr<float>(), velocity.data_ptr<float>(), weight.numel(), o,
                     gradientScale);
    }
    return sgdLoop(weight.data_ptr<double>(), g.data_ptr<double>(), velocity.data_ptr<double>(), weight.numel(), o,
                   gradientScale);
  }
  const at::Tensor g = gradient * gradientScale + weight * o.weightDecay;
  velocity.mul_(o.momentum).add_(g);
  weight.sub_(o.nesterov ? g + velocity * o.momentum : velocity, o.lr);
}

double gradientNorm(const std::vector<at::Tensor>& gradients) {
  double total = 0;
  for (const at::Tensor& gradient : gradients) total += squaredNorm(gradient);
  return std::sqrt(total);
}

double clipFactor(double norm, double limit) {
  return limit > 0 && norm > limit ? limit / norm : 1.0;
}

Optimizer::Optimizer(const OptimizerOptions& options, std::vector<ParameterGroup> parameters)
    : options_(options), parameters_(std::move(parameters)) {
  for (const ParameterGroup& parameter : parameters_) {
    first_.push_back(at::zeros_like(parameter.tensor, at::MemoryFormat::Contiguous).detach());
    if (moments()) second_.push_back(at::zeros_like(parameter.tensor, at::MemoryFormat::Contiguous).detach());
  }
}

void Optimizer::zeroGradients() {
  for (ParameterGroup& parameter : parameters_) parameter.tensor.mutable_grad() = at::Tensor();
}

void Optimizer::update(std::size_t i, double lr, double decay, double scale) {
  at::Tensor& weight = parameters_[i].tensor;
  const at::Tensor& gradient = weight.grad();
  const OptimizerOptions& o = options_;
  const bool adapt = parameters_[i].adapt;
  switch (o.kind) {
    case OptimizerKind::AdamW:
      return adamwStep(weight, gradient, first_[i], second_[i], steps_, {lr, o.beta1, o.beta2, 1e-8, decay}, scale);
    case OptimizerKind::Sgd:
      return sgdStep(weight, gradient, first_[i], {lr, o.momentum, decay, true}, scale);
    case OptimizerKind::Lars:
      larsStep(weight, gradient, first_[i], {lr, o.momentum, decay, o.larsEta, o.larsClip, o.larsJoint, adapt}, scale);
      return;
    case OptimizerKind::Lamb:
      lambStep(weight, gradient, first_[i], second_[i], steps_, {lr, o.beta1, o.beta2, 1e-6, decay, adapt}, scale);
      return;
  }
}

double Optimizer::step(const StepRates& rates) {
  std::vector<at::Tensor> gradients;
  for (const ParameterGroup& parameter : parameters_) {
    if (parameter.tensor.grad().defined() && rates.progress >= parameter.thawAt)
      gradients.push_back(parameter.tensor.grad());
  }
  const double norm = gradientNorm(gradients);
  if (!std::isfinite(norm)) return norm;
  const double scale = clipFactor(norm, rates.clip);
  ++steps_;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const ParameterGroup& parameter = parameters_[i];
    if (!parameter.tensor.grad().defined()) continue;
    const double lr = rates.progress < parameter.thawAt ? 0.0 : parameter.constantLr ? rates.constantLr : rates.lr;
    update(i, lr * parameter.lrScale, parameter.decay ? rates.weightDecay : 0.0, scale);
  }
  return norm;
}

std::vector<std::pair<std::string, at::Tensor>> Optimizer::state() const {
  std::vector<std::pair<std::string, at::Tensor>> result;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    result.emplace_back(parameters_[i].name + (moments() ? "/first" : "/velocity"), first_[i]);
    if (moments()) result.emplace_back(parameters_[i].name + "/second", second_[i]);
  }
  return result;
}

base::Status Optimizer::load(const std::map<std::string, at::Tensor>& saved, std::int64_t steps) {
  const at::NoGradGuard noGrad;
  for (auto& [name, tensor] : state()) {
    const auto found = saved.find(name);
    if (found == saved.end() || found->second.sizes() != tensor.sizes()) {
      return base::fail(base::ErrorCode::Corrupt, "The checkpoint has no fitting optimizer state for " + name +
                                                      "; resume from an older checkpoint or start a new run.");
    }
    at::Tensor target = tensor;
    target.copy_(found->second);
  }
  steps_ = steps;
  return {};
}

}  // namespace selvox::learn::engine

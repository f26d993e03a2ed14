// LARS and LAMB: the length of a step follows the length of the weights, tensor by tensor.

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/engine/optimizer.h"

namespace selvox::learn::engine {
namespace {

double larsRatio(const at::Tensor& weight, const at::Tensor& gradient, const LarsOptions& o, double gradientScale) {
  const double length = gradientNorm({weight}), slope = gradientNorm({gradient}) * gradientScale;
  if (!o.adapt || length == 0 || slope == 0) return 1;
  const double divisor =
      o.joint ? gradientNorm({gradient * gradientScale + weight * o.weightDecay}) : slope + o.weightDecay * length;
  const double ratio = o.eta * length / (divisor + 1e-8);
  return o.clip && o.lr > 0 ? std::min(ratio / o.lr, 1.0) : ratio;
}

}  // namespace

double larsStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& velocity, const LarsOptions& o,
                double gradientScale) {
  const at::NoGradGuard noGrad;
  const double ratio = larsRatio(weight, gradient, o, gradientScale);
  sgdStep(weight, gradient, velocity, {o.lr, o.momentum, ratio * o.weightDecay, false}, ratio * gradientScale);
  return ratio;
}

double lambStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& first, at::Tensor& second,
                std::int64_t step, const LambOptions& o, double gradientScale) {
  const at::NoGradGuard noGrad;
  const at::Tensor g = gradient * gradientScale;
  first.mul_(o.beta1).add_(g, 1 - o.beta1);
  second.mul_(o.beta2).addcmul_(g, g, 1 - o.beta2);
  const double correction1 = 1 - std::pow(o.beta1, static_cast<double>(step));
  const double correction2 = 1 - std::pow(o.beta2, static_cast<double>(step));
  at::Tensor direction = first / (second.sqrt().div_(std::sqrt(correction2)).add_(o.eps)).mul_(correction1);
  direction.add_(weight, o.weightDecay);
  const double length = o.adapt ? gradientNorm({weight}) : 0.0, slope = o.adapt ? gradientNorm({direction}) : 0.0;
  const double ratio = length > 0 && slope > 0 ? length / slope : 1.0;
  weight.sub_(direction, o.lr * ratio);
  return ratio;
}

}  // namespace selvox::learn::engine

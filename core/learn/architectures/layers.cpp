#include "core/learn/architectures/layers.h"

#include <utility>

#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv3d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/conv_transpose3d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/instance_norm.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "core/learn/architectures/layer_scope.h"
#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {
namespace {
constexpr double kBatchMomentum = 0.1, kLeak = 0.01;
}

Conv::Conv(const ConvOptions& options) : options_(options) {
  Sizes shape = options_.transposed ? Sizes{options_.in, options_.out} : Sizes{options_.out, options_.in};
  shape.insert(shape.end(), options_.kernel.begin(), options_.kernel.end());
  for (const std::int64_t k : options_.kernel) padding_.push_back(options_.transposed ? 0 : (k - 1) / 2);
  weight_ = register_parameter("weight", at::empty(shape));
  if (options_.bias) bias_ = register_parameter("bias", at::zeros({options_.out}));
}

at::Tensor Conv::forward(const at::Tensor& x) {
  const bool volume = options_.kernel.size() == 3;
  const at::IntArrayRef stride(options_.stride), padding(padding_);
  if (options_.transposed) {
    return volume ? at::conv_transpose3d(x, weight_, bias_, stride) : at::conv_transpose2d(x, weight_, bias_, stride);
  }
  return ActiveMask::keep(volume ? at::conv3d(x, weight_, bias_, stride, padding)
                                 : at::conv2d(x, weight_, bias_, stride, padding));
}

Norm::Norm(NormKind kind, std::int64_t channels, double eps) : kind_(kind), channels_(channels), eps_(eps) {
  if (kind_ == NormKind::None || kind_ == NormKind::PlainInstance) return;
  weight_ = register_parameter("weight", at::ones({channels}));
  bias_ = register_parameter("bias", at::zeros({channels}));
  if (kind_ != NormKind::Batch) return;
  mean_ = register_buffer("running_mean", at::zeros({channels}));
  variance_ = register_buffer("running_var", at::ones({channels}));
}

namespace {

// Instance and batch norm where an ActiveMask says which positions count; undefined where none does.
at::Tensor onVisible(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& mean,
                     const at::Tensor& variance, bool training, double eps) {
  const at::Tensor mask = ActiveMask::of(x);
  if (!mask.defined()) return {};
  return maskedNorm(x, mask, weight, bias, mean, variance, {!mean.defined(), training, eps, kBatchMomentum});
}

}  // namespace

at::Tensor Norm::forward(const at::Tensor& x) {
  if (kind_ != NormKind::Layer && kind_ != NormKind::None) {
    if (const at::Tensor y = onVisible(x, weight_, bias_, mean_, variance_, is_training(), eps_); y.defined()) return y;
  }
  switch (kind_) {
    case NormKind::Instance:
    case NormKind::PlainInstance:
      return NormBias::behind(*this, at::instance_norm(x, weight_, bias_, {}, {}, true, kBatchMomentum, eps_, true));
    case NormKind::Batch:
      return NormBias::behind(
          *this, at::batch_norm(x, weight_, bias_, mean_, variance_, is_training(), kBatchMomentum, eps_, true));
    case NormKind::Layer: {  // on rows (…, C); float32, because LibTorch 1.13 throws on bfloat16 rows
      const compat::FullPrecision guard;
      return NormBias::behind(*this, at::layer_norm(compat::atLeastFloat(x), {channels_}, weight_, bias_, eps_), true);
    }
    case NormKind::None:
      break;
  }
  return x;
}

Linear::Linear(std::int64_t in, std::int64_t out, bool bias) {
  weight_ = register_parameter("weight", at::empty({out, in}));
  if (bias) bias_ = register_parameter("bias", at::zeros({out}));
}

at::Tensor Linear::forward(const at::Tensor& x) {
  return at::linear(x, weight_, bias_);
}

ConvBlock::ConvBlock(const ConvOptions& options) {
  conv_ = register_module("conv", std::make_shared<Conv>(options));
  norm_ = register_module("norm", std::make_shared<Norm>(NormKind::Instance, options.out));
}

// Out of place: instance_norm returns a view, and an in-place operator on a view costs more in the backward pass.
at::Tensor ConvBlock::forward(const at::Tensor& x) {
  return at::leaky_relu(norm_->forward(conv_->forward(x)), kLeak);
}

ConvStack::ConvStack(std::int64_t in, std::int64_t out, const Sizes& kernel, const Sizes& firstStride,
                     std::int64_t count) {
  const Sizes once(kernel.size(), 1);
  blocks_ = register_module("convs", std::make_shared<LayerList<ConvBlock>>());
  for (std::int64_t i = 0; i < count; ++i) {
    blocks_->add(std::make_shared<ConvBlock>(ConvOptions{i == 0 ? in : out, out, kernel, i == 0 ? firstStride : once}));
  }
}

at::Tensor ConvStack::forward(at::Tensor x) {
  for (std::size_t i = 0; i < blocks_->size(); ++i) x = (*blocks_)[i].forward(x);
  return x;
}

at::Tensor cropLike(at::Tensor x, const at::Tensor& like) {
  for (std::int64_t axis = 2; axis < x.dim(); ++axis) {
    if (x.size(axis) > like.size(axis)) x = x.narrow(axis, 0, like.size(axis));
  }
  return x;
}

}  // namespace selvox::learn::architectures

#include "core/learn/architectures/layers.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv3d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/conv_transpose3d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/group_norm.h>
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
  if (options_.padding) padding_ = *options_.padding;
  weight_ = register_parameter("weight", at::empty(shape));
  if (options_.bias) bias_ = register_parameter("bias", at::zeros({options_.out}));
}

namespace {

// LibTorch 1.13's oneDNN gives gradients of no meaning for the weights of a strided convolution in bfloat16 on volumes
// three voxels wide (such as a ResNet's last level on patches of 48 voxels).
bool spoiltInBfloat16(const at::Tensor& x, const Sizes& stride) {
  if (x.dim() != 5 || !x.is_cpu()) return false;
  const auto sides = x.sizes().slice(2);
  return std::any_of(stride.begin(), stride.end(), [](std::int64_t s) { return s > 1; }) &&
         std::any_of(sides.begin(), sides.end(), [](std::int64_t side) { return side <= 3; });
}

}  // namespace

at::Tensor Conv::forward(const at::Tensor& x) {
  const bool volume = options_.kernel.size() == 3;
  const at::IntArrayRef stride(options_.stride), padding(padding_);
  if (options_.transposed) {
    return volume ? at::conv_transpose3d(x, weight_, bias_, stride) : at::conv_transpose2d(x, weight_, bias_, stride);
  }
  if (volume && spoiltInBfloat16(x, options_.stride)) {
    const compat::FullPrecision guard;
    return ActiveMask::keep(at::conv3d(compat::atLeastFloat(x), weight_, bias_, stride, padding));
  }
  return ActiveMask::keep(volume ? at::conv3d(x, weight_, bias_, stride, padding)
                                 : at::conv2d(x, weight_, bias_, stride, padding));
}

Norm::Norm(NormKind kind, std::int64_t channels, const NormOptions& options)
    : kind_(kind), channels_(channels), options_(options) {
  if (kind_ == NormKind::None) return;
  if (kind_ == NormKind::Group && channels % options_.groups != 0) {
    throw std::invalid_argument("group norm shares " + std::to_string(channels) + " channels among " +
                                std::to_string(options_.groups) + " groups: choose a width that they divide");
  }
  if (options_.affine) {
    weight_ = register_parameter("weight", at::ones({channels}));
    bias_ = register_parameter("bias", at::zeros({channels}));
  }
  if (kind_ != NormKind::Batch) return;
  mean_ = register_buffer("running_mean", at::zeros({channels}));
  variance_ = register_buffer("running_var", at::ones({channels}));
}

at::Tensor Norm::forward(const at::Tensor& x) {
  if (kind_ == NormKind::None) return x;
  const at::Tensor mask = kind_ == NormKind::Layer ? at::Tensor() : ActiveMask::of(x);
  if (mask.defined()) {  // an ActiveMask says which positions count
    MaskedNorm options{kind_ != NormKind::Batch, is_training(), options_.eps, kBatchMomentum};
    if (kind_ == NormKind::Group) options.groups = options_.groups;
    return maskedNorm(x, mask, weight_, bias_, mean_, variance_, options);
  }
  return NormBias::behind(*this, plain(x), kind_ == NormKind::Layer);
}

at::Tensor Norm::plain(const at::Tensor& x) {
  switch (kind_) {
    case NormKind::Instance:
      return at::instance_norm(x, weight_, bias_, {}, {}, true, kBatchMomentum, options_.eps, true);
    case NormKind::Batch: {
      const bool spread = is_training() && x.numel() > channels_;
      return at::batch_norm(x, weight_, bias_, mean_, variance_, spread, kBatchMomentum, options_.eps, true);
    }
    case NormKind::Layer: {  // on rows (N, C); float32, because LibTorch 1.13 throws on bfloat16 rows
      const compat::FullPrecision guard;
      return at::layer_norm(compat::atLeastFloat(x), {channels_}, weight_, bias_, options_.eps);
    }
    case NormKind::Group: {  // the same holds here
      const compat::FullPrecision guard;
      return at::group_norm(compat::atLeastFloat(x), options_.groups, weight_, bias_, options_.eps).to(x.scalar_type());
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

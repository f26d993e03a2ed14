#include "core/learn/architectures/unetr_blocks.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/leaky_relu.h>

namespace selvox::learn::architectures {
namespace {

constexpr double kUnetrLeak = 0.01;

ConvOptions once(std::int64_t in, std::int64_t out, std::size_t dim, std::int64_t kernel) {
  return {in, out, Sizes(dim, kernel), Sizes(dim, 1), false};
}
ConvOptions doubling(std::int64_t in, std::int64_t out, std::size_t dim) {
  return {in, out, Sizes(dim, 2), Sizes(dim, 2), false, true};
}

}  // namespace

std::shared_ptr<Conv> wrappedConv(torch::nn::Module& parent, const std::string& name, const ConvOptions& options) {
  auto wrapper = parent.register_module(name, std::make_shared<torch::nn::Module>("Convolution"));
  return wrapper->register_module("conv", std::make_shared<Conv>(options));
}

UnetrResidual::UnetrResidual(std::int64_t in, std::int64_t out, std::size_t dim) {
  conv1_ = wrappedConv(*this, "conv1", once(in, out, dim, 3));
  conv2_ = wrappedConv(*this, "conv2", once(out, out, dim, 3));
  norm1_ = register_module("norm1", std::make_shared<Norm>(NormKind::Instance, out, NormOptions{.affine = false}));
  norm2_ = register_module("norm2", std::make_shared<Norm>(NormKind::Instance, out, NormOptions{.affine = false}));
  if (in == out) return;
  conv3_ = wrappedConv(*this, "conv3", once(in, out, dim, 1));
  norm3_ = register_module("norm3", std::make_shared<Norm>(NormKind::Instance, out, NormOptions{.affine = false}));
}

at::Tensor UnetrResidual::forward(const at::Tensor& x) {
  const at::Tensor inner = at::leaky_relu(norm1_->forward(conv1_->forward(x)), kUnetrLeak);
  const at::Tensor y = norm2_->forward(conv2_->forward(inner));
  return at::leaky_relu(y + (conv3_ ? norm3_->forward(conv3_->forward(x)) : x), kUnetrLeak);
}

UnetrBasic::UnetrBasic(std::int64_t in, std::int64_t out, std::size_t dim) {
  layer_ = register_module("layer", std::make_shared<UnetrResidual>(in, out, dim));
}

UnetrUp::UnetrUp(std::int64_t in, std::int64_t out, std::size_t dim) {
  up_ = wrappedConv(*this, "transp_conv", doubling(in, out, dim));
  block_ = register_module("conv_block", std::make_shared<UnetrResidual>(2 * out, out, dim));
}

at::Tensor UnetrUp::forward(const at::Tensor& x, const at::Tensor& skip) {
  // Under autocast the transposed convolution may come back wider than the skip.
  const at::Tensor up = cropLike(up_->forward(x), skip).to(skip.scalar_type());
  return block_->forward(at::cat({up, skip}, 1));
}

UnetrProjection::UnetrProjection(std::int64_t in, std::int64_t out, std::size_t dim, std::int64_t more) {
  first_ = wrappedConv(*this, "transp_conv_init", doubling(in, out, dim));
  auto list = register_module("blocks", std::make_shared<torch::nn::Module>("Blocks"));
  for (std::int64_t i = 0; i < more; ++i) {
    auto pair = list->register_module(std::to_string(i), std::make_shared<torch::nn::Module>("Doubling"));
    ups_.push_back(wrappedConv(*pair, "0", doubling(out, out, dim)));
    blocks_.push_back(pair->register_module("1", std::make_shared<UnetrResidual>(out, out, dim)));
  }
}

at::Tensor UnetrProjection::forward(const at::Tensor& x) {
  at::Tensor y = first_->forward(x);
  for (std::size_t i = 0; i < ups_.size(); ++i) y = blocks_[i]->forward(ups_[i]->forward(y));
  return y;
}

}  // namespace selvox::learn::architectures

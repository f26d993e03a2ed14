#pragma once
// The decoder that UNETR and Swin UNETR share (Hatamizadeh et al., WACV 2022 and BrainLes 2021): residual blocks and
// transposed convolutions. Names as in MONAI, where each convolution is a module "conv" of its own. Convolutions have
// no bias, instance norms no weights.

#include <memory>

#include "core/learn/architectures/layers.h"

namespace selvox::learn::architectures {

// Registers a convolution as `name`.conv below `parent`.
std::shared_ptr<Conv> wrappedConv(torch::nn::Module& parent, const std::string& name, const ConvOptions& options);

// norm(conv(lrelu(norm(conv x)))) + x, then lrelu; the shortcut is a convolution of 1 and a norm where widths differ.
class UnetrResidual : public torch::nn::Module {
 public:
  UnetrResidual(std::int64_t in, std::int64_t out, std::size_t dim);
  at::Tensor forward(const at::Tensor& x);

 private:
  std::shared_ptr<Conv> conv1_, conv2_, conv3_;
  std::shared_ptr<Norm> norm1_, norm2_, norm3_;
};

// The residual block under the name "layer".
class UnetrBasic : public torch::nn::Module {
 public:
  UnetrBasic(std::int64_t in, std::int64_t out, std::size_t dim);
  at::Tensor forward(const at::Tensor& x) { return layer_->forward(x); }

 private:
  std::shared_ptr<UnetrResidual> layer_;
};

// Twice the resolution, cut to the skip's, the skip beside it, a residual block.
class UnetrUp : public torch::nn::Module {
 public:
  UnetrUp(std::int64_t in, std::int64_t out, std::size_t dim);
  at::Tensor forward(const at::Tensor& x, const at::Tensor& skip);

 private:
  std::shared_ptr<Conv> up_;
  std::shared_ptr<UnetrResidual> block_;
};

// Twice the resolution, then `more` times a doubling and a residual block.
class UnetrProjection : public torch::nn::Module {
 public:
  UnetrProjection(std::int64_t in, std::int64_t out, std::size_t dim, std::int64_t more);
  at::Tensor forward(const at::Tensor& x);

 private:
  std::shared_ptr<Conv> first_;
  std::vector<std::shared_ptr<Conv>> ups_;
  std::vector<std::shared_ptr<UnetrResidual>> blocks_;
};

}  // namespace selvox::learn::architectures

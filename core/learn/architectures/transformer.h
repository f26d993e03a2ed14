#pragma once
// Pre-norm transformer blocks (Vaswani et al., NIPS 2017; Dosovitskiy et al., ICLR 2021) and what goes with tokens.
// Names as in timm: norm1, attn.qkv, attn.proj, norm2, mlp.fc1, mlp.fc2,
// ls1.gamma, ls2.gamma.

#include <cstdint>
#include <memory>
#include <string>

#include <torch/nn/module.h>

#include "core/learn/architectures/initialise.h"
#include "core/learn/architectures/layers.h"

namespace selvox::learn::architectures {

// y = x W^T + b, W drawn from U(+-sqrt(6 / (in + out))) (Glorot), b = 0.
class Projection : public torch::nn::Module, public DrawsItself {
 public:
  Projection(std::int64_t in, std::int64_t out, bool bias = true);
  at::Tensor forward(const at::Tensor& x);
  void draw(std::uint64_t seed, const std::string& name) override;

 private:
  at::Tensor weight_, bias_;
};

// A convolution whose kernel is its stride, drawn as the linear layer it is: (N, C, [D,] H, W) -> (N, tokens, width).
// An image that blocks do not fill is filled up with zeros at the far end.
class PatchProjection : public torch::nn::Module, public DrawsItself {
 public:
  PatchProjection(std::int64_t in, std::int64_t out, Sizes patch);
  at::Tensor forward(const at::Tensor& x);
  void draw(std::uint64_t seed, const std::string& name) override;

 private:
  Sizes patch_;
  at::Tensor weight_, bias_;
};

// Zeros at the far end of each spatial axis of (N, C, [D,] H, W) up to the next multiple of `multiple`.
[[nodiscard]] at::Tensor padTo(const at::Tensor& x, const Sizes& multiple);

// Over the last axis, in at least float32.
class LayerNorm : public torch::nn::Module {
 public:
  LayerNorm(std::int64_t width, double eps);
  at::Tensor forward(const at::Tensor& x);

 private:
  double eps_;
  at::Tensor weight_, bias_;
};

// Values of any shape that are learned and stand for themselves: a mask token. N(0, 0.02^2).
class LearnedToken : public torch::nn::Module, public DrawsItself {
 public:
  explicit LearnedToken(const Sizes& shape);
  [[nodiscard]] const at::Tensor& value() const { return weight_; }
  void draw(std::uint64_t seed, const std::string& name) override;

 private:
  at::Tensor weight_;
};

struct BlockOptions {
  std::int64_t width = 384, heads = 6, hidden = 1536;
  double eps = 1e-6;  // of the layer norms
  bool qkvBias = true;
  double dropPath = 0;    // share of the samples that skip a branch while training (Huang et al., ECCV 2016)
  double layerScale = 0;  // what a branch is multiplied by at first, channel by channel (Touvron et al., ICCV 2021)…
};                        // …0: no such factors

class Attention : public torch::nn::Module {
 public:
  explicit Attention(const BlockOptions& options);
  at::Tensor forward(const at::Tensor& x);  // (N, tokens, width)

 private:
  std::int64_t heads_;
  std::shared_ptr<Projection> qkv_, proj_;
};

// Factors per channel, "gamma".
class LayerScale : public torch::nn::Module {
 public:
  LayerScale(std::int64_t width, double first);
  at::Tensor forward(const at::Tensor& x) { return x * gamma_; }

 private:
  at::Tensor gamma_;
};

// The branch, left out for a `rate` of the samples and multiplied by 1 / (1 - rate) for the others, while training.
[[nodiscard]] at::Tensor dropPath(const at::Tensor& branch, double rate, bool training);

// x + attention(norm(x)), then x + mlp(norm(x)) with exact GELU; each branch scaled and, while training, left out for
// some samples and multiplied by 1 / (1 - dropPath) for the others.
class TransformerBlock : public torch::nn::Module {
 public:
  explicit TransformerBlock(const BlockOptions& options);  // throws where `heads` does not divide `width`
  at::Tensor forward(const at::Tensor& x);

 private:
  double dropPath_;
  std::shared_ptr<LayerNorm> norm1_, norm2_;
  std::shared_ptr<LayerScale> scale1_, scale2_;
  std::shared_ptr<Attention> attention_;
  std::shared_ptr<Projection> up_, down_;
};

// Fixed positions of a grid of tokens, (tokens, width) float64: per axis sines and cosines of position / 10000^(i / F),
// F = width / (2 axes) frequencies; channels that are left over are 0.
[[nodiscard]] at::Tensor sinePositions(const Sizes& grid, std::int64_t width);

// (N, tokens of `from`, C) -> (N, tokens of `to`, C): linear along each axis, cell centres aligned, edges repeated.
[[nodiscard]] at::Tensor resamplePositions(const at::Tensor& positions, const Sizes& from, const Sizes& to);

}  // namespace selvox::learn::architectures

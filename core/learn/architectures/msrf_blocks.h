#pragma once
// Parts of MSRF-Net (Srivastava et al., IEEE JBHI 2022), 2D.

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/learn/architectures/initialise.h"
#include "core/learn/architectures/layers.h"

namespace selvox::learn::architectures {

// A convolution with Keras' "same" padding: a side n becomes ceil(n / stride), transposed n * stride. Glorot weights.
class SameConv : public torch::nn::Module, public DrawsItself {
 public:
  SameConv(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride = 1, bool transposed = false);
  at::Tensor forward(const at::Tensor& x);
  void draw(std::uint64_t seed, const std::string& name) override;

 private:
  std::int64_t kernel_, stride_;
  bool transposed_;
  at::Tensor weight_, bias_;
};

// Channels weighted by what all positions say together: mean, linear, ReLU, linear, sigmoid.
class SqueezeExcitation : public torch::nn::Module {
 public:
  explicit SqueezeExcitation(std::int64_t channels);
  at::Tensor forward(const at::Tensor& x);

 private:
  std::shared_ptr<Linear> down_, up_;
};

// Dual-scale dense fusion: two resolutions, densely connected, that exchange what they have learned four times.
class DualFusion : public torch::nn::Module {
 public:
  // x fine, y at half its resolution. `published`: the first layer of the coarse branch is left out, as in the authors'
  // code, where its result is overwritten.
  DualFusion(std::int64_t x, std::int64_t y, std::int64_t growth, bool published);
  std::pair<at::Tensor, at::Tensor> forward(const at::Tensor& x, const at::Tensor& y);

 private:
  std::array<std::shared_ptr<SameConv>, 5> fine_, coarse_;
  std::array<std::shared_ptr<SameConv>, 4> down_, up_;
};

// Edges from features: residual blocks and gates of coarser levels, one channel.
class ShapeStream : public torch::nn::Module {
 public:
  ShapeStream(std::int64_t base, bool published);
  // Levels 2, 3, 4 of the fused pyramid -> logits of edges at the size of `like`.
  at::Tensor forward(const at::Tensor& second, const at::Tensor& third, const at::Tensor& fourth,
                     const at::Tensor& like);

 private:
  class Residual;
  class Gate;
  std::shared_ptr<SameConv> enter_, third_, fourth_, half_, quarter_, eighth_, last_;
  std::array<std::shared_ptr<Residual>, 3> residuals_;
  std::array<std::shared_ptr<Gate>, 2> gates_;
};

// One level up: attention of the coarser level on the skip, its own up-sampling weighted by channel and place, residual
// convolutions.
class AttentiveUp : public torch::nn::Module {
 public:
  AttentiveUp(std::int64_t in, std::int64_t out);
  at::Tensor forward(const at::Tensor& coarse, const at::Tensor& skip);

 private:
  at::Tensor attended(const at::Tensor& coarse, const at::Tensor& skip);
  at::Tensor weighted(const at::Tensor& coarse, const at::Tensor& skip);
  std::shared_ptr<SameConv> theta_, phi_, psi_, spread_, stretch_, up_, mix_, place1_, place2_, fuse_, conv1_, conv2_;
  std::shared_ptr<Norm> skipNorm_, upNorm_, mixNorm_, placeNorm_, norm1_, norm2_;
  std::shared_ptr<SqueezeExcitation> channels_;
};

// Bilinear, to the size of `like`.
[[nodiscard]] at::Tensor bilinearLike(const at::Tensor& x, const at::Tensor& like);

}  // namespace selvox::learn::architectures

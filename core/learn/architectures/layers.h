#pragma once
// Layers that work in 2D and 3D alike, so that a network is written once. Weights are drawn later, by initialise.h.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <torch/nn/module.h>

namespace selvox::learn::architectures {

using Sizes = std::vector<std::int64_t>;  // one entry per spatial axis, slowest first: ([D,] H, W)

// `dim` times the same number.
[[nodiscard]] inline Sizes uniformSizes(int dim, std::int64_t value) {
  return Sizes(static_cast<std::size_t>(dim), value);
}

enum class Draw {
  HeLeaky,   // N(0, 2 / ((1 + a^2) fan_in)), a = 0.01; bias 0 (nnU-Net)
  HeFanOut,  // N(0, 2 / fan_out), bias 0 (ResNet)
};

struct ConvOptions {
  std::int64_t in = 1, out = 1;
  Sizes kernel, stride;
  bool bias = true;
  bool transposed = false;  // never padded
  Draw draw = Draw::HeLeaky;
  std::optional<Sizes> padding{};  // otherwise (kernel - 1) / 2
};

class Conv : public torch::nn::Module {
 public:
  explicit Conv(const ConvOptions& options);
  at::Tensor forward(const at::Tensor& x);
  [[nodiscard]] const ConvOptions& options() const { return options_; }

 private:
  ConvOptions options_;
  Sizes padding_;
  at::Tensor weight_, bias_;
};

enum class NormKind { Instance, Batch, Layer, Group, None };

struct NormOptions {
  double eps = 1e-5;
  bool affine = true;
  std::int64_t groups = 8;  // group norm
};

// Normalisation over channels of (N, C, …); batch norm momentum 0.1. Where batch norm has one value a channel to learn
// from, which has no spread, the running statistics stand in.
class Norm : public torch::nn::Module {
 public:
  Norm(NormKind kind, std::int64_t channels, const NormOptions& options = {});
  at::Tensor forward(const at::Tensor& x);
  [[nodiscard]] NormKind kind() const { return kind_; }
  [[nodiscard]] std::int64_t channels() const { return channels_; }

 private:
  at::Tensor plain(const at::Tensor& x);
  NormKind kind_;
  std::int64_t channels_;
  NormOptions options_;
  at::Tensor weight_, bias_, mean_, variance_;
};

// U(+-1 / sqrt(fan_in)) for weight and bias, as torch's own linear layer.
class Linear : public torch::nn::Module {
 public:
  Linear(std::int64_t in, std::int64_t out, bool bias = true);
  at::Tensor forward(const at::Tensor& x);

 private:
  at::Tensor weight_, bias_;
};

// A sequence registered under the names "0", "1", …
template <class Layer>
class LayerList : public torch::nn::Module {
 public:
  std::shared_ptr<Layer> add(std::shared_ptr<Layer> layer) {
    register_module(std::to_string(layers_.size()), layer);
    layers_.push_back(layer);
    return layer;
  }
  [[nodiscard]] Layer& operator[](std::size_t i) const { return *layers_[i]; }
  [[nodiscard]] std::size_t size() const { return layers_.size(); }

 private:
  std::vector<std::shared_ptr<Layer>> layers_;
};

// conv - instance norm - LeakyReLU(0.01)
class ConvBlock : public torch::nn::Module {
 public:
  explicit ConvBlock(const ConvOptions& options);
  at::Tensor forward(const at::Tensor& x);

 private:
  std::shared_ptr<Conv> conv_;
  std::shared_ptr<Norm> norm_;
};

// `count` blocks as in nnU-Net; the first convolution may stride. Names: "convs.0.conv.weight", …
class ConvStack : public torch::nn::Module {
 public:
  ConvStack(std::int64_t in, std::int64_t out, const Sizes& kernel, const Sizes& firstStride, std::int64_t count);
  at::Tensor forward(at::Tensor x);

 private:
  std::shared_ptr<LayerList<ConvBlock>> blocks_;
};

// `x` cut at the far end to the spatial sizes of `like`: what up-sampling an odd size overshoots.
[[nodiscard]] at::Tensor cropLike(at::Tensor x, const at::Tensor& like);

}  // namespace selvox::learn::architectures

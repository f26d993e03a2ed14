// DenseNet-121, 2D and 3D (Huang et al., CVPR 2017): growth 32, blocks of 6, 12, 24 and 16 layers, 64 channels first,
// bottlenecks of four times the growth, no dropout. Names as in torchvision. Levels of the pyramid: the stem, what each
// transition halves (normed and rectified), and the end.

#include <array>
#include <string>
#include <utility>

#include <ATen/ops/relu.h>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/params.h"

namespace selvox::learn::architectures {
namespace {

std::shared_ptr<Conv> plainConv(std::int64_t in, std::int64_t out, int dim, std::int64_t kernel,
                                std::int64_t stride = 1) {
  return std::make_shared<Conv>(convOf(in, out, dim, kernel, stride, false));
}

std::shared_ptr<Norm> batchNorm(std::int64_t channels) {
  return std::make_shared<Norm>(NormKind::Batch, channels);
}

// `growth` new channels, made of all that came before.
class DenseLayer : public torch::nn::Module {
 public:
  DenseLayer(std::int64_t in, std::int64_t growth, int dim) {
    norm1_ = register_module("norm1", batchNorm(in));
    conv1_ = register_module("conv1", plainConv(in, 4 * growth, dim, 1));
    norm2_ = register_module("norm2", batchNorm(4 * growth));
    conv2_ = register_module("conv2", plainConv(4 * growth, growth, dim, 3));
  }
  at::Tensor forward(const at::Tensor& x) {
    return conv2_->forward(at::relu(norm2_->forward(conv1_->forward(at::relu(norm1_->forward(x))))));
  }

 private:
  std::shared_ptr<Norm> norm1_, norm2_;
  std::shared_ptr<Conv> conv1_, conv2_;
};

class DenseBlock : public torch::nn::Module {
 public:
  DenseBlock(std::int64_t in, std::int64_t growth, int dim, int count) {
    for (int i = 0; i < count; ++i, in += growth) {
      layers_.push_back(
          register_module("denselayer" + std::to_string(i + 1), std::make_shared<DenseLayer>(in, growth, dim)));
    }
  }
  at::Tensor forward(at::Tensor x) {
    for (const auto& layer : layers_) x = joined({x, layer->forward(x)});
    return x;
  }

 private:
  std::vector<std::shared_ptr<DenseLayer>> layers_;
};

// norm - ReLU is a level of the pyramid; a convolution halves the channels, a mean over 2 x 2 (x 2) the sides.
struct Transition : torch::nn::Module {
  Transition(std::int64_t in, int dim) {
    norm = register_module("norm", batchNorm(in));
    conv = register_module("conv", plainConv(in, in / 2, dim, 1));
  }
  std::shared_ptr<Norm> norm;
  std::shared_ptr<Conv> conv;
};

class DensenetEncoder : public Encoder {
 public:
  DensenetEncoder(const NetworkConfig& config, const std::array<int, 4>& blocks) : dim_(config.dim) {
    std::int64_t width = base::valueOr<std::int64_t>(config.settings, "init", 64);
    const auto growth = base::valueOr<std::int64_t>(config.settings, "growth", 32);
    const Sizes two = uniformSizes(dim_, 2);
    auto parts = register_module("features", std::make_shared<torch::nn::Module>("Features"));
    conv0_ = parts->register_module("conv0", plainConv(config.inChannels, width, dim_, 7, 2));
    norm0_ = parts->register_module("norm0", batchNorm(width));
    pyramid_.push_back({width, two});
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const std::string index = std::to_string(i + 1);
      blocks_.push_back(
          parts->register_module("denseblock" + index, std::make_shared<DenseBlock>(width, growth, dim_, blocks[i])));
      width += blocks[i] * growth;
      pyramid_.push_back({width, two});
      if (i + 1 == blocks.size()) break;
      transitions_.push_back(parts->register_module("transition" + index, std::make_shared<Transition>(width, dim_)));
      width /= 2;
    }
    norm5_ = parts->register_module("norm5", batchNorm(width));
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels{at::relu(norm0_->forward(conv0_->forward(x)))};
    const Sizes two = uniformSizes(dim_, 2);
    at::Tensor y = maxOfThree(levels.front(), two);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      y = blocks_[i]->forward(y);
      const bool last = i == transitions_.size();
      levels.push_back(at::relu((last ? *norm5_ : *transitions_[i]->norm).forward(y)));
      if (!last) y = meanPooled(transitions_[i]->conv->forward(levels.back()), two);
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  int dim_;
  std::shared_ptr<Conv> conv0_;
  std::shared_ptr<Norm> norm0_, norm5_;
  std::vector<std::shared_ptr<DenseBlock>> blocks_;
  std::vector<std::shared_ptr<Transition>> transitions_;
  std::vector<PyramidLevel> pyramid_;
};

std::shared_ptr<Network> buildDensenet121(const NetworkConfig& config) {
  return std::make_shared<ClassifierNetwork>(
      std::make_shared<DensenetEncoder>(config, std::array<int, 4>{6, 12, 24, 16}), config.outChannels);
}

}  // namespace

ArchitectureInfo densenet121Architecture() {
  constexpr const char* huang = "Huang et al., Densely connected convolutional networks, CVPR 2017";
  ArchitectureInfo info{
      "densenet-121", {2, 3}, "Densely connected network: few weights for its depth, much used for X-rays",
      huang,          {},     &buildDensenet121};
  info.schema.params = {
      rare(wholeParam("init", 64, 2, 512,
                      {"channels", "Channels of the first layer. Lower: faster and smaller.", huang})),
      rare(wholeParam(
          "growth", 32, 2, 256,
          {"channels", "Channels that each layer adds to all before it. Lower: faster and smaller.", huang})),
  };
  for (spec::Param& p : decoderParams()) info.schema.params.push_back(std::move(p));
  return info;
}

}  // namespace selvox::learn::architectures

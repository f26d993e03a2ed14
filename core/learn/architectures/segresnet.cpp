// SegResNet (Myronenko, BrainLes 2018) in MONAI's form: residual blocks of norm - ReLU - convolution with group norm of
// 8 groups, 1, 2, 2, 4 a stage down and one a stage up, skips added, linear interpolation upwards; no variational
// branch.

#include <utility>

#include <ATen/ops/relu.h>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/params.h"

namespace selvox::learn::architectures {
namespace {

std::shared_ptr<Conv> bareConv(std::int64_t in, std::int64_t out, int dim, std::int64_t kernel = 3,
                               std::int64_t stride = 1) {
  return std::make_shared<Conv>(convOf(in, out, dim, kernel, stride, false));
}

class SegresBlock : public torch::nn::Module {
 public:
  SegresBlock(std::int64_t channels, int dim) {
    norm1_ = register_module("norm1", std::make_shared<Norm>(NormKind::Group, channels));
    conv1_ = register_module("conv1", bareConv(channels, channels, dim));
    norm2_ = register_module("norm2", std::make_shared<Norm>(NormKind::Group, channels));
    conv2_ = register_module("conv2", bareConv(channels, channels, dim));
  }
  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor y = conv1_->forward(at::relu(norm1_->forward(x)));
    return conv2_->forward(at::relu(norm2_->forward(y))) + x;
  }

 private:
  std::shared_ptr<Norm> norm1_, norm2_;
  std::shared_ptr<Conv> conv1_, conv2_;
};

class SegresEncoder : public Encoder {
 public:
  SegresEncoder(std::int64_t in, int dim, std::int64_t width) {
    constexpr int counts[] = {1, 2, 2, 4};
    stem_ = register_module("stem", bareConv(in, width, dim));
    down_ = register_module("down", std::make_shared<LayerList<Conv>>());
    stages_ = register_module("stages", std::make_shared<LayerList<LayerList<SegresBlock>>>());
    for (const int count : counts) {
      const bool first = pyramid_.empty();
      if (!first) down_->add(bareConv(width / 2, width, dim, 3, 2));
      auto stage = stages_->add(std::make_shared<LayerList<SegresBlock>>());
      for (int i = 0; i < count; ++i) stage->add(std::make_shared<SegresBlock>(width, dim));
      pyramid_.push_back({width, uniformSizes(dim, first ? 1 : 2)});
      width *= 2;
    }
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels;
    at::Tensor y = stem_->forward(x);
    for (std::size_t i = 0; i < stages_->size(); ++i) {
      if (i > 0) y = (*down_)[i - 1].forward(y);
      LayerList<SegresBlock>& stage = (*stages_)[i];
      for (std::size_t b = 0; b < stage.size(); ++b) y = stage[b].forward(y);
      levels.push_back(y);
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  std::shared_ptr<Conv> stem_;
  std::shared_ptr<LayerList<Conv>> down_;
  std::shared_ptr<LayerList<LayerList<SegresBlock>>> stages_;
  std::vector<PyramidLevel> pyramid_;
};

class SegresDecoder : public Decoder {
 public:
  SegresDecoder(const std::vector<PyramidLevel>& pyramid, std::int64_t outChannels) {
    const auto dim = static_cast<int>(pyramid.front().stride.size());
    narrow_ = register_module("narrow", std::make_shared<LayerList<Conv>>());
    stages_ = register_module("stages", std::make_shared<LayerList<SegresBlock>>());
    for (std::size_t level = pyramid.size() - 1; level > 0; --level) {
      narrow_->add(bareConv(pyramid[level].channels, pyramid[level - 1].channels, dim, 1));
      stages_->add(std::make_shared<SegresBlock>(pyramid[level - 1].channels, dim));
    }
    const std::int64_t width = pyramid.front().channels;
    norm_ = register_module("norm", std::make_shared<Norm>(NormKind::Group, width));
    head_ = register_module("head", std::make_shared<Conv>(convOf(width, outChannels, dim, 1)));
  }
  std::vector<at::Tensor> forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& /*input*/,
                                  bool /*allOutputs*/) override {
    at::Tensor x = pyramid.back();
    for (std::size_t i = 0; i < stages_->size(); ++i) {
      const at::Tensor& skip = pyramid[pyramid.size() - 2 - i];
      x = (*stages_)[i].forward(linearTo((*narrow_)[i].forward(x), skip, false) + skip);
    }
    return {head_->forward(at::relu(norm_->forward(x)))};
  }

 private:
  std::shared_ptr<LayerList<Conv>> narrow_;
  std::shared_ptr<LayerList<SegresBlock>> stages_;
  std::shared_ptr<Norm> norm_;
  std::shared_ptr<Conv> head_;
};

std::shared_ptr<Network> buildSegresnet(const NetworkConfig& config) {
  auto encoder = std::make_shared<SegresEncoder>(config.inChannels, config.dim,
                                                 base::valueOr<std::int64_t>(config.settings, "init", 32));
  auto decoder = std::make_shared<SegresDecoder>(encoder->pyramid(), config.outChannels);
  return std::make_shared<DenseNetwork>(std::move(encoder), std::move(decoder));
}

}  // namespace

ArchitectureInfo segresnetArchitecture() {
  constexpr const char* myronenko = "Myronenko, 3D MRI brain tumor segmentation, BrainLes 2018";
  ArchitectureInfo info{
      "segresnet", {2, 3}, "Residual encoder and light decoder with group norm: works with batches of one",
      myronenko,   {},     &buildSegresnet};
  info.schema.params = {
      wholeParam(
          "init", 32, 8, 128,
          {"channels",
           "Channels of the finest stage, a multiple of 8, doubled at each of the next three. 8 and 16 are quick "
           "on a CPU, 32 is published.",
           myronenko}),
      skipsParam(),
  };
  return info;
}

}  // namespace selvox::learn::architectures

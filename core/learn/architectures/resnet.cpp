#include "core/learn/architectures/resnet.h"

#include <array>
#include <string>
#include <utility>

#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/max_pool3d.h>
#include <ATen/ops/relu.h>

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/layer_scope.h"
#include "core/learn/architectures/settings.h"

namespace selvox::learn::architectures {
namespace {

std::shared_ptr<Conv> conv(std::int64_t in, std::int64_t out, int dim, std::int64_t kernel, std::int64_t stride) {
  return std::make_shared<Conv>(
      ConvOptions{in, out, uniformSizes(dim, kernel), uniformSizes(dim, stride), false, false, Draw::HeFanOut});
}

// Names as in torchvision: conv1, bn1, conv2, bn2, downsample.0, downsample.1.
class BasicBlock : public torch::nn::Module {
 public:
  BasicBlock(std::int64_t in, std::int64_t out, int dim, std::int64_t stride) {
    conv1_ = register_module("conv1", conv(in, out, dim, 3, stride));
    norm1_ = register_module("bn1", std::make_shared<Norm>(NormKind::Batch, out));
    conv2_ = register_module("conv2", conv(out, out, dim, 3, 1));
    norm2_ = register_module("bn2", std::make_shared<Norm>(NormKind::Batch, out));
    if (stride == 1 && in == out) return;
    auto shortcut = register_module("downsample", std::make_shared<torch::nn::Module>("Downsample"));
    conv3_ = shortcut->register_module("0", conv(in, out, dim, 1, stride));
    norm3_ = shortcut->register_module("1", std::make_shared<Norm>(NormKind::Batch, out));
  }
  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor y = norm2_->forward(conv2_->forward(at::relu(norm1_->forward(conv1_->forward(x)))));
    return at::relu(y + (conv3_ ? norm3_->forward(conv3_->forward(x)) : x));
  }

 private:
  std::shared_ptr<Conv> conv1_, conv2_, conv3_;
  std::shared_ptr<Norm> norm1_, norm2_, norm3_;
};

class ResnetEncoder : public Encoder {
 public:
  ResnetEncoder(const NetworkConfig& config, const std::array<int, 4>& blocks) : dim_(config.dim) {
    small_ = base::valueOr<std::string>(config.settings, "stem", "7x7") == "small";
    const std::int64_t stride = small_ ? 1 : base::valueOr<std::int64_t>(config.settings, "stem_stride", 2);
    std::int64_t width = base::valueOr<std::int64_t>(config.settings, "base", 64);
    conv1_ = register_module("conv1", conv(config.inChannels, width, dim_, small_ ? 3 : 7, stride));
    norm1_ = register_module("bn1", std::make_shared<Norm>(NormKind::Batch, width));
    if (!small_) pyramid_.push_back({width, uniformSizes(dim_, stride)});
    std::int64_t in = width;
    for (std::size_t i = 0; i < blocks.size(); ++i, width *= 2) {
      const std::int64_t step = i == 0 ? 1 : 2;
      auto layer = register_module("layer" + std::to_string(i + 1), std::make_shared<LayerList<BasicBlock>>());
      for (int b = 0; b < blocks[i]; ++b, in = width) {
        layer->add(std::make_shared<BasicBlock>(in, width, dim_, b == 0 ? step : 1));
      }
      layers_.push_back(layer);
      // The pooling after the stem halves once more before the first layer.
      pyramid_.push_back({width, uniformSizes(dim_, i == 0 ? (small_ ? 1 : 2) : 2)});
    }
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels;
    at::Tensor y = at::relu(norm1_->forward(conv1_->forward(x)));
    if (!small_) {
      levels.push_back(y);
      y = dim_ == 3 ? at::max_pool3d(y, {3, 3, 3}, {2, 2, 2}, {1, 1, 1}) : at::max_pool2d(y, {3, 3}, {2, 2}, {1, 1});
      y = ActiveMask::keep(y);
    }
    for (const auto& layer : layers_) {
      for (std::size_t b = 0; b < layer->size(); ++b) y = (*layer)[b].forward(y);
      levels.push_back(y);
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  int dim_;
  bool small_ = false;
  std::shared_ptr<Conv> conv1_;
  std::shared_ptr<Norm> norm1_;
  std::vector<std::shared_ptr<LayerList<BasicBlock>>> layers_;
  std::vector<PyramidLevel> pyramid_;
};

std::shared_ptr<Network> buildResnet(const NetworkConfig& config, const std::array<int, 4>& blocks) {
  return std::make_shared<ClassifierNetwork>(std::make_shared<ResnetEncoder>(config, blocks), config.outChannels);
}

}  // namespace

spec::ParamSchema resnetSchema() {
  spec::ParamSchema schema;
  spec::Param stem;
  stem.name = "stem";
  stem.type = spec::ParamType::Choice;
  stem.defaultValue = "7x7";
  stem.choices = {"7x7", "small"};
  stem.help =
      "First layer. 7x7 with pooling: for images from about 64 voxels a side. Small (3x3, no pooling): for "
      "images of about 28 voxels, such as MedMNIST.";
  stem.citation = "He et al., CVPR 2016; Yang et al., Scientific Data 2023 (MedMNIST)";
  spec::Param stride;
  stride.name = "stem_stride";
  stride.type = spec::ParamType::Int;
  stride.defaultValue = 2;
  stride.minimum = 1;
  stride.maximum = 2;
  stride.unit = "voxels";
  stride.help = "Step of the 7x7 stem. 1 keeps more detail at 4 (2D) or 8 (3D) times the cost; MONAI uses 1.";
  stride.citation = "He et al., CVPR 2016";
  stride.advanced = true;
  spec::Param width;
  width.name = "base";
  width.type = spec::ParamType::Int;
  width.defaultValue = 64;
  width.minimum = 1;
  width.maximum = 256;
  width.unit = "channels";
  width.help = "Channels of the first layer, doubled at each of the next three. Lower: faster and smaller.";
  width.citation = "He et al., CVPR 2016";
  width.advanced = true;
  spec::Param deep;
  deep.name = "deep_supervision";
  deep.type = spec::ParamType::Bool;
  deep.defaultValue = true;
  deep.help = "Where a decoder is put on this encoder (segmentation): a loss at every resolution of the decoder.";
  deep.citation = "Isensee et al., Nature Methods 2021";
  deep.advanced = true;
  schema.params = {stem, stride, width, deep, skipsParam()};
  return schema;
}

std::shared_ptr<Network> buildResnet18(const NetworkConfig& config) {
  return buildResnet(config, {2, 2, 2, 2});
}
std::shared_ptr<Network> buildResnet34(const NetworkConfig& config) {
  return buildResnet(config, {3, 4, 6, 3});
}

}  // namespace selvox::learn::architectures

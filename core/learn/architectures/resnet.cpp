#include "core/learn/architectures/resnet.h"

#include <string>
#include <utility>

#include <ATen/ops/relu.h>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/params.h"

namespace selvox::learn::architectures {
namespace {

// Convolutions of one encoder: same along every axis, or within slices.
struct Kernels {
  int dim;
  bool planar;
  [[nodiscard]] Sizes spread(std::int64_t value) const {
    Sizes sizes = uniformSizes(dim, value);
    if (planar) sizes.front() = 1;
    return sizes;
  }
  [[nodiscard]] std::shared_ptr<Conv> conv(std::int64_t in, std::int64_t out, std::int64_t kernel,
                                           std::int64_t stride) const {
    return std::make_shared<Conv>(ConvOptions{in, out, spread(kernel), spread(stride), false, false, Draw::HeFanOut});
  }
};

// Names as in torchvision: conv1, bn1, conv2, bn2, (conv3, bn3,) downsample.0, downsample.1. A bottleneck (1, 3, 1)
// strides in its second convolution and gives four times its width.
class ResnetBlock : public torch::nn::Module {
 public:
  ResnetBlock(std::int64_t in, std::int64_t width, const Kernels& kernels, std::int64_t stride, bool bottleneck) {
    const std::int64_t out = bottleneck ? 4 * width : width;
    if (bottleneck) {
      add(width, kernels.conv(in, width, 1, 1));
      add(width, kernels.conv(width, width, 3, stride));
      add(out, kernels.conv(width, out, 1, 1));
    } else {
      add(width, kernels.conv(in, width, 3, stride));
      add(out, kernels.conv(width, out, 3, 1));
    }
    if (stride == 1 && in == out) return;
    auto shortcut = register_module("downsample", std::make_shared<torch::nn::Module>("Downsample"));
    project_ = shortcut->register_module("0", kernels.conv(in, out, 1, stride));
    projectNorm_ = shortcut->register_module("1", std::make_shared<Norm>(NormKind::Batch, out));
  }
  at::Tensor forward(const at::Tensor& x) {
    at::Tensor y = x;
    for (std::size_t i = 0; i < convs_.size(); ++i) {
      y = norms_[i]->forward(convs_[i]->forward(i == 0 ? y : at::relu(y)));
    }
    return at::relu(y + (project_ ? projectNorm_->forward(project_->forward(x)) : x));
  }

 private:
  void add(std::int64_t out, std::shared_ptr<Conv> conv) {
    const std::string index = std::to_string(convs_.size() + 1);
    convs_.push_back(register_module("conv" + index, std::move(conv)));
    norms_.push_back(register_module("bn" + index, std::make_shared<Norm>(NormKind::Batch, out)));
  }
  std::vector<std::shared_ptr<Conv>> convs_;
  std::vector<std::shared_ptr<Norm>> norms_;
  std::shared_ptr<Conv> project_;
  std::shared_ptr<Norm> projectNorm_;
};

class ResnetEncoder : public Encoder {
 public:
  ResnetEncoder(const NetworkConfig& config, const ResnetOptions& options) : kernels_{config.dim, options.planar} {
    small_ = base::valueOr<std::string>(config.settings, "stem", "7x7") == "small";
    const std::int64_t stride = small_ ? 1 : base::valueOr<std::int64_t>(config.settings, "stem_stride", 2);
    std::int64_t width = base::valueOr<std::int64_t>(config.settings, "base", 64);
    conv1_ = register_module("conv1", kernels_.conv(config.inChannels, width, small_ ? 3 : 7, stride));
    norm1_ = register_module("bn1", std::make_shared<Norm>(NormKind::Batch, width));
    if (!small_) pyramid_.push_back({width, kernels_.spread(stride)});
    std::int64_t in = width;
    for (std::size_t i = 0; i < options.blocks.size(); ++i, width *= 2) {
      auto layer = register_module("layer" + std::to_string(i + 1), std::make_shared<LayerList<ResnetBlock>>());
      for (int b = 0; b < options.blocks[i]; ++b) {
        layer->add(std::make_shared<ResnetBlock>(in, width, kernels_, i > 0 && b == 0 ? 2 : 1, options.bottleneck));
        in = options.bottleneck ? 4 * width : width;
      }
      layers_.push_back(layer);
      // The pooling after the stem halves once more before the first layer.
      pyramid_.push_back({in, kernels_.spread(i == 0 && small_ ? 1 : 2)});
    }
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels;
    at::Tensor y = at::relu(norm1_->forward(conv1_->forward(x)));
    if (!small_) {
      levels.push_back(y);
      y = maxOfThree(y, kernels_.spread(2));
    }
    for (const auto& layer : layers_) {
      for (std::size_t b = 0; b < layer->size(); ++b) y = (*layer)[b].forward(y);
      levels.push_back(y);
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  Kernels kernels_;
  bool small_ = false;
  std::shared_ptr<Conv> conv1_;
  std::shared_ptr<Norm> norm1_;
  std::vector<std::shared_ptr<LayerList<ResnetBlock>>> layers_;
  std::vector<PyramidLevel> pyramid_;
};

template <int A, int B, int C, int D, bool Bottleneck>
std::shared_ptr<Network> buildResnet(const NetworkConfig& config) {
  return std::make_shared<ClassifierNetwork>(resnetEncoder(config, {{A, B, C, D}, Bottleneck}), config.outChannels);
}

ArchitectureInfo resnet(const char* id, const char* summary, std::shared_ptr<Network> (*build)(const NetworkConfig&)) {
  ArchitectureInfo info{id, {2, 3}, summary, "He et al., Deep residual learning, CVPR 2016", {}, build};
  info.schema.params = resnetParams();
  for (spec::Param& p : decoderParams()) info.schema.params.push_back(std::move(p));
  return info;
}

}  // namespace

std::shared_ptr<Encoder> resnetEncoder(const NetworkConfig& config, const ResnetOptions& options) {
  return std::make_shared<ResnetEncoder>(config, options);
}

std::vector<spec::Param> resnetParams() {
  constexpr const char* he = "He et al., CVPR 2016";
  return {
      choiceParam("stem", "7x7", {"7x7", "small"},
                  {"",
                   "First layer. 7x7 with pooling: for images from about 64 voxels a side. Small (3x3, no pooling): "
                   "for images of about 28 voxels, such as MedMNIST.",
                   "He et al., CVPR 2016; Yang et al., Scientific Data 2023 (MedMNIST)"}),
      rare(wholeParam(
          "stem_stride", 2, 1, 2,
          {"voxels", "Step of the 7x7 stem. 1 keeps more detail at 4 (2D) or 8 (3D) times the cost; MONAI uses 1.",
           he})),
      rare(wholeParam(
          "base", 64, 1, 256,
          {"channels", "Channels of the first layer, doubled at each of the next three. Lower: faster and smaller.",
           he}))};
}

ArchitectureInfo resnet18Architecture() {
  return resnet("resnet-18", "Small residual network: the first choice for classification and contrastive learning",
                &buildResnet<2, 2, 2, 2, false>);
}
ArchitectureInfo resnet34Architecture() {
  return resnet("resnet-34", "Residual network of twice the depth", &buildResnet<3, 4, 6, 3, false>);
}
ArchitectureInfo resnet50Architecture() {
  return resnet("resnet-50", "Residual network of bottlenecks: the usual backbone of published comparisons",
                &buildResnet<3, 4, 6, 3, true>);
}

}  // namespace selvox::learn::architectures

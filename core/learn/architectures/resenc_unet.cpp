// nnU-Net's residual encoder (Isensee et al., nnU-Net revisited, MICCAI 2024): a stem, then 1, 3, 4, 6, 6, … residual
// blocks a stage; one convolution a stage in the decoder. M, L and XL of the paper differ in the patch alone. A
// shortcut that strides averages first; the last norm of each block starts at 0, so a block starts as its shortcut.

#include <algorithm>
#include <utility>

#include <ATen/ops/leaky_relu.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/stages.h"

namespace selvox::learn::architectures {
namespace {

constexpr double kResencLeak = 0.01;

std::int64_t blocksAt(std::size_t stage) {
  constexpr std::int64_t counts[] = {1, 3, 4};
  return stage < 3 ? counts[stage] : 6;
}

// conv - instance norm. Names: "conv.weight", "norm.weight".
std::shared_ptr<ConvUnit> normedConv(const ConvOptions& options) {
  return std::make_shared<ConvUnit>(options, UnitOptions{NormKind::Instance, Act::None});
}

class ResencBlock : public torch::nn::Module {
 public:
  ResencBlock(std::int64_t in, std::int64_t out, const Sizes& kernel, const Sizes& stride) : stride_(stride) {
    const Sizes once(kernel.size(), 1);
    conv1_ = register_module("conv1", normedConv({in, out, kernel, stride}));
    conv2_ = register_module("conv2", normedConv({out, out, kernel, once}));
    strides_ = std::any_of(stride.begin(), stride.end(), [](std::int64_t s) { return s > 1; });
    const c10::AutoGradMode noGradients(false);
    conv2_->named_parameters()["norm.weight"].zero_();
    if (in == out) return;
    auto skip = register_module("skip", std::make_shared<torch::nn::Module>("Skip"));
    project_ = skip->register_module(strides_ ? "1" : "0", normedConv({in, out, once, once, false}));
  }
  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor y = conv2_->forward(at::leaky_relu(conv1_->forward(x), kResencLeak));
    at::Tensor shortcut = strides_ ? meanPooled(x, stride_) : x;
    if (project_) shortcut = project_->forward(shortcut);
    return at::leaky_relu(y + shortcut, kResencLeak);
  }

 private:
  Sizes stride_;
  bool strides_ = false;
  std::shared_ptr<ConvUnit> conv1_, conv2_, project_;
};

class ResencStage : public torch::nn::Module {
 public:
  ResencStage(std::int64_t in, std::int64_t out, const Sizes& kernel, const Sizes& stride, std::int64_t count) {
    blocks_ = register_module("blocks", std::make_shared<LayerList<ResencBlock>>());
    const Sizes once(kernel.size(), 1);
    for (std::int64_t i = 0; i < count; ++i) {
      blocks_->add(std::make_shared<ResencBlock>(i == 0 ? in : out, out, kernel, i == 0 ? stride : once));
    }
  }
  at::Tensor forward(at::Tensor x) {
    for (std::size_t i = 0; i < blocks_->size(); ++i) x = (*blocks_)[i].forward(x);
    return x;
  }

 private:
  std::shared_ptr<LayerList<ResencBlock>> blocks_;
};

class ResencEncoder : public Encoder {
 public:
  ResencEncoder(std::int64_t in, const Stages& shape) {
    const Sizes once(shape.kernels.front().size(), 1);
    stem_ =
        register_module("stem", std::make_shared<ConvStack>(in, shape.widths.front(), shape.kernels.front(), once, 1));
    stages_ = register_module("stages", std::make_shared<LayerList<ResencStage>>());
    for (std::size_t i = 0; i < shape.widths.size(); ++i) {
      stages_->add(std::make_shared<ResencStage>(shape.widths[i == 0 ? 0 : i - 1], shape.widths[i], shape.kernels[i],
                                                 shape.strides[i], blocksAt(i)));
      pyramid_.push_back({shape.widths[i], shape.strides[i]});
    }
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels;
    at::Tensor y = stem_->forward(x);
    for (std::size_t i = 0; i < stages_->size(); ++i) {
      y = (*stages_)[i].forward(y);
      levels.push_back(y);
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  std::shared_ptr<ConvStack> stem_;
  std::shared_ptr<LayerList<ResencStage>> stages_;
  std::vector<PyramidLevel> pyramid_;
};

std::shared_ptr<Network> buildResencUnet(const NetworkConfig& config) {
  const Stages shape = stagesOf(config);
  DecoderOptions decoder;
  decoder.outChannels = config.outChannels;
  decoder.convs = 1;
  decoder.deepSupervision = base::valueOr(config.settings, "deep_supervision", true);
  decoder.skips = base::valueOr(config.settings, "skips", true);
  decoder.kernels = shape.kernels;
  return std::make_shared<DenseNetwork>(std::make_shared<ResencEncoder>(config.inChannels, shape), decoder);
}

}  // namespace

ArchitectureInfo resencUnetArchitecture() {
  return {"resenc-unet",
          {2, 3},
          "nnU-Net with a residual encoder, three times the plain one: more accurate on larger collections",
          "Isensee et al., nnU-Net revisited, MICCAI 2024",
          stagesSchema({}),
          &buildResencUnet,
          true};
}

}  // namespace selvox::learn::architectures

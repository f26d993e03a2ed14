// V-Net (Milletari et al., 3DV 2016) in MONAI's form: kernels of 5, batch norm, ELU, stages of 1, 2, 3, 2 convolutions
// with residuals; strided convolutions of 2 down, transposed ones up. The transposed convolutions and the last one
// alone have biases. The input is added to the stem's channels in turn, so any number of input channels will do.

#include <utility>

#include <ATen/ops/arange.h>
#include <ATen/ops/elu.h>
#include <ATen/ops/feature_dropout.h>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/params.h"

namespace selvox::learn::architectures {
namespace {

constexpr UnitOptions kVnetUnit{NormKind::Batch, Act::Elu};
constexpr std::int64_t kVnetKernel = 5;

std::shared_ptr<ConvUnit> vnetUnit(std::int64_t in, std::int64_t out, int dim, Act act = Act::Elu) {
  return std::make_shared<ConvUnit>(convOf(in, out, dim, kVnetKernel, 1, false), UnitOptions{NormKind::Batch, act});
}

// ELU(beside + units(x)).
class VnetResidual : public torch::nn::Module {
 public:
  VnetResidual(std::int64_t channels, int dim, int count) {
    units_ = register_module("units", std::make_shared<LayerList<ConvUnit>>());
    for (int i = 0; i < count; ++i) units_->add(vnetUnit(channels, channels, dim));
  }
  at::Tensor forward(const at::Tensor& x, const at::Tensor& beside) {
    at::Tensor y = x;
    for (std::size_t i = 0; i < units_->size(); ++i) y = (*units_)[i].forward(y);
    return at::elu(y + beside);
  }

 private:
  std::shared_ptr<LayerList<ConvUnit>> units_;
};

struct VnetOptions {
  std::int64_t base = 16;
  double dropout = 0;
};

class VnetEncoder : public Encoder {
 public:
  VnetEncoder(std::int64_t in, int dim, const VnetOptions& options) : base_(options.base), dropout_(options.dropout) {
    constexpr int counts[] = {1, 2, 3, 2};
    stem_ = register_module("stem", vnetUnit(in, base_, dim, Act::None));
    down_ = register_module("down", std::make_shared<LayerList<ConvUnit>>());
    stages_ = register_module("stages", std::make_shared<LayerList<VnetResidual>>());
    pyramid_.push_back({base_, uniformSizes(dim, 1)});
    std::int64_t width = base_;
    for (const int count : counts) {
      down_->add(std::make_shared<ConvUnit>(convOf(width, 2 * width, dim, 2, 2, false), kVnetUnit));
      width *= 2;
      stages_->add(std::make_shared<VnetResidual>(width, dim, count));
      pyramid_.push_back({width, uniformSizes(dim, 2)});
    }
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    const at::Tensor turns = at::arange(base_, at::TensorOptions().dtype(at::kLong).device(x.device())) % x.size(1);
    std::vector<at::Tensor> levels{at::elu(stem_->forward(x) + x.index_select(1, turns))};
    for (std::size_t i = 0; i < stages_->size(); ++i) {
      const at::Tensor small = (*down_)[i].forward(filledUp(levels.back(), 2));
      const at::Tensor dropped = i < 2 ? small : at::feature_dropout(small, dropout_, is_training());
      levels.push_back((*stages_)[i].forward(dropped, small));
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  std::int64_t base_;
  double dropout_;
  std::shared_ptr<ConvUnit> stem_;
  std::shared_ptr<LayerList<ConvUnit>> down_;
  std::shared_ptr<LayerList<VnetResidual>> stages_;
  std::vector<PyramidLevel> pyramid_;
};

class VnetDecoder : public Decoder {
 public:
  VnetDecoder(int dim, std::int64_t outChannels, const VnetOptions& options) : dropout_(options.dropout) {
    up_ = register_module("up", std::make_shared<LayerList<ConvUnit>>());
    stages_ = register_module("stages", std::make_shared<LayerList<VnetResidual>>());
    const std::int64_t b = options.base;
    const std::int64_t ins[] = {16 * b, 16 * b, 8 * b, 4 * b}, outs[] = {16 * b, 8 * b, 4 * b, 2 * b};
    for (std::size_t i = 0; i < 4; ++i) {
      up_->add(std::make_shared<ConvUnit>(upConvOf(ins[i], outs[i] / 2, dim), kVnetUnit));
      stages_->add(std::make_shared<VnetResidual>(outs[i], dim, i < 2 ? 2 : 1));
    }
    last_ = register_module("last", vnetUnit(2 * b, outChannels, dim));
    head_ = register_module("head", std::make_shared<Conv>(convOf(outChannels, outChannels, dim, 1)));
  }
  std::vector<at::Tensor> forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& /*input*/,
                                  bool /*allOutputs*/) override {
    at::Tensor x = pyramid.back();
    for (std::size_t i = 0; i < up_->size(); ++i) {
      const at::Tensor& skip = pyramid[pyramid.size() - 2 - i];
      if (i < 2) x = at::feature_dropout(x, dropout_, is_training());
      const at::Tensor up = (*up_)[i].upTo(x, skip);
      const at::Tensor both = joined({up, at::feature_dropout(skip, dropout_, is_training())});
      x = (*stages_)[i].forward(both, both);
    }
    return {head_->forward(last_->forward(x))};
  }

 private:
  double dropout_;
  std::shared_ptr<LayerList<ConvUnit>> up_;
  std::shared_ptr<LayerList<VnetResidual>> stages_;
  std::shared_ptr<ConvUnit> last_;
  std::shared_ptr<Conv> head_;
};

std::shared_ptr<Network> buildVnet(const NetworkConfig& config) {
  VnetOptions options;
  options.base = base::valueOr<std::int64_t>(config.settings, "base", options.base);
  options.dropout = base::valueOr(config.settings, "dropout", options.dropout);
  return std::make_shared<DenseNetwork>(std::make_shared<VnetEncoder>(config.inChannels, config.dim, options),
                                        std::make_shared<VnetDecoder>(config.dim, config.outChannels, options));
}

}  // namespace

ArchitectureInfo vnetArchitecture() {
  constexpr const char* milletari = "Milletari et al., V-Net, 3DV 2016";
  ArchitectureInfo info{"vnet",    {2, 3}, "Residual network with kernels of 5: wide context a layer, slow on a CPU",
                        milletari, {},     &buildVnet};
  spec::Param dropout = rare(wholeParam(
      "dropout", 0.0, 0, 0.9,
      {"",
       "Share of the channels that each training step leaves out in the two coarsest stages and of the skips. Higher "
       "regularises long runs on small collections (MONAI: 0.5) and slows short ones.",
       milletari}));
  dropout.type = spec::ParamType::Float;
  info.schema.params = {
      wholeParam("base", 16, 1, 128,
                 {"channels", "Channels of the finest stage, doubled at each coarser one. Lower: faster and smaller.",
                  milletari}),
      std::move(dropout),
      skipsParam(),
  };
  return info;
}

}  // namespace selvox::learn::architectures

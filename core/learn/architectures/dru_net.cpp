// DRU-Net (Jafari et al., ISBI 2020), 2D: a 7x7 stem, then five levels of dense residual blocks. A block gives
// ReLU(bn2(conv2(ReLU(b))) + b + x) beside its input x, where b = bn1(conv1(x)); so a level has twice the channels of
// the one above. The decoder's blocks add a 1x1 projection of their input instead. The published code ends in a ReLU;
// ours gives logits. Its transposed convolutions of 3 lose the last voxel of each axis, as Keras pads.

#include <utility>

#include <ATen/ops/relu.h>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/params.h"

namespace selvox::learn::architectures {
namespace {

constexpr UnitOptions kBatchAlone{NormKind::Batch, Act::None};

std::shared_ptr<ConvUnit> batchConv(std::int64_t in, std::int64_t out, int dim, std::int64_t kernel = 3) {
  return std::make_shared<ConvUnit>(convOf(in, out, dim, kernel), kBatchAlone);
}

// ReLU(bn2(conv2(ReLU(b))) + b + beside), b = bn1(conv1(x)).
class DruConvs : public torch::nn::Module {
 public:
  DruConvs(std::int64_t in, std::int64_t out, int dim) {
    first_ = register_module("first", batchConv(in, out, dim));
    second_ = register_module("second", batchConv(out, out, dim));
  }
  at::Tensor forward(const at::Tensor& x, const at::Tensor& beside) {
    const at::Tensor b = first_->forward(x);
    return at::relu(second_->forward(at::relu(b)) + b + beside);
  }

 private:
  std::shared_ptr<ConvUnit> first_, second_;
};

class DruEncoder : public Encoder {
 public:
  DruEncoder(std::int64_t in, int dim, std::int64_t root, std::int64_t count) {
    stem_ = register_module("stem", std::make_shared<Conv>(convOf(in, root, dim, 7)));
    levels_ = register_module("levels", std::make_shared<LayerList<DruConvs>>());
    for (std::int64_t i = 0; i < count; ++i, root *= 2) {
      levels_->add(std::make_shared<DruConvs>(root, root, dim));
      pyramid_.push_back({2 * root, uniformSizes(dim, i == 0 ? 1 : 2)});
    }
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels;
    for (std::size_t i = 0; i < levels_->size(); ++i) {
      const at::Tensor y = i == 0 ? stem_->forward(x) : maxHalved(levels.back());
      levels.push_back(joined({(*levels_)[i].forward(y, y), y}));
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  std::shared_ptr<Conv> stem_;
  std::shared_ptr<LayerList<DruConvs>> levels_;
  std::vector<PyramidLevel> pyramid_;
};

class DruDecoder : public Decoder {
 public:
  DruDecoder(const std::vector<PyramidLevel>& pyramid, std::int64_t outChannels) {
    const auto dim = static_cast<int>(pyramid.front().stride.size());
    up_ = register_module("up", std::make_shared<LayerList<ConvUnit>>());
    project_ = register_module("project", std::make_shared<LayerList<ConvUnit>>());
    stages_ = register_module("stages", std::make_shared<LayerList<DruConvs>>());
    std::int64_t in = pyramid.back().channels;
    for (std::size_t level = pyramid.size() - 1; level > 0; --level) {
      const std::int64_t skip = pyramid[level - 1].channels, out = skip / 2;
      up_->add(std::make_shared<ConvUnit>(upConvOf(in, out, dim, 3), UnitOptions{}));
      project_->add(batchConv(skip + out, out, dim, 1));
      stages_->add(std::make_shared<DruConvs>(skip + out, out, dim));
      in = out;
    }
    head_ = register_module("head", std::make_shared<Conv>(convOf(in, outChannels, dim, 1, 1, false)));
  }
  std::vector<at::Tensor> forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& /*input*/,
                                  bool /*allOutputs*/) override {
    at::Tensor x = pyramid.back();
    for (std::size_t i = 0; i < up_->size(); ++i) {
      const at::Tensor& skip = pyramid[pyramid.size() - 2 - i];
      const at::Tensor both = joined({skip, (*up_)[i].upTo(x, skip)});
      x = (*stages_)[i].forward(both, (*project_)[i].forward(both));
    }
    return {head_->forward(x)};
  }

 private:
  std::shared_ptr<LayerList<ConvUnit>> up_, project_;
  std::shared_ptr<LayerList<DruConvs>> stages_;
  std::shared_ptr<Conv> head_;
};

std::shared_ptr<Network> buildDruNet(const NetworkConfig& config) {
  auto encoder = std::make_shared<DruEncoder>(config.inChannels, config.dim,
                                              base::valueOr<std::int64_t>(config.settings, "root", 16),
                                              base::valueOr<std::int64_t>(config.settings, "stages", 5));
  auto decoder = std::make_shared<DruDecoder>(encoder->pyramid(), config.outChannels);
  return std::make_shared<DenseNetwork>(std::move(encoder), std::move(decoder));
}

}  // namespace

ArchitectureInfo druNetArchitecture() {
  constexpr const char* jafari = "Jafari et al., DRU-Net, ISBI 2020";
  ArchitectureInfo info{"dru-net", {2}, "U-Net of dense residual blocks with few weights: for small 2D collections",
                        jafari,    {},  &buildDruNet};
  info.schema.params = {
      wholeParam("root", 16, 1, 128,
                 {"channels",
                  "Channels of the first layer, doubled at each coarser stage. Lower: faster and smaller; 64 is "
                  "sixteen times as large as 16.",
                  jafari}),
      wholeParam("stages", 5, 2, 8,
                 {"", "Resolutions of the pyramid, 5 as published. Fewer: faster, sees less context.", jafari}),
      skipsParam(),
  };
  return info;
}

}  // namespace selvox::learn::architectures

// A multilayer perceptron on 2D images: every pixel an input, two hidden layers (784 - 512 - 256 for 28 x 28 pixels),
// ReLU. Images of another size are averaged or repeated to its own. It sees no neighbourhood: a yardstick, no more.

#include <algorithm>

#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/relu.h>

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/params.h"

namespace selvox::learn::architectures {
namespace {

class MlpEncoder : public Encoder {
 public:
  MlpEncoder(std::int64_t in, std::int64_t side, std::int64_t hidden) : side_(side) {
    const std::int64_t last = std::max<std::int64_t>(hidden / 2, 1);
    layers_ = register_module("layers", std::make_shared<LayerList<Linear>>());
    layers_->add(std::make_shared<Linear>(in * side * side, hidden));
    layers_->add(std::make_shared<Linear>(hidden, last));
    pyramid_.push_back({last, {side, side}});
  }
  // One vector an image; it stands at each position where an image is larger than one.
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    at::Tensor y = x;
    if (x.size(2) != side_ || x.size(3) != side_) y = at::adaptive_avg_pool2d(x, {side_, side_});
    y = y.flatten(1);
    for (std::size_t i = 0; i < layers_->size(); ++i) y = at::relu((*layers_)[i].forward(y));
    const auto cells = [&](std::int64_t axis) { return (x.size(axis) + side_ - 1) / side_; };
    return {y.view({y.size(0), y.size(1), 1, 1}).expand({-1, -1, cells(2), cells(3)})};
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  std::int64_t side_;
  std::shared_ptr<LayerList<Linear>> layers_;
  std::vector<PyramidLevel> pyramid_;
};

std::shared_ptr<Network> buildMlp(const NetworkConfig& config) {
  return std::make_shared<ClassifierNetwork>(
      std::make_shared<MlpEncoder>(config.inChannels, base::valueOr<std::int64_t>(config.settings, "side", 28),
                                   base::valueOr<std::int64_t>(config.settings, "hidden", 512)),
      config.outChannels);
}

}  // namespace

ArchitectureInfo mlpArchitecture() {
  constexpr const char* rumelhart = "Rumelhart et al., Nature 1986";
  ArchitectureInfo info{
      "mlp",     {2}, "Multilayer perceptron on pixels: a yardstick for small pictures, no segmentation",
      rumelhart, {},  &buildMlp};
  info.decodable = false;
  info.schema.params = {
      wholeParam("side", 28, 1, 256,
                 {"voxels", "Side of the image that the network sees; others are brought to it.", rumelhart}),
      wholeParam("hidden", 512, 2, 8192,
                 {"features", "Width of the first hidden layer; the second has half of it.", rumelhart}),
  };
  return info;
}

}  // namespace selvox::learn::architectures

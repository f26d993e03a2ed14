// A volume as a sequence of slices, 3D: a ResNet-18 sees each slice of the slowest axis alone, a bidirectional LSTM
// reads the mean vectors of the slices in order. The classifier takes the mean of its answers over the slices. Levels
// of the pyramid: the ResNet's, the coarsest one being the LSTM's answer for each slice, the same at every position of
// the slice.

#include <cmath>
#include <string>
#include <utility>

#include <ATen/ops/lstm.h>
#include <ATen/ops/zeros.h>

#include "core/learn/architectures/initialise.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/resnet.h"
#include "core/learn/compat/compat.h"

namespace selvox::learn::architectures {
namespace {

// One layer, both directions. Names as in torch: weight_ih_l0, …, bias_hh_l0_reverse; all U(+-1 / sqrt(hidden)).
class SliceLstm : public torch::nn::Module, public DrawsItself {
 public:
  SliceLstm(std::int64_t in, std::int64_t hidden) : hidden_(hidden) {
    for (const char* direction : {"", "_reverse"}) {
      const auto add = [&](const char* name, const Sizes& shape) {
        register_parameter(std::string(name) + "_l0" + direction, at::zeros(shape));
      };
      add("weight_ih", {4 * hidden, in});
      add("weight_hh", {4 * hidden, hidden});
      add("bias_ih", {4 * hidden});
      add("bias_hh", {4 * hidden});
    }
  }
  // (N, slices, in) -> (N, slices, 2 hidden). Float32: LibTorch 1.13 has no other on the CPU.
  at::Tensor forward(const at::Tensor& x) {
    const compat::FullPrecision guard;
    const at::Tensor y = compat::atLeastFloat(x), start = at::zeros({2, y.size(0), hidden_}, y.options());
    std::vector<at::Tensor> weights;
    for (const auto& item : named_parameters(false)) weights.push_back(item.value());
    return std::get<0>(at::lstm(y, {start, start}, weights, true, 1, 0.0, is_training(), true, true));
  }
  void draw(std::uint64_t seed, const std::string& name) override {
    for (auto& item : named_parameters(false)) {
      fillUniform(item.value(), 1.0 / std::sqrt(static_cast<double>(hidden_)), seed, name + "." + item.key());
    }
  }

 private:
  std::int64_t hidden_;
};

class LstmSlicesEncoder : public Encoder {
 public:
  explicit LstmSlicesEncoder(const NetworkConfig& config) {
    ResnetOptions options;
    options.planar = true;
    const auto hidden = base::valueOr<std::int64_t>(config.settings, "hidden", 256);
    slices_ = register_module("slices", resnetEncoder(config, options));
    lstm_ = register_module("lstm", std::make_shared<SliceLstm>(slices_->pyramid().back().channels, hidden));
    pyramid_ = slices_->pyramid();
    pyramid_.back().channels = 2 * hidden;
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels = slices_->features(x);
    const at::Tensor& last = levels.back();  // (N, C, D, h, w)
    const at::Tensor read = lstm_->forward(compat::atLeastFloat(last).flatten(3).mean(3).transpose(1, 2));
    levels.back() = read.transpose(1, 2).unsqueeze(3).unsqueeze(4).expand({-1, -1, -1, last.size(3), last.size(4)});
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  std::shared_ptr<Encoder> slices_;
  std::shared_ptr<SliceLstm> lstm_;
  std::vector<PyramidLevel> pyramid_;
};

std::shared_ptr<Network> buildLstmSlices(const NetworkConfig& config) {
  return std::make_shared<ClassifierNetwork>(std::make_shared<LstmSlicesEncoder>(config), config.outChannels);
}

}  // namespace

ArchitectureInfo lstmSlicesArchitecture() {
  constexpr const char* hochreiter = "Hochreiter & Schmidhuber, Neural Computation 1997; He et al., CVPR 2016";
  ArchitectureInfo info{
      "lstm-slices", {3}, "Each slice through a 2D network, an LSTM over the slices: for thick slices and few cases",
      hochreiter,    {},  &buildLstmSlices};
  info.schema.params = resnetParams();
  info.schema.params.push_back(
      rare(wholeParam("hidden", 256, 1, 2048,
                      {"features", "Width of the LSTM in each direction. Lower: faster and smaller.", hochreiter})));
  for (spec::Param& p : decoderParams()) info.schema.params.push_back(std::move(p));
  return info;
}

}  // namespace selvox::learn::architectures

// UNet++ (Zhou et al., DLMIA 2018): nodes x(i, j) between encoder and decoder, each of all nodes before it at its level
// and the one below. Two published forms: `classic` (32 to 512 channels, batch norm, linear interpolation upwards) and
// `monai` (32, 32, 64, 128, 256 channels, instance norm, transposed convolutions).

#include <string>

#include "core/learn/architectures/params.h"
#include "core/learn/architectures/pooled_encoder.h"

namespace selvox::learn::architectures {
namespace {

struct NestedOptions {
  UnitOptions unit{};
  bool transposed = false;
  std::int64_t outChannels = 2;
  bool allHeads = false;  // a head for every node of the finest level
};

// Names: "nodes.i_j.0.conv.weight", "up.i_j.weight", "heads.j".
class NestedDecoder : public Decoder {
 public:
  NestedDecoder(const std::vector<PyramidLevel>& pyramid, const NestedOptions& options) {
    const auto dim = static_cast<int>(pyramid.front().stride.size());
    auto nodes = register_module("nodes", std::make_shared<torch::nn::Module>("Nodes"));
    auto ups = register_module("up", std::make_shared<torch::nn::Module>("Up"));
    auto heads = register_module("heads", std::make_shared<torch::nn::Module>("Heads"));
    const std::size_t levels = pyramid.size();
    nodes_.resize(levels), ups_.resize(levels);
    for (std::size_t j = 1; j < levels; ++j) {
      for (std::size_t i = 0; i + j < levels; ++i) {
        const std::string name = std::to_string(i) + "_" + std::to_string(j);
        const std::int64_t width = pyramid[i].channels, below = pyramid[i + 1].channels;
        std::int64_t risen = below;
        if (options.transposed) {
          risen = i == 0 ? below : below / 2;
          ups_[i].push_back(ups->register_module(name, std::make_shared<Conv>(upConvOf(below, risen, dim))));
        }
        const auto beside = static_cast<std::int64_t>(j) * width;
        nodes_[i].push_back(nodes->register_module(
            name, std::make_shared<TwoUnits>(TwoUnits::Widths{beside + risen, width, width}, dim, options.unit)));
      }
      heads_.push_back(nullptr);
      if (!options.allHeads && j + 1 < levels) continue;
      heads_.back() = heads->register_module(
          std::to_string(j), std::make_shared<Conv>(convOf(pyramid.front().channels, options.outChannels, dim, 1)));
    }
  }

  std::vector<at::Tensor> forward(const std::vector<at::Tensor>& pyramid, const at::Tensor& /*input*/,
                                  bool allOutputs) override {
    std::vector<std::vector<at::Tensor>> made;
    for (const at::Tensor& level : pyramid) made.push_back({level});
    for (std::size_t j = 1; j < pyramid.size(); ++j) {
      for (std::size_t i = 0; i + j < pyramid.size(); ++i) {
        std::vector<at::Tensor> parts = made[i];
        const at::Tensor& below = made[i + 1][j - 1];
        parts.push_back(ups_[i].empty() ? linearTo(below, pyramid[i], true)
                                        : cropLike(ups_[i][j - 1]->forward(below), pyramid[i]));
        made[i].push_back(nodes_[i][j - 1]->forward(joined(std::move(parts))));
      }
    }
    std::vector<at::Tensor> outputs;
    for (std::size_t j = heads_.size(); j > 0; --j) {
      if (outputs.empty() || allOutputs) outputs.push_back(heads_[j - 1]->forward(made.front()[j]));
    }
    return outputs;
  }

 private:
  std::vector<std::vector<std::shared_ptr<TwoUnits>>> nodes_;  // [level i][j - 1]
  std::vector<std::vector<std::shared_ptr<Conv>>> ups_;
  std::vector<std::shared_ptr<Conv>> heads_;  // [j - 1]
};

std::shared_ptr<Network> buildUnetPlusPlus(const NetworkConfig& config) {
  const auto form = base::valueOr<std::string>(config.settings, "form", "auto");
  const bool monai = form == "monai" || (form == "auto" && config.dim == 3);
  const auto base = base::valueOr<std::int64_t>(config.settings, "base", 32);
  const bool deep = base::valueOr(config.settings, "deep_supervision", false);
  PooledOptions left;
  NestedOptions right;
  right.outChannels = config.outChannels;
  right.allHeads = deep || monai;  // MONAI's weights hold every head, used or not
  if (monai) {
    left.unit = right.unit = {NormKind::Instance, Act::Leaky};
    left.levels = doubling(base, 4);
    left.levels.insert(left.levels.begin(), left.levels.front());
    right.transposed = true;
  } else {
    left.levels = doubling(base, 5);
  }
  auto encoder = std::make_shared<PooledEncoder>(config.inChannels, config.dim, left);
  auto decoder = std::make_shared<NestedDecoder>(encoder->pyramid(), right);
  return std::make_shared<DenseNetwork>(std::move(encoder), std::move(decoder), deep);
}

}  // namespace

ArchitectureInfo unetPlusPlusArchitecture() {
  constexpr const char* zhou = "Zhou et al., UNet++, DLMIA 2018";
  ArchitectureInfo info{"unet++", {2, 3}, "U-Net with nested skips: few weights, much arithmetic, sharp outlines in 2D",
                        zhou,     {},     &buildUnetPlusPlus};
  info.schema.params = {
      wholeParam(
          "base", 32, 2, 256,
          {"channels", "Channels of the finest stage, doubled at each coarser one. Lower: faster and smaller.", zhou}),
      rare(choiceParam("form", "auto", {"auto", "classic", "monai"},
                       {"",
                        "Which published form. Classic: batch norm, interpolation upwards, up to 512 channels. MONAI: "
                        "instance norm, transposed convolutions, up to 256. Auto: classic in 2D, MONAI in 3D.",
                        zhou})),
      switchParam("deep_supervision", false,
                  {"", "A loss on every nested decoder. On: steadier training, slower steps.", zhou}),
      skipsParam(),
  };
  return info;
}

}  // namespace selvox::learn::architectures

#include "core/learn/methods/mae.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <utility>

#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/losses/mae.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

// Where things are moves, what things look like stays: the target is the patch itself.
augment::Settings spatialOnly() {
  augment::Settings s;
  s.gamma = s.gammaInvert = s.noise = s.blur = s.brightness = s.contrast = s.lowResolution = s.cutout = 0;
  return s;
}

class Mae : public Method {
 public:
  Mae(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : network_(std::move(network)), augment_(augmentation(config, spatialOnly())) {
    ratio_ = base::valueOr(config.settings, "mask_ratio", 0.75);
    block_ = blockSizes(config.patch, architectures::intOrAuto(config.settings, "block").value_or(16));
    loss_.normPix = base::valueOr(config.settings, "norm_pix", false);
    loss_.patch = block_;
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor target = view(batch, augment_, 0, typeOf(*network_));
    const at::Tensor mask =
        blockMask(target.sizes().vec(), block_, ratio_, batch.seed, batch.step).to(target.options());
    return {{"input", target * (1 - mask)}, {"mask", mask}, {"target", target}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor restored = network_->forward(made[0].second).front();
    return {losses::mae(made[2].second, restored, made[1].second, loss_), {}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const Tensors made = views(batch);
    const at::Tensor &input = made[0].second, &mask = made[1].second, &target = made[2].second;
    const at::Tensor restored = network_->forward(input).front().to(target.scalar_type());
    const auto first = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    std::vector<Preview> all{{"target", "Original patch", "image", first(target)},
                             {"mask", "Hidden blocks", "mask", first(mask)[0]},
                             {"masked", "What the network sees", "image", first(input)}};
    // With norm_pix the network predicts blocks in units of their own spread, which is no picture beside the others.
    if (!loss_.normPix) {
      all.push_back({"restored", "What the network makes of it", "image", first(input + restored * mask)});
    }
    return all;
  }

  std::shared_ptr<torch::nn::Module> trainable() override { return network_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }
  void to(const at::Device& device) override { network_->to(device); }
  void train(bool on) override { network_->train(on); }

 private:
  std::shared_ptr<architectures::Network> network_;
  augment::Settings augment_;
  double ratio_ = 0.75;
  std::vector<std::int64_t> block_;
  losses::MaeOptions loss_;
};

// Writes one hidden block of one sample; coordinates beyond the edge are cut off.
void hide(float* sample, const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& block,
          const std::vector<std::int64_t>& cells, std::int64_t index) {
  std::array<std::int64_t, 3> low{}, high{1, 1, 1}, side{1, 1, 1};
  for (std::size_t a = shape.size(), o = 3; a-- > 0;) {
    --o;
    const std::int64_t cell = index % cells[a];
    index /= cells[a];
    side[o] = shape[a];
    low[o] = cell * block[a];
    high[o] = std::min(low[o] + block[a], shape[a]);
  }
  for (std::int64_t z = low[0]; z < high[0]; ++z) {
    for (std::int64_t y = low[1]; y < high[1]; ++y) {
      float* row = sample + (z * side[1] + y) * side[2];
      std::fill(row + low[2], row + high[2], 1.0f);
    }
  }
}

}  // namespace

std::vector<std::int64_t> blockSizes(const std::vector<std::int64_t>& patch, std::int64_t block) {
  std::vector<std::int64_t> sizes;
  for (const std::int64_t side : patch) {
    std::int64_t b = std::max<std::int64_t>(block, 1);
    while (b > 1 && side / b < 4) b /= 2;
    sizes.push_back(b);
  }
  return sizes;
}

at::Tensor blockMask(const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& block, double ratio,
                     std::uint64_t seed, std::int64_t step) {
  const std::vector<std::int64_t> space(shape.begin() + 2, shape.end());
  std::vector<std::int64_t> cells, full{shape[0], 1};
  for (std::size_t a = 0; a < space.size(); ++a) cells.push_back((space[a] + block[a] - 1) / block[a]);
  full.insert(full.end(), space.begin(), space.end());
  const auto count = [](const std::vector<std::int64_t>& v) {
    return std::accumulate(v.begin(), v.end(), std::int64_t{1}, std::multiplies<>());
  };
  at::Tensor mask = at::empty(full).zero_();
  std::vector<std::int64_t> order(static_cast<std::size_t>(count(cells)));
  const auto total = static_cast<std::int64_t>(order.size());
  const std::int64_t hidden = std::clamp<std::int64_t>(std::llround(ratio * static_cast<double>(total)), 1,
                                                       std::max<std::int64_t>(total - 1, 1));
  for (std::int64_t n = 0; n < shape[0]; ++n) {
    base::Rng rng(seed, base::Purpose::Mask, static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(n * 64));
    std::iota(order.begin(), order.end(), 0);
    base::shuffle(order, rng);
    float* sample = mask.data_ptr<float>() + n * count(space);
    for (std::int64_t i = 0; i < hidden; ++i) hide(sample, space, block, cells, order[static_cast<std::size_t>(i)]);
  }
  return mask;
}

spec::ParamSchema maeSchema() {
  constexpr const char* wald = "Wald et al., Revisiting MAE pre-training for 3D medical image segmentation, CVPR 2025";
  spec::ParamSchema schema;
  schema.params = {
      number(
          "mask_ratio", 0.75, 0.05, 0.95,
          {"", "Share of the patch that is hidden. Higher makes the task harder and the features more global.", wald}),
      integer(
          "block", nullptr, 1, 64,
          {"voxels",
           "Side of the hidden blocks. Larger asks for anatomy, smaller for texture. Auto: 16, halved along each axis "
           "until four blocks fit.",
           wald}),
      toggle(
          "norm_pix", false,
          {"",
           "Each block is compared in units of its own mean and spread. On stresses texture; needs a patch that whole "
           "blocks fill.",
           "He et al., Masked autoencoders, CVPR 2022"}),
  };
  return schema;
}

base::Json maeTrainDefaults() {
  return {{"train.optimizer", "adamw"},  {"train.lr", 1e-3},       {"augment.gamma", 0.0},
          {"augment.gamma_invert", 0.0}, {"augment.noise", 0.0},   {"augment.blur", 0.0},
          {"augment.brightness", 0.0},   {"augment.contrast", 0.0}};
}

base::Result<std::unique_ptr<Method>> buildMae(const MethodConfig& config) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "mae needs a patch with one side per axis.");
  }
  const auto block = blockSizes(config.patch, architectures::intOrAuto(config.settings, "block").value_or(16));
  for (std::size_t a = 0; a < block.size(); ++a) {
    if (base::valueOr(config.settings, "norm_pix", false) && config.patch[a] % block[a] != 0) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        "mae with norm_pix needs a patch that whole blocks fill: a side of " +
                            std::to_string(config.patch[a]) + " is no multiple of the block's " +
                            std::to_string(block[a]) + ". Change train.patch or block.");
    }
  }
  architectures::NetworkConfig network = config.network;
  network.outChannels = network.inChannels;
  if (!network.settings.is_object()) network.settings = base::Json::object();
  network.settings["deep_supervision"] = false;
  SELVOX_TRY(auto built, architectures::buildDense(config.arch, network, config.seed));
  return std::make_unique<Mae>(std::move(built), config);
}

}  // namespace selvox::learn::methods

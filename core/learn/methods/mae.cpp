// Masked reconstruction with a U-Net: the CNN form of MAE (Wald et al., Revisiting MAE pre-training for 3D, CVPR 2025).
// A network of tokens takes the other form: mae_tokens.cpp.

#include <string>
#include <utility>

#include <c10/core/GradMode.h>

#include "core/learn/architectures/settings.h"
#include "core/learn/losses/mae.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/mae_tokens.h"
#include "core/learn/methods/masks.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

class Mae : public HeadedMethod {
 public:
  Mae(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, spatialOnly(), true) {
    ratio_ = base::valueOr(config.settings, "mask_ratio", 0.75);
    block_ = blockSizes(config.patch, architectures::intOrAuto(config.settings, "block").value_or(16));
    loss_.normPix = base::valueOr(config.settings, "norm_pix", false);
    loss_.patch = block_;
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor target = view(batch, 0);
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

 private:
  double ratio_ = 0.75;
  std::vector<std::int64_t> block_;
  losses::MaeOptions loss_;
};

base::Result<std::unique_ptr<Method>> buildMae(const MethodConfig& config) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "mae needs a patch with one side per axis.");
  }
  if (onTokens(config)) return buildTokenMae(config);
  const auto block = blockSizes(config.patch, architectures::intOrAuto(config.settings, "block").value_or(16));
  for (std::size_t a = 0; a < block.size(); ++a) {
    if (base::valueOr(config.settings, "norm_pix", false) && config.patch[a] % block[a] != 0) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        "mae with norm_pix needs a patch that whole blocks fill: a side of " +
                            std::to_string(config.patch[a]) + " is no multiple of the block's " +
                            std::to_string(block[a]) + ". Change train.patch or block.");
    }
  }
  SELVOX_TRY(auto network, denseNetwork(config, config.network.inChannels));
  return std::make_unique<Mae>(std::move(network), config);
}

}  // namespace

MethodInfo maeInfo() {
  constexpr const char* wald = "Wald et al., Revisiting MAE pre-training for 3D medical image segmentation, CVPR 2025";
  MethodInfo info{"mae",
                  "generative",
                  {2, 3},
                  "Hide blocks of a patch and restore them; trains encoder and decoder, of a transformer the encoder",
                  "Wald et al., CVPR 2025; He et al., CVPR 2022"};
  info.schema.params = {
      number(
          "mask_ratio", 0.75, 0.05, 0.95,
          {"", "Share of the patch that is hidden. Higher makes the task harder and the features more global.", wald}),
      integer(
          "block", nullptr, 1, 64,
          {"voxels",
           "Side of the hidden blocks. Larger asks for anatomy, smaller for texture. Auto: 16, halved along each axis "
           "until four blocks fit. A transformer hides its own tokens instead.",
           wald}),
      toggle(
          "norm_pix", false,
          {"",
           "Each block is compared in units of its own mean and spread. On stresses texture; needs a patch that whole "
           "blocks fill.",
           "He et al., Masked autoencoders, CVPR 2022"}),
  };
  for (spec::Param& param : tokenDecoderParams()) info.schema.params.push_back(std::move(param));
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildMae;
  return info;
}

}  // namespace selvox::learn::methods

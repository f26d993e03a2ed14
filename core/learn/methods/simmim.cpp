// SimMIM: hidden blocks are replaced by a learned token, the encoder sees all, one linear layer restores them (Xie et
// al., CVPR 2022). Transformers replace tokens; other networks get a learned block in their input.

#include <algorithm>
#include <utility>

#include <ATen/ops/where.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/settings.h"
#include "core/learn/architectures/transformer.h"
#include "core/learn/losses/mae.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/masks.h"
#include "core/learn/methods/multi_crop.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/token_masks.h"

namespace selvox::learn::methods {
namespace {

using architectures::Sizes;

// Whole tokens along every axis.
std::vector<std::int64_t> unitSizes(const MethodConfig& config, const architectures::TokenEncoder* encoder) {
  auto unit = blockSizes(config.patch, architectures::intOrAuto(config.settings, "unit").value_or(32));
  for (std::size_t a = 0; encoder != nullptr && a < unit.size(); ++a) {
    const std::int64_t token = encoder->tokenSize()[a];
    unit[a] = std::max(unit[a] / token, std::int64_t{1}) * token;
  }
  return unit;
}

class Simmim : public HeadedMethod {
 public:
  Simmim(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, spatialOnly()),
        ratio_(base::valueOr(config.settings, "mask_ratio", 0.6)),
        encoder_(architectures::tokenEncoder(*network_)),
        unit_(unitSizes(config, encoder_.get())),
        stride_(coarsestStride(*network_, config.patch.size())) {
    std::int64_t values = config.network.inChannels;
    for (const std::int64_t side : stride_) values *= side;
    head_ = addHead("pixels", std::make_shared<architectures::Projection>(network_->channels().back(), values));
    Sizes block{encoder_ ? encoder_->width() : config.network.inChannels};
    if (!encoder_) block.insert(block.end(), unit_.begin(), unit_.end());
    token_ = addHead("mask_token", std::make_shared<architectures::LearnedToken>(block));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor target = view(batch, 0);
    TokenMask mask;
    if (encoder_) {
      mask = unitMask(*encoder_, target, unit_, ratio_, batch);
    } else {
      mask.voxels = blockMask(target.sizes().vec(), unit_, ratio_, batch.seed, batch.step).to(target.options());
    }
    Tensors made{{"input", target * (1 - mask.voxels)}, {"mask", mask.voxels}, {"target", target}};
    if (encoder_) made.emplace_back("hidden", mask.tokens);
    return made;
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    return {losses::simmim(made[2].second, restore(made), made[1].second), {}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const Tensors made = views(batch);
    const at::Tensor &input = made[0].second, &mask = made[1].second, &target = made[2].second;
    const at::Tensor restored = restore(made).to(target.scalar_type());
    const auto first = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    return {{"target", "Original patch", "image", first(target)},
            {"mask", "Hidden blocks", "mask", first(mask)[0]},
            {"masked", "What the network sees", "image", first(input)},
            {"restored", "What the network makes of it", "image", first(input + restored * mask)}};
  }

 private:
  // The learned block at every hidden one's place.
  at::Tensor covered(const at::Tensor& input, const at::Tensor& mask) const {
    at::Tensor block = token_->value().unsqueeze(0);
    for (std::size_t a = 0; a < unit_.size(); ++a) {
      const auto axis = static_cast<std::int64_t>(a) + 2;
      std::vector<std::int64_t> times(unit_.size() + 2, 1);
      times[a + 2] = (input.size(axis) + unit_[a] - 1) / unit_[a];
      block = block.repeat(times);
    }
    block = architectures::cropLike(block, input).to(input.scalar_type());
    return at::where(mask.gt(0.5), block, input);
  }

  at::Tensor restore(const Tensors& made) {
    const at::Tensor& input = made[0].second;
    Sizes grid;
    at::Tensor seen;
    if (encoder_) {
      grid = encoder_->grid(input.sizes().slice(2));
      seen = encoder_->encode(input, made[3].second, token_->value()).patches;
    } else {
      const at::Tensor level = network_->features(covered(input, made[1].second)).back();
      grid = level.sizes().slice(2).vec();
      seen = level.flatten(2).transpose(1, 2);
    }
    return architectures::cropLike(losses::unpatchify(head_->forward(seen), grid, stride_), input);
  }

  double ratio_;
  std::shared_ptr<architectures::TokenEncoder> encoder_;  // null: a network without tokens
  std::vector<std::int64_t> unit_, stride_;
  std::shared_ptr<architectures::Projection> head_;
  std::shared_ptr<architectures::LearnedToken> token_;
};

base::Result<std::unique_ptr<Method>> buildSimmim(const MethodConfig& config) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "simmim needs a patch with one side per axis.");
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  if (const auto encoder = architectures::tokenEncoder(*network)) {
    SELVOX_CHECK(enoughTokens(config, *encoder, "simmim"));
  }
  return std::make_unique<Simmim>(std::move(network), config);
}

}  // namespace

MethodInfo simmimInfo() {
  constexpr const char* xie = "Xie et al., SimMIM, CVPR 2022";
  MethodInfo info{"simmim",
                  "generative",
                  {2, 3},
                  "Hide blocks behind a learned token and restore them by one linear layer; trains the encoder alone",
                  xie};
  info.schema.params = {
      number(
          "mask_ratio", 0.6, 0.05, 0.95,
          {"", "Share of the patch that is hidden. Higher makes the task harder and the features more global.", xie}),
      integer(
          "unit", nullptr, 1, 128,
          {"voxels",
           "Side of the hidden blocks, for a transformer a multiple of its tokens. Larger asks for anatomy, smaller "
           "for texture. Auto: 32, halved along each axis until four blocks fit.",
           xie}),
  };
  info.trainDefaults = restorativeTrainDefaults();
  info.build = &buildSimmim;
  return info;
}

}  // namespace selvox::learn::methods

// Next-block prediction. A patch is read in blocks, in raster order; the encoder, an ordinary one, sees the blocks
// before a drawn place and zeros after it, and from its features above the next block (every level, and the mean of the
// coarsest) a head tells that block.
// 2D: p(block | before) = prod over its pixels of p(pixel | pixels of the block before it, blocks before), each a
// softmax over a palette: an exact autoregressive likelihood of the patch, of which every step draws one factor a
// sample (after iGPT, Chen et al., ICML 2020, with an encoder that transfers in place of a transformer over pixels).
// 3D: the block's voxels at once, squared error (after AIM, El-Nouby et al., ICML 2024).

#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/compat/compat.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/masks.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/raster.h"

namespace selvox::learn::methods {
namespace {

Raster rasterOf(const MethodConfig& config) {
  return {config.patch, blockSizes(config.patch, base::valueOr<std::int64_t>(config.settings, "block", 8))};
}

class Autoregressive : public HeadedMethod {
 public:
  Autoregressive(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, spatialOnly()), raster_(rasterOf(config)) {
    const base::Json& s = config.settings;
    palette_ = {base::valueOr<std::int64_t>(s, "bins", 64), base::valueOr(s, "reach", 3.0)};
    normPix_ = base::valueOr(s, "norm_pix", false);
    const std::int64_t width = base::valueOr<std::int64_t>(s, "hidden", 128);
    const std::vector<std::int64_t> channels = network_->channels();
    const std::int64_t known = std::accumulate(channels.begin(), channels.end(), channels.back());
    if (config.network.dim == 2) {
      pixels_ = addHead("pixels", std::make_shared<PixelHead>(known, width, palette_.bins));
      return;
    }
    std::int64_t voxels = config.network.inChannels;
    for (const std::int64_t side : raster_.block) voxels *= side;
    block_ = addHead("block", std::make_shared<Mlp>(known, width, voxels, architectures::NormKind::None));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor image = view(batch, 0);
    const auto next = drawNext(batch, image.size(0));
    const at::Tensor known = raster_.known(next).to(image.options());
    return {{"input", image * known}, {"mask", 1 - known}, {"target", raster_.cut(image, next)}, {"original", image}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const auto next = drawNext(batch, made[0].second.size(0));
    const at::Tensor known = raster_.columns(network_->features(made[0].second), next);
    return pixels_ ? pixelStep(made[2].second, known) : blockStep(made[2].second, known);
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const Tensors made = views(batch);
    const at::Tensor input = made[0].second.narrow(0, 0, 1);
    const std::vector<std::int64_t> next = drawNext(batch, 1);
    const at::Tensor known = raster_.columns(network_->features(input), next);
    at::Tensor whole = input.clone(), asked = at::zeros_like(input);
    paste(whole[0], next.front(), answer(made[2].second.narrow(0, 0, 1), known)[0]);
    paste(asked[0], next.front(), at::ones_like(made[2].second[0]));
    const auto shown = [](const at::Tensor& t) { return t.to(at::kFloat).contiguous().cpu(); };
    std::vector<Preview> all{{"target", "Original patch", "image", shown(made[3].second[0])},
                             {"masked", "What the network sees", "image", shown(input[0])},
                             {"mask", "The block that comes next", "mask", shown(asked[0][0]),
                              "block " + std::to_string(next.front() + 1) + " of " + std::to_string(raster_.blocks())}};
    if (!normPix_ || pixels_) {
      all.push_back({"restored", "With the block that the network expects", "image", shown(whole[0])});
    }
    return all;
  }

  // 2D: every colour as likely as any.
  [[nodiscard]] double chance() const override {
    return pixels_ ? std::log(static_cast<double>(palette_.bins)) : std::numeric_limits<double>::quiet_NaN();
  }

 private:
  // Which block each sample is asked: any but the first, before which nothing is known.
  [[nodiscard]] std::vector<std::int64_t> drawNext(const Batch& batch, std::int64_t samples) const {
    std::vector<std::int64_t> next;
    for (std::int64_t n = 0; n < samples; ++n) {
      base::Rng rng(batch.seed, base::Purpose::Mask, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(n * 64));
      next.push_back(1 + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(raster_.blocks() - 1))));
    }
    return next;
  }

  StepOutput pixelStep(const at::Tensor& target, const at::Tensor& known) {
    const at::Tensor codes = palette_.codes(target).squeeze(1);
    const at::Tensor coloured = palette_.values(codes, target.scalar_type()).unsqueeze(1);
    const at::Tensor logits = compat::atLeastFloat(pixels_->forward(coloured, known));
    const compat::FullPrecision guard;
    const at::Tensor loss = at::cross_entropy_loss(logits, codes);
    const at::Tensor right = logits.detach().argmax(1).eq(codes).to(at::kFloat).mean();
    return {loss, {{"autoregressive/bits", loss.detach() / std::log(2.0)}, {"autoregressive/accuracy", right}}};
  }

  StepOutput blockStep(const at::Tensor& target, const at::Tensor& known) {
    const compat::FullPrecision guard;
    at::Tensor wanted = compat::atLeastFloat(target).flatten(1);
    if (normPix_) {
      wanted = (wanted - wanted.mean(1, true)) / (wanted.var({1}, true, true) + 1e-6).sqrt();
    }
    const at::Tensor loss = at::mse_loss(compat::atLeastFloat(block_->forward(known.to(type()))), wanted);
    return {loss, {{"autoregressive/explained", (1 - loss / wanted.var(false).clamp_min(1e-12)).detach()}}};
  }

  // The block as the network expects it: 2D pixel after pixel, each the mean of what it may be; 3D at once.
  at::Tensor answer(const at::Tensor& like, const at::Tensor& known) {
    if (!pixels_) return block_->forward(known.to(type())).view_as(like).to(like.scalar_type());
    at::Tensor block = at::zeros_like(like);
    const at::Tensor colours = palette_.values(at::arange(palette_.bins, like.options().dtype(at::kLong)), at::kFloat);
    for (std::int64_t y = 0; y < like.size(2); ++y) {
      for (std::int64_t x = 0; x < like.size(3); ++x) {
        const at::Tensor p = at::softmax(pixels_->forward(block, known)[0].select(1, y).select(1, x).to(at::kFloat), 0);
        block[0][0][y][x].copy_((p * colours).sum());
      }
    }
    return block;
  }

  void paste(at::Tensor whole, std::int64_t index, const at::Tensor& block) const {
    const auto low = raster_.origin(index);
    for (std::size_t a = 0; a < low.size(); ++a) {
      whole = whole.narrow(static_cast<std::int64_t>(a) + 1, low[a], raster_.block[a]);
    }
    whole.copy_(block);
  }

  Raster raster_;
  Palette palette_;
  bool normPix_ = false;
  std::shared_ptr<PixelHead> pixels_;  // 2D
  std::shared_ptr<Mlp> block_;         // 3D
};

base::Result<std::unique_ptr<Method>> buildAutoregressive(const MethodConfig& config) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "autoregressive needs a patch with one side per axis.");
  }
  if (config.network.dim == 2 && config.network.inChannels != 1) {
    return base::fail(base::ErrorCode::Unsupported, "autoregressive in 2D needs images of one channel.");
  }
  const Raster raster = rasterOf(config);
  std::int64_t voxels = 1;
  for (const std::int64_t side : raster.block) voxels *= side;
  if (raster.blocks() < 2 || (base::valueOr(config.settings, "norm_pix", false) && voxels < 2)) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "autoregressive needs a patch of two blocks and more; enlarge train.patch.");
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<Autoregressive>(std::move(network), config);
}

}  // namespace

MethodInfo autoregressiveInfo() {
  constexpr const char *chen = "Chen et al., Generative pretraining from pixels, ICML 2020",
                       *aim = "El-Nouby et al., Scalable pre-training of large autoregressive image models, ICML 2024";
  MethodInfo info{"autoregressive",
                  "generative",
                  {2, 3},
                  "Read a patch block by block and tell the next one: its pixels on a palette (2D), its voxels (3D)",
                  "Chen et al., ICML 2020; El-Nouby et al., ICML 2024"};
  info.schema.params = {
      integer("block", 8, 1, 64,
              {"voxels",
               "Side of the blocks. Larger asks for more of what is not known yet. Halved along each axis until four "
               "fit.",
               aim}),
      integer("bins", 64, 2, 256, {"colours", "2D: colours of the palette. More is finer and slower to learn.", chen}),
      number("reach", 3.0, 0.5, 10.0,
             {"standard deviations",
              "2D: the palette spans this much on either side of the mean; beyond it is cut off.", chen}),
      toggle("norm_pix", false,
             {"", "3D: each block is told in units of its own mean and spread. On stresses texture.", aim}),
      headWidth("hidden", 128, "Width of the head that tells the block.", aim),
  };
  info.schema.params[2].advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  info.build = &buildAutoregressive;
  return info;
}

}  // namespace selvox::learn::methods

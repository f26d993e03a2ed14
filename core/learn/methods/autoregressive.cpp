// Next-block prediction. A patch is read in blocks, in raster order; the encoder, an ordinary one, sees the blocks
// before a drawn place and zeros after it, and from its features above the next block (every level, and the mean of the
// coarsest) a head tells that block.
// 2D: p(block | before) = prod over its pixels of p(pixel | pixels of the block before it, blocks before), each a
// softmax over a palette, of even bins or of colours found by k-means: an exact autoregressive likelihood of the patch,
// of which every step draws one factor a sample (after iGPT, Chen et al., ICML 2020, with an encoder that transfers in
// place of a transformer over pixels). 3D: the block's voxels at once, squared error (after AIM, El-Nouby et al., ICML
// 2024).

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/compat/compat.h"
#include "core/learn/methods/clusters.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/masks.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/raster.h"
#include "core/learn/ranks/ranks.h"

namespace selvox::learn::methods {
namespace {

constexpr std::int64_t kPaletteSteps = 16;  // from so many first steps come the pixels that a palette is fitted to
constexpr std::int64_t kPixelsPerColour = 64;
constexpr int kPaletteStream = 40;

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
      const std::int64_t colours = config.network.inChannels;
      pixels_ = addHead("pixels", std::make_shared<PixelHead>(known, width, palette_.bins, colours));
      if (fitted(config)) keepPalette(colours);
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
    if (waits()) return gather(made[3].second, known, batch);
    return pixels_ ? pixelStep(made[2].second, known) : blockStep(made[2].second, known);
  }

  void afterOptimizerStep(std::int64_t /*step*/, std::int64_t steps) override {
    for (const at::Tensor& drawn : pending_) {
      writeRing(*memory_, *pointer_, drawn);
      filled_->add_(drawn.size(0)).clamp_(0, memory_->size(0));
    }
    pending_.clear();
    if (!waits()) return;
    gathered_->add_(1);
    if (gathered_->item<std::int64_t>() < std::clamp<std::int64_t>(steps / 8, 1, kPaletteSteps)) return;
    const c10::AutoGradMode noGradients(false);
    const at::Tensor pixels = memory_->narrow(0, 0, filled_->item<std::int64_t>());
    const at::Tensor found = kMeans(pixels, palette_.bins, 50, {seed_, base::Purpose::Method, 0, kPaletteStream});
    table_->copy_(found.index_select(0, found.mean(1).argsort()));  // dark to bright
    ready_->fill_(1);
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const Tensors made = views(batch);
    const at::Tensor input = made[0].second.narrow(0, 0, 1);
    const std::vector<std::int64_t> next = drawNext(batch, 1);
    const at::Tensor known = raster_.columns(network_->features(input), next);
    const bool answers = pixels_ ? !waits() : !normPix_;
    at::Tensor whole = input.clone(), asked = at::zeros_like(input);
    if (answers) paste(whole[0], next.front(), answer(made[2].second.narrow(0, 0, 1), known)[0]);
    paste(asked[0], next.front(), at::ones_like(made[2].second[0]));
    const auto shown = [](const at::Tensor& t) { return t.to(at::kFloat).contiguous().cpu(); };
    std::vector<Preview> all{{"target", "Original patch", "image", shown(made[3].second[0])},
                             {"masked", "What the network sees", "image", shown(input[0])},
                             {"mask", "The block that comes next", "mask", shown(asked[0][0]),
                              "block " + std::to_string(next.front() + 1) + " of " + std::to_string(raster_.blocks())}};
    if (answers) {
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

  static bool fitted(const MethodConfig& config) {
    return base::valueOr<std::string>(config.settings, "palette", "uniform") == "kmeans";
  }

  void keepPalette(std::int64_t channels) {
    memory_ = &keep("palette.pixels", at::zeros({kPixelsPerColour * palette_.bins, channels}));
    pointer_ = &keep("palette.pointer", at::zeros({1}, at::kLong));
    filled_ = &keep("palette.filled", at::zeros({1}, at::kLong));
    gathered_ = &keep("palette.steps", at::zeros({1}, at::kLong));
    table_ = &keep("palette.colours", at::zeros({palette_.bins, channels}));
    ready_ = &keep("palette.ready", at::zeros({1}, at::kLong));
  }

  // A palette by k-means is still to be fitted.
  [[nodiscard]] bool waits() const { return ready_ != nullptr && ready_->item<std::int64_t>() == 0; }

  // Nothing is asked before there is a palette: the batch gives pixels for it, drawn at random. The loss is that of one
  // who knows nothing.
  StepOutput gather(const at::Tensor& images, const at::Tensor& known, const Batch& batch) {
    if (network_->is_training()) {
      const at::Tensor rows = images.detach().movedim(1, -1).flatten(0, -2);
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step), kPaletteStream);
      std::vector<std::int64_t> drawn(static_cast<std::size_t>(memory_->size(0) / kPaletteSteps));
      for (std::int64_t& at : drawn) {
        at = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(rows.size(0))));
      }
      pending_.push_back(ranks::gatherRows(rows.index_select(0, at::tensor(drawn, at::kLong).to(rows.device()))));
    }
    return {compat::atLeastFloat(known).sum() * 0 + chance(), {}};
  }

  [[nodiscard]] at::Tensor codesOf(const at::Tensor& images) const {  // (N, C, h, w) -> (N, h, w)
    return table_ != nullptr ? ColourTable{*table_}.codes(images) : palette_.codes(images).squeeze(1);
  }
  [[nodiscard]] at::Tensor coloursOf(const at::Tensor& codes, at::ScalarType type) const {  // (N, …) -> (N, C, …)
    return table_ != nullptr ? ColourTable{*table_}.values(codes, type) : palette_.values(codes, type).unsqueeze(1);
  }

  StepOutput pixelStep(const at::Tensor& target, const at::Tensor& known) {
    const at::Tensor codes = codesOf(target);
    const at::Tensor coloured = coloursOf(codes, target.scalar_type());
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
    const at::Tensor colours = coloursOf(at::arange(palette_.bins, like.options().dtype(at::kLong)), at::kFloat);
    for (std::int64_t y = 0; y < like.size(2); ++y) {
      for (std::int64_t x = 0; x < like.size(3); ++x) {
        const at::Tensor p = at::softmax(pixels_->forward(block, known)[0].select(1, y).select(1, x).to(at::kFloat), 0);
        block[0].select(2, x).select(1, y).copy_(at::matmul(p, colours));
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
  at::Tensor *memory_ = nullptr, *pointer_ = nullptr, *filled_ = nullptr, *gathered_ = nullptr, *table_ = nullptr,
             *ready_ = nullptr;      // of a palette by k-means
  std::vector<at::Tensor> pending_;  // pixels of the batches since the last step of the optimizer
  bool normPix_ = false;
  std::shared_ptr<PixelHead> pixels_;  // 2D
  std::shared_ptr<Mlp> block_;         // 3D
};

base::Result<std::unique_ptr<Method>> buildAutoregressive(const MethodConfig& config) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "autoregressive needs a patch with one side per axis.");
  }
  if (config.network.dim == 2 && config.network.inChannels != 1 &&
      base::valueOr<std::string>(config.settings, "palette", "uniform") == "uniform") {
    return base::fail(base::ErrorCode::Unsupported,
                      "autoregressive in 2D has even bins for images of one channel only; set palette=kmeans for "
                      "coloured ones.");
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
      choice("palette", "uniform", {"uniform", "kmeans"},
             {"",
              "2D: where the colours come from. uniform: even bins of grey. kmeans: fitted to pixels of the first 16 "
              "steps, before which nothing is learned; finer where most values lie, and for coloured images.",
              chen}),
      integer(
          "bins", 64, 2, 512,
          {"colours", "2D: colours of the palette. More is finer and slower to learn; for coloured images 512.", chen}),
      number("reach", 3.0, 0.5, 10.0,
             {"standard deviations", "2D: even bins span this much on either side of the mean; beyond it is cut off.",
              chen}),
      toggle("norm_pix", false,
             {"", "3D: each block is told in units of its own mean and spread. On stresses texture.", aim}),
      headWidth("hidden", 128, "Width of the head that tells the block.", aim),
  };
  info.schema.params[3].advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  info.build = &buildAutoregressive;
  return info;
}

}  // namespace selvox::learn::methods

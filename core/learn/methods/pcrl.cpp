// PCRL, second form: contrast at one decoder scale a step, and restoration (Zhou et al., A unified visual information
// preservation framework, TPAMI 2023).
//
// Two global views and some local ones of each patch; greys of every view are altered. A decoder without skips restores
// the unaltered global views. At decoder scale s, drawn anew at every step, the pooled map of a view goes through
// projector g_s and predictor q_s; D(a, b) = -(cos(q g a, sg(g b)) + cos(q g b, sg(g a))) / 2 and
//     L = D(global 1, global 2) + mean over global i, local j of D(global i, local j)
//         + MSE(restored) + beta MSE(middle scale, enlarged),   beta = (1 + cos(pi k / K)) / 2.

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/scalar_tensor.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/augment/intensity.h"
#include "core/learn/compat/compat.h"
#include "core/learn/losses/byol.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/placed_views.h"
#include "core/learn/methods/plain_decoder.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

using architectures::Encoder;

constexpr int kFirstLocalStream = 8;
constexpr double kLocalSide = 0.5;  // of the patch's

// Local views are half the patch's size, but never so small that the coarsest level holds a single position.
std::vector<std::int64_t> localSize(const Encoder& encoder, const std::vector<std::int64_t>& patch) {
  std::vector<std::int64_t> size = patch;
  for (std::size_t axis = 0; axis < size.size(); ++axis) {
    std::int64_t total = 1;
    for (const auto& level : encoder.pyramid()) total *= level.stride[axis];
    size[axis] = std::min(patch[axis], std::max<std::int64_t>((patch[axis] + 1) / 2, 2 * total));
  }
  return size;
}

// A box of half the patch's side somewhere in it, mirrored and turned as `settings` say.
augment::Rows localRows(const augment::Settings& settings, const augment::Key& key, int sample,
                        const augment::Grid& patch, const augment::Grid& out, int dim) {
  augment::Settings own = settings;
  own.cropLow = 1.0;
  augment::Rows rows = augment::drawAffine(own, key, sample, dim, patch, out);
  base::Rng rng(key.seed, base::Purpose::Method, static_cast<std::uint64_t>(key.step),
                static_cast<std::uint64_t>(sample) * 64 + static_cast<std::uint64_t>(key.stream));
  for (std::size_t i = 0; i < 3; ++i) {
    const auto side = static_cast<double>(patch.size[i]);
    const double room = i < static_cast<std::size_t>(dim) ? side * (1 - kLocalSide) : 0.0;
    double offset = (side - 1) / 2 + room * rng.uniform(-0.5, 0.5);
    for (std::size_t j = 0; j < 3; ++j) {
      const auto width = static_cast<double>(out.size[j]);
      if (j < static_cast<std::size_t>(dim)) rows[i * 4 + j] *= kLocalSide * static_cast<double>(patch.size[j]) / width;
      offset -= rows[i * 4 + j] * (width - 1) / 2;
    }
    rows[i * 4 + 3] = offset;
  }
  return rows;
}

class Pcrl : public HeadedMethod {
 public:
  Pcrl(std::shared_ptr<architectures::Network> network, const Encoder& encoder, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, augment::contrastiveDefaults()),
        locals_(base::valueOr(config.settings, "local_views", 2)),
        localSize_(localSize(encoder, config.patch)) {
    decoder_ = addHead("restorer", std::make_shared<PlainDecoder>(encoder.pyramid(), config.network.inChannels));
    const auto hidden = base::valueOr<std::int64_t>(config.settings, "hidden", 256);
    const auto out = base::valueOr<std::int64_t>(config.settings, "out", 128);
    const auto norm = headNorm(config.settings, config.network.dim);
    for (std::size_t s = 0; s < decoder_->widths().size(); ++s) {
      const std::string scale = std::to_string(s);
      projectors_.push_back(
          addHead("projector" + scale, std::make_shared<Mlp>(decoder_->widths()[s], hidden, out, norm)));
      predictors_.push_back(addHead("predictor" + scale, std::make_shared<Mlp>(out, hidden, out, norm)));
    }
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    Tensors all;
    for (int v = 0; v < 2; ++v) {
      const std::string number = std::to_string(v + 1);
      const auto [target, input] = globalView(batch, v);
      all.emplace_back("input" + number, input);
      all.emplace_back("target" + number, target);
    }
    for (int l = 0; l < locals_; ++l) all.emplace_back("local" + std::to_string(l + 1), localView(batch, l));
    return all;
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const std::int64_t n = batch.images.size(0);
    const std::size_t scale = scaleAt(batch);
    const at::Tensor input = at::cat({made[0].second, made[2].second}, 0);
    const at::Tensor target = at::cat({made[1].second, made[3].second}, 0);
    const PlainDecoder::Output decoded = decoder_->forward(network_->features(input), input);
    const Pair both = embedded(decoded.scales[scale], scale);
    const Pair first = both.part(0, n), second = both.part(n, n);
    const at::Tensor contrast = distance(first, second);
    const at::Tensor restoration = at::mse_loss(compat::atLeastFloat(decoded.restored), target);
    const double beta = 0.5 * (1 + std::cos(std::numbers::pi * static_cast<double>(batch.step) /
                                            static_cast<double>(std::max<std::int64_t>(batch.steps, 1))));
    StepOutput out{contrast + restoration, metrics::collapsePanel(first.z.detach(), second.z.detach())};
    out.metrics.emplace_back("loss/contrast", contrast.detach());
    out.metrics.emplace_back("loss/restoration", restoration.detach());
    if (decoded.middle.defined()) {
      const at::Tensor middle = at::mse_loss(decoded.middle, target);
      out.loss = out.loss + beta * middle;
      out.metrics.emplace_back("loss/middle", middle.detach());
    }
    if (locals_ > 0) {
      const at::Tensor local = localLoss(made, first, second, scale, n);
      out.loss = out.loss + local;
      out.metrics.emplace_back("loss/local", local.detach());
    }
    out.metrics.emplace_back("pcrl/scale", at::scalar_tensor(static_cast<double>(scale)));
    out.metrics.emplace_back("pcrl/beta", at::scalar_tensor(beta));
    return out;
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode network(*network_), heads(*trainable());
    const Tensors made = views(batch);
    const auto first = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    const at::Tensor one = made[0].second.narrow(0, 0, 1);
    std::vector<Preview> all{{"target", "First view of the patch", "image", first(made[1].second)},
                             {"input", "What the network sees of it", "image", first(made[0].second)},
                             {"view2", "Second view, as the network sees it", "image", first(made[2].second)}};
    if (locals_ > 0) all.push_back({"local", "A local view", "image", first(made[4].second)});
    all.push_back({"restored", "What the network makes of the first view", "image",
                   first(decoder_->forward(network_->features(one), one).restored)});
    return all;
  }

 private:
  struct Pair {
    at::Tensor z, p;  // projection, prediction
    [[nodiscard]] Pair part(std::int64_t from, std::int64_t count) const {
      return {z.narrow(0, from, count), p.narrow(0, from, count)};
    }
  };

  [[nodiscard]] std::size_t scaleAt(const Batch& batch) const {
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step), 0);
    return static_cast<std::size_t>(rng.below(projectors_.size()));
  }

  // The view with its own greys, and with altered ones.
  [[nodiscard]] std::pair<at::Tensor, at::Tensor> globalView(const Batch& batch, int stream) const {
    augment::Settings spatial = spatialOnly();
    spatial.flip = augment_.flip;
    spatial.rotate = augment_.rotate, spatial.rotateDegrees = augment_.rotateDegrees;
    spatial.scale = augment_.scale, spatial.scaleLow = augment_.scaleLow, spatial.scaleHigh = augment_.scaleHigh;
    spatial.cropLow = augment_.cropLow;
    const augment::Key key{batch.seed, batch.step, stream};
    const at::Tensor target = augment::apply(batch.images, {}, spatial, key).images;
    at::Tensor input = target.clone();
    augment::applyIntensity(input, augment_, key);
    return {target.to(type()), input.to(type())};
  }

  [[nodiscard]] at::Tensor localView(const Batch& batch, int l) const {
    const std::vector<std::int64_t> patch(batch.images.sizes().begin() + 2, batch.images.sizes().end());
    const augment::Key key{batch.seed, batch.step, kFirstLocalStream + l};
    std::vector<augment::Rows> rows;
    for (int n = 0; n < batch.images.size(0); ++n) {
      rows.push_back(localRows(augment_, key, n, augment::gridOf(patch), augment::gridOf(localSize_),
                               static_cast<int>(patch.size())));
    }
    at::Tensor images = warp(batch.images, toTable(rows), localSize_);
    augment::applyIntensity(images, augment_, key);
    return images.to(type());
  }

  Pair embedded(const at::Tensor& map, std::size_t scale) {
    Pair pair;
    pair.z = projectors_[scale]->forward(architectures::globalMean(map));
    pair.p = predictors_[scale]->forward(pair.z);
    return pair;
  }

  static at::Tensor distance(const Pair& a, const Pair& b) {
    return (losses::negativeCosine(a.p, b.z) + losses::negativeCosine(b.p, a.z)) / 2;
  }

  at::Tensor localLoss(const Tensors& made, const Pair& first, const Pair& second, std::size_t scale, std::int64_t n) {
    std::vector<at::Tensor> views;
    for (std::size_t i = 4; i < made.size(); ++i) views.push_back(made[i].second);
    const at::Tensor input = at::cat(views, 0);
    const Pair all = embedded(decoder_->scales(network_->features(input), input, scale + 1).back(), scale);
    at::Tensor sum;
    for (int l = 0; l < locals_; ++l) {
      const Pair local = all.part(l * n, n);
      const at::Tensor term = distance(first, local) + distance(second, local);
      sum = sum.defined() ? sum + term : term;
    }
    return sum / (2 * locals_);
  }

  int locals_;
  std::vector<std::int64_t> localSize_;
  std::shared_ptr<PlainDecoder> decoder_;
  std::vector<std::shared_ptr<Mlp>> projectors_, predictors_;
};

base::Result<std::unique_ptr<Method>> buildPcrl(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  const auto encoder = std::dynamic_pointer_cast<Encoder>(encoderOf(*network));
  if (!encoder) {
    return base::fail(base::ErrorCode::Unsupported,
                      "pcrl needs a network with a pyramid of feature maps; choose another than " + config.arch + ".");
  }
  return std::make_unique<Pcrl>(std::move(network), *encoder, config);
}

}  // namespace

MethodInfo pcrlInfo() {
  constexpr const char* zhou = "Zhou et al., A unified visual information preservation framework (PCRLv2), TPAMI 2023";
  MethodInfo info{"pcrl",
                  "distillation",
                  {2, 3},
                  "Views agree at every scale of a decoder that also restores them: global and local features",
                  "Zhou et al., TPAMI 2023"};
  info.schema.params = {
      integer(
          "local_views", 2, 0, 16,
          {"views",
           "Small views of each patch that must agree with both large ones. More costs time; the paper uses 6.", zhou}),
      headWidth("hidden", 256, "Width of the hidden layers of projectors and predictors.", zhou),
      headWidth("out", 128, "Length of the embedding on which views are compared.", zhou),
      headNormParam(),
  };
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildPcrl;
  return info;
}

}  // namespace selvox::learn::methods

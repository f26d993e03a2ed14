// Denoising diffusion: the network tells the noise in a patch at every strength of noise (Ho et al., NeurIPS 2020;
// Nichol & Dhariwal, ICML 2021). z-scored patches stand for the [-1, 1] of the papers: their scale is about that of the
// noise. The time enters as a bias behind every norm, from layers outside the network (condition.h), and is withheld
// from a share of the samples; so the encoder that transfers works without it, as it does on patches with little or no
// noise.
// `space=latent`: the same on the codes of a trained autoencoder (latents.h), by a small network beside it.

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/architectures/layer_scope.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/compat/compat.h"
#include "core/learn/methods/condition.h"
#include "core/learn/methods/diffusion_process.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/latents.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

constexpr std::int64_t kTimeVector = 64;
constexpr int kTimeStream = 0, kNoiseStream = 1, kSampleStream = 2;

struct DiffusionParts {
  std::shared_ptr<architectures::Network> network;            // what transfers: the denoiser, or the autoencoder
  std::shared_ptr<architectures::Network> denoiser, average;  // on patches or latents
  std::optional<Latents> latents;
};

class Diffusion : public HeadedMethod {
 public:
  Diffusion(DiffusionParts parts, const MethodConfig& config)
      : HeadedMethod(parts.network, config, spatialOnly(), true),
        denoiser_(std::move(parts.denoiser)),
        average_(std::move(parts.average)),
        latents_(std::move(parts.latents)) {
    const base::Json& s = config.settings;
    kept_ = alphaBar(
        base::valueOr<std::string>(s, "schedule", "cosine") == "linear" ? NoiseSchedule::Linear : NoiseSchedule::Cosine,
        base::valueOr<std::int64_t>(s, "times", 1000));
    target_ = base::valueOr<std::string>(s, "target", "noise") == "velocity" ? DiffusionTarget::Velocity
                                                                             : DiffusionTarget::Noise;
    decay_ = base::valueOr(s, "ema", 0.999);
    withheld_ = base::valueOr(s, "time_dropout", 0.1);
    // A 3D preview on a CPU should not outlast a minute.
    sampleSteps_ = architectures::intOrAuto(s, "sample_steps").value_or(config.network.dim == 2 ? 50 : 20);
    const std::int64_t width = base::valueOr<std::int64_t>(s, "time_width", 128);
    if (latents_) addLatents();
    norms_ = normsOf(*denoiser_), averageNorms_ = normsOf(*average_);
    time_ = addHead("time", std::make_shared<Condition>(norms_, kTimeVector, width));
    time_->silence();
    averageTime_ = std::make_shared<Condition>(averageNorms_, kTimeVector, width);
    addTeacher("ema.network", average_, denoiser_);
    addTeacher("ema.time", averageTime_, time_);
    average_->eval();
    updates_ = &keep("ema.updates", at::zeros({1}));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor patch = view(batch, 0), image = latents_ ? standard(latents_->encode(patch).latent) : patch,
                     noise = drawNoise(image, batch.seed, batch.step, kNoiseStream);
    const auto [time, share] = drawTimes(batch, image);
    const at::Tensor kept = keptAt(time, image);
    return {{"input", diffuse(image, noise, kept)},
            {"target", target_ == DiffusionTarget::Noise ? noise : velocity(image, noise, kept)},
            {"original", image},
            {"noise", noise},
            {"time", time},
            {"told", share}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    if (latents_ && trainable()->is_training() && !scaled() && !pending_.defined()) {
      pending_ = scaleOf(latents_->encode(view(batch, 0)).latent);
    }
    const at::Tensor answer = ask(false, made[0].second, made[4].second, made[5].second);
    const at::Tensor& target = made[1].second;
    const compat::FullPrecision guard;
    const at::Tensor loss = at::mse_loss(compat::atLeastFloat(answer), compat::atLeastFloat(target));
    const at::Tensor spread = compat::atLeastFloat(target).var(false);
    return {loss, {{"diffusion/explained", (1 - loss / spread.clamp_min(1e-12)).detach()}}};
  }

  // The average follows slowly; at the start, when there is little to average, faster.
  void afterOptimizerStep(std::int64_t /*step*/, std::int64_t /*steps*/) override {
    const c10::AutoGradMode noGradients(false);
    const double k = updates_->item<double>();
    moveTeachers(std::min(decay_, (1 + k) / (10 + k)));
    const auto running = denoiser_->buffers();
    auto mine = average_->buffers();
    for (std::size_t i = 0; i < mine.size(); ++i) mine[i].copy_(running[i]);
    updates_->add_(1);
    if (!pending_.defined()) return;
    scale_->copy_(pending_);
    pending_.reset();
  }

  void train(bool on) override {
    HeadedMethod::train(on);
    average_->eval();
    if (latents_) network_->eval();  // the parent's, as it was trained
  }

  [[nodiscard]] std::vector<std::string> inherited() const override {
    if (!latents_) return {};
    return {"encoder.", "decoder.", latents_->codeName + "."};
  }

  [[nodiscard]] ParameterRule rule(const std::string& parameter) const override {
    ParameterRule rule;
    for (const std::string& start : inherited()) {
      if (parameter.starts_with(start)) rule.lrScale = 0;
    }
    return rule;
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor patch = view(batch, 0).narrow(0, 0, 1);
    Latents::Encoded code;
    at::Tensor scale;
    if (latents_) code = latents_->encode(patch), scale = scaleFor(code.latent);
    const at::Tensor image = latents_ ? standard(code.latent) : patch;
    const auto third = static_cast<std::int64_t>(kept_.size()) / 3;
    const at::Tensor noisy = diffuse(image, drawNoise(image, batch.seed, batch.step, kNoiseStream),
                                     keptAt(at::full({1}, third, at::kLong), image));
    const auto shown = [&](const at::Tensor& t) {
      const at::Tensor whole = latents_ ? latents_->decode(t * scale[1] + scale[0], code.levels, patch) : t;
      return whole[0].to(at::kFloat).contiguous().cpu();
    };
    const std::string when = "time " + std::to_string(third) + " of " + std::to_string(kept_.size());
    std::vector<Preview> all{{"target", "Original patch", "image", patch[0].to(at::kFloat).contiguous().cpu()},
                             {"noisy", "What the network sees", "image", shown(noisy), when}};
    if (latents_) all.push_back({"decoded", "What comes back from the code", "image", shown(image)});
    if (updates_->item<double>() == 0) return all;  // an untrained network has nothing to show
    const at::Tensor answer = askAt(noisy, third);
    const double kept = kept_[static_cast<std::size_t>(third)];
    all.push_back({"restored", "What the network makes of it", "image", shown(cleaned(noisy, answer, kept, target_))});
    all.push_back({"prediction", "Drawn from noise alone", "image", shown(drawSample(batch, image)),
                   std::to_string(sampleSteps_) + " steps, averaged weights"});
    return all;
  }

  // Noise has variance 1, so 1 is the loss of answering 0; the velocity's variance depends on the patches.
  [[nodiscard]] double chance() const override {
    return target_ == DiffusionTarget::Noise ? 1.0 : std::numeric_limits<double>::quiet_NaN();
  }

 private:
  void addLatents() {
    addHead(latents_->codeName, latents_->code);
    addHead("denoiser", denoiser_);
    scale_ = &keep("latent.scale", at::zeros({2, latents_->width}));
  }

  // Latents get mean 0 and spread 1 in every channel: of the first batch, and so from then on. (2, width).
  [[nodiscard]] static at::Tensor scaleOf(const at::Tensor& latent) {
    const at::Tensor rows = latent.transpose(0, 1).flatten(1);
    return at::stack({rows.mean(1), rows.std(1, false).clamp_min(1e-6)});
  }
  [[nodiscard]] bool scaled() const { return (*scale_)[1].max().item<double>() > 0; }
  [[nodiscard]] at::Tensor scaleFor(const at::Tensor& latent) const {  // (2, 1, width, 1, …)
    std::vector<std::int64_t> shape(static_cast<std::size_t>(latent.dim()) + 1, 1);
    shape[0] = 2, shape[2] = latent.size(1);
    return (scaled() ? scale_->to(latent.options()) : scaleOf(latent)).view(shape);
  }
  [[nodiscard]] at::Tensor standard(const at::Tensor& latent) const {
    const at::Tensor scale = scaleFor(latent);
    return (latent - scale[0]) / scale[1];
  }

  // Each sample's time, and whether the network is told (1) or not (0).
  [[nodiscard]] std::pair<at::Tensor, at::Tensor> drawTimes(const Batch& batch, const at::Tensor& like) const {
    const std::int64_t n = like.size(0);
    at::Tensor time = at::empty({n}, at::kLong), share = at::empty({n, 1}, at::kFloat);
    for (std::int64_t i = 0; i < n; ++i) {
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(i * 64 + kTimeStream));
      time.data_ptr<std::int64_t>()[i] = static_cast<std::int64_t>(rng.below(kept_.size()));
      share.data_ptr<float>()[i] = rng.chance(withheld_) ? 0.0f : 1.0f;
    }
    return {time, share.to(like.options())};
  }

  [[nodiscard]] at::Tensor keptAt(const at::Tensor& time, const at::Tensor& like) const {
    at::Tensor kept = at::empty(time.sizes(), at::kDouble);
    for (std::int64_t i = 0; i < time.numel(); ++i) {
      kept.data_ptr<double>()[i] = kept_[static_cast<std::size_t>(time.data_ptr<std::int64_t>()[i])];
    }
    std::vector<std::int64_t> shape(static_cast<std::size_t>(like.dim()), 1);
    shape.front() = time.numel();
    return kept.to(like.options()).view(shape);
  }

  at::Tensor ask(bool average, const at::Tensor& noisy, const at::Tensor& time, const at::Tensor& share) {
    const double scale = 1000.0 / static_cast<double>(kept_.size());
    const at::Tensor vector = timeVector(time.to(noisy.options()) * scale, kTimeVector);
    const architectures::NormBias told(average ? averageNorms_ : norms_,
                                       (average ? averageTime_ : time_)->forward(vector, share));
    return (average ? average_ : denoiser_)->forward(noisy).front();
  }

  at::Tensor askAt(const at::Tensor& noisy, std::int64_t time) {
    return ask(true, noisy, at::full({1}, time, at::kLong), at::ones({1, 1}, noisy.options())).to(noisy.scalar_type());
  }

  at::Tensor drawSample(const Batch& batch, const at::Tensor& like) {
    const Sampling options{kept_, sampleSteps_, target_, like.min().item<double>(), like.max().item<double>()};
    return sampleDdim(drawNoise(like, batch.seed, batch.step, kSampleStream), options,
                      [this](const at::Tensor& noisy, std::int64_t t) { return askAt(noisy, t); });
  }

  std::shared_ptr<architectures::Network> denoiser_, average_;
  std::optional<Latents> latents_;
  at::Tensor* scale_ = nullptr;  // of the latents: (2, width), shift and spread; zeros until known
  at::Tensor pending_;
  std::shared_ptr<Condition> time_, averageTime_;
  std::vector<architectures::Norm*> norms_, averageNorms_;
  at::Tensor* updates_ = nullptr;
  std::vector<double> kept_;
  DiffusionTarget target_ = DiffusionTarget::Noise;
  double decay_ = 0.999, withheld_ = 0.1;
  std::int64_t sampleSteps_ = 50;
};

base::Result<DiffusionParts> onLatents(const MethodConfig& config) {
  DiffusionParts parts;
  SELVOX_TRY(parts.latents, latentsOf(config, "diffusion"));
  parts.network = parts.latents->parts.network;
  SELVOX_TRY(parts.denoiser, latentNetwork(config, *parts.latents));
  SELVOX_TRY(parts.average, latentNetwork(config, *parts.latents));
  return parts;
}

base::Result<DiffusionParts> onPatches(const MethodConfig& config) {
  MethodConfig own = config;
  own.shared = nullptr;
  DiffusionParts parts;
  SELVOX_TRY(parts.network, denseNetwork(config, config.network.inChannels));
  SELVOX_TRY(parts.average, denseNetwork(own, config.network.inChannels));
  parts.denoiser = parts.network;
  return parts;
}

base::Result<std::unique_ptr<Method>> buildDiffusion(const MethodConfig& config) {
  const bool latent = base::valueOr<std::string>(config.settings, "space", "patch") == "latent";
  SELVOX_TRY(DiffusionParts parts, latent ? onLatents(config) : onPatches(config));
  if (normsOf(*parts.denoiser).empty()) {
    return base::fail(base::ErrorCode::Unsupported,
                      "diffusion tells the time behind the network's norms, and " + config.arch + " has none.");
  }
  return std::make_unique<Diffusion>(std::move(parts), config);
}

std::vector<spec::Param> latentParams() {
  constexpr const char* rombach = "Rombach et al., Latent diffusion models, CVPR 2022";
  std::vector<spec::Param> params{
      choice("space", "patch", {"patch", "latent"},
             {"",
              "Where noise is told. patch: trains the network. latent: in the codes of a trained autoencoder, much "
              "cheaper, to draw new patches; needs a parent run (--from) of vae or autoencoder on the same network, "
              "whose weights stay as they are and are what transfers.",
              rombach}),
      choice("autoencoder", "vae", {"vae", "autoencoder"},
             {"", "space=latent: the method of the parent run.", rombach}),
      integer("code", nullptr, 1, 4096,
              {"channels",
               "space=latent: numbers of a code at each position, as in the parent run. Auto: what the parent takes by "
               "itself with the same train.patch.",
               rombach}),
      integer("latent_width", 64, 4, 512,
              {"channels", "space=latent: width of the network that tells the noise in codes.", rombach}),
  };
  for (std::size_t i = 1; i < params.size(); ++i) params[i].advanced = true;
  return params;
}

}  // namespace

MethodInfo diffusionInfo() {
  constexpr const char *ho = "Ho et al., Denoising diffusion probabilistic models, NeurIPS 2020",
                       *nichol = "Nichol & Dhariwal, Improved denoising diffusion, ICML 2021";
  MethodInfo info{"diffusion",
                  "generative",
                  {2, 3},
                  "Tell the noise in a patch at every strength of noise; can draw new patches",
                  "Ho et al., NeurIPS 2020; Nichol & Dhariwal, ICML 2021"};
  info.schema.params = {
      choice("schedule", "cosine", {"cosine", "linear"},
             {"", "How noise grows with time. Cosine keeps more of the patch for longer.", nichol}),
      choice("target", "noise", {"noise", "velocity"},
             {"", "What the network tells: the noise, or noise and patch mixed (steadier at strong noise).",
              "Salimans & Ho, Progressive distillation, ICLR 2022"}),
      number("time_dropout", 0.1, 0.0, 1.0,
             {"",
              "Share of the samples whose time is withheld. Higher ties the encoder less to the time, which it never "
              "hears after this training.",
              "Ho & Salimans, Classifier-free guidance, 2022"}),
      integer("times", 1000, 10, 10000, {"steps", "Strengths of noise from none to all.", ho}),
      number("ema", 0.999, 0.0, 0.99999,
             {"", "Memory of the averaged weights that draw the samples. Higher for longer runs: 0.9999.", ho}),
      integer("time_width", 128, 8, 4096, {"features", "Width of the layer that takes the time in.", nichol}),
      integer(
          "sample_steps", nullptr, 1, 1000,
          {"steps",
           "Steps in which a preview draws a sample from noise. More is finer and slower. Auto: 50 in 2D, 20 in 3D.",
           "Song et al., Denoising diffusion implicit models, ICLR 2021"}),
  };
  for (std::size_t i = 3; i < info.schema.params.size(); ++i) info.schema.params[i].advanced = true;
  for (spec::Param& p : latentParams()) info.schema.params.push_back(std::move(p));
  info.trainDefaults = restorativeTrainDefaults();
  info.trainDefaults["train.lr"] = 2e-4;
  info.dense = true;
  info.build = &buildDiffusion;
  return info;
}

}  // namespace selvox::learn::methods

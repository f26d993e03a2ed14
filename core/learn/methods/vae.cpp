// Variational autoencoder: a code of normal distributions near the standard one (Kingma & Welling, ICLR 2014).

#include <algorithm>
#include <utility>

#include <ATen/ops/stack.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/compat/compat.h"
#include "core/learn/losses/gaussian_kl.h"
#include "core/learn/methods/code.h"
#include "core/learn/methods/degrade/sample.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

constexpr double kActive = 0.01;  // nats: a dimension with less says nothing about the patch
constexpr int kPosteriorStream = 1, kPriorStream = 2;

// Standard normals like `shape`, sample by sample: Rng(seed, Method, step, sample * 64 + stream).
at::Tensor normalsLike(const at::Tensor& shape, const Batch& batch, int stream) {
  const at::Tensor cpu = degrade::asSample(shape);
  std::vector<at::Tensor> all;
  for (std::int64_t i = 0; i < cpu.size(0); ++i) {
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(i * 64 + stream));
    all.push_back(degrade::normals(cpu[i], rng));
  }
  return at::stack(all).to(shape.options());
}

class Vae : public HeadedMethod {
 public:
  Vae(Skipless parts, std::int64_t width, const MethodConfig& config)
      : HeadedMethod(parts.network, config, spatialOnly(), true), parts_(std::move(parts)) {
    beta_ = base::valueOr(config.settings, "beta", 1.0);
    warmup_ = base::valueOr(config.settings, "warmup", 0.15);
    summed_ = base::valueOr<std::string>(config.settings, "reconstruction", "sum") == "sum";
    const std::int64_t channels = parts_.encoder->pyramid().back().channels;
    code_ = addHead("code", std::make_shared<Code>(channels, 2 * width, width, config.network.dim));
  }

  Tensors views(const Batch& batch) override { return {{"input", view(batch, 0)}}; }

  StepOutput step(const Batch& batch) override {
    const at::Tensor patch = view(batch, 0);
    Encoded e = encode(patch);
    at::Tensor z;
    {
      const compat::FullPrecision guard;
      z = e.mean + (e.logVariance * 0.5).exp() * normalsLike(e.mean, batch, kPosteriorStream);
    }
    const at::Tensor restored = decodeFrom(parts_, std::move(e.levels), code_->widen(z), patch);
    const compat::FullPrecision guard;
    const at::Tensor each = (compat::atLeastFloat(restored) - compat::atLeastFloat(patch)).square().flatten(1);
    const at::Tensor reconstruction = summed_ ? each.sum(1).mean() : each.mean();
    const at::Tensor kl = losses::gaussianKl(e.mean, e.logVariance);
    const at::Tensor active =
        losses::gaussianKlEach(e.mean, e.logVariance).mean(0).gt(kActive).to(reconstruction.scalar_type());
    return {reconstruction + betaAt(batch) * kl,
            {{"loss/reconstruction", reconstruction.detach()},
             {"loss/kl", kl.detach()},
             {"vae/active_units", active.sum().detach()},
             {"vae/active_share", active.mean().detach()}}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable());
    const at::Tensor patch = view(batch, 0).narrow(0, 0, 1);
    const auto first = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    const Encoded e = encode(patch);
    const at::Tensor drawn = normalsLike(e.mean, batch, kPriorStream);
    return {{"input", "Original patch", "image", first(patch)},
            {"restored", "What comes back from the code's mean", "image",
             first(decodeFrom(parts_, e.levels, code_->widen(e.mean), patch)),
             std::to_string(e.mean.numel()) + " numbers for " + std::to_string(patch.numel()) + " voxels"},
            {"prediction", "A patch from a random code", "image",
             first(decodeFrom(parts_, e.levels, code_->widen(drawn), patch))}};
  }

 private:
  struct Encoded {
    std::vector<at::Tensor> levels;
    at::Tensor mean, logVariance;  // (N, width, …), at least float32
  };
  Encoded encode(const at::Tensor& patch) const {
    Encoded e;
    e.levels = network_->features(patch);
    const at::Tensor both = compat::atLeastFloat(code_->squeeze(e.levels.back()));
    const std::int64_t width = both.size(1) / 2;
    e.mean = both.narrow(1, 0, width);
    e.logVariance = both.narrow(1, width, width).clamp(-20, 10);  // exp() stays a number in the first steps
    return e;
  }

  // From 0 to beta over the first share of the run, so that the code is used before it is pressed.
  [[nodiscard]] double betaAt(const Batch& batch) const {
    const double ramp = warmup_ * static_cast<double>(std::max<std::int64_t>(batch.steps, 1));
    return ramp <= 0 ? beta_ : beta_ * std::min(1.0, static_cast<double>(batch.step) / ramp);
  }

  Skipless parts_;
  std::shared_ptr<Code> code_;
  double beta_ = 1, warmup_ = 0.15;
  bool summed_ = true;
};

base::Result<std::unique_ptr<Method>> buildVae(const MethodConfig& config) {
  SELVOX_TRY(Skipless parts, skiplessNetwork(config, "vae"));
  SELVOX_TRY(const std::int64_t width, codeWidth(config, parts, parts.encoder->pyramid().size() - 1));
  return std::make_unique<Vae>(std::move(parts), width, config);
}

}  // namespace

MethodInfo vaeInfo() {
  constexpr const char* kingma = "Kingma and Welling, Auto-encoding variational Bayes, ICLR 2014";
  MethodInfo info{"vae",
                  "generative",
                  {2, 3},
                  "Restore a patch from a narrow random code kept near the normal distribution; can draw new patches",
                  "Kingma and Welling, ICLR 2014; Higgins et al., ICLR 2017"};
  info.schema.params = {
      codeParam(kingma),
      number(
          "beta", 1.0, 0, 1000,
          {"",
           "Weight of the divergence from the normal distribution. Higher: smoother code, blurrier patches, at worst "
           "a code that says nothing (watch vae/active_units). Lower: towards a plain autoencoder.",
           "Higgins et al., beta-VAE, ICLR 2017"}),
      number("warmup", 0.15, 0, 1,
             {"share of the run", "How long beta rises from 0. Longer guards better against an unused code.",
              "Bowman et al., CoNLL 2016"}),
      choice(
          "reconstruction", "sum", {"sum", "mean"},
          {"",
           "Squared error summed over a patch, as the theory has it, or its mean, which needs a beta smaller by about "
           "the number of voxels.",
           kingma}),
  };
  info.schema.params[3].advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildVae;
  return info;
}

}  // namespace selvox::learn::methods

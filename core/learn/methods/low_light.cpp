// Low light: restore a patch that was darkened, with the noise of too few photons or too weak a signal.

#include <cmath>
#include <utility>

#include <ATen/ops/l1_loss.h>

#include "core/base/text.h"
#include "core/learn/losses/ssim.h"
#include "core/learn/methods/degrade/low_light.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/restorative.h"

namespace selvox::learn::methods {
namespace {

class LowLight : public Restorative {
 public:
  LowLight(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : Restorative(std::move(network), config) {
    noise_ = base::valueOr<std::string>(config.settings, "noise", "auto");
    curve_ = base::valueOr(config.settings, "curve", 0.5);
    gamma_ = base::valueOr(config.settings, "gamma", 4.0);
    darkest_ = base::valueOr(config.settings, "darkest", 0.1);
    spread_ = base::valueOr(config.settings, "spread", 0.05);
    structure_ = base::valueOr(config.settings, "structure", 0.15);
  }

 protected:
  // Darkened within the patch's own range, so that input and answer stay in the units of all other training.
  [[nodiscard]] Spoilt spoil(const at::Tensor& sample, const std::string& modality, base::Rng& rng) const override {
    const degrade::Range range = degrade::rangeOf(sample);
    degrade::Darkening d;
    d.curve = rng.chance(curve_);
    const double gamma = rng.uniform(1.5, gamma_), scale = rng.uniform(darkest_, 0.5);
    d.amount = d.curve ? gamma : scale;
    d.peak = rng.uniform(30, 300);
    d.spread = spread_;
    const bool rician = noise_ == "rician" || (noise_ == "auto" && modality == "MR");
    d.noise = rician ? degrade::SignalNoise::Rician : degrade::SignalNoise::Photons;
    if (range.width() <= 0) return {sample, sample, "left as it is: the patch is empty"};
    const at::Tensor dark = degrade::lowLight((sample - range.low) / range.width(), d, rng);
    const std::string how = d.curve ? "darkened by a gamma of " : "darkened to a share of ";
    return {dark * range.width() + range.low, sample,
            how + base::toText(std::round(100 * d.amount) / 100) + (rician ? ", Rician noise" : ", photon noise")};
  }

  // In units of each patch's range, as the two terms are weighed for grey values in [0, 1].
  [[nodiscard]] StepOutput judge(const at::Tensor& restored, const Spoilt& spoilt) const override {
    const at::Tensor range = sampleRange(spoilt.target).clamp_min(1e-6);
    std::vector<std::int64_t> column(static_cast<std::size_t>(restored.dim()), 1);
    column[0] = -1;
    const at::Tensor scale = range.view(column);
    const auto terms = [&](const at::Tensor& x) {
      return std::pair{at::l1_loss(x / scale, spoilt.target / scale), 1 - losses::ssim(x, spoilt.target, range).mean()};
    };
    const auto [absolute, structure] = terms(restored);
    const auto [absolute0, structure0] = terms(spoilt.input);
    StepOutput out{absolute + structure * structure_, qualityPanel(restored.detach(), spoilt.input, spoilt.target)};
    out.metrics.emplace_back("loss/l1", absolute.detach());
    out.metrics.emplace_back("loss/structure", structure.detach());
    out.metrics.emplace_back("baseline/loss", absolute0 + structure0 * structure_);
    return out;
  }

 private:
  std::string noise_;
  double curve_, gamma_, darkest_, spread_, structure_;
};

base::Result<std::unique_ptr<Method>> buildLowLight(const MethodConfig& config) {
  SELVOX_TRY(auto network, denseNetwork(config, config.network.inChannels));
  return std::make_unique<LowLight>(std::move(network), config);
}

}  // namespace

MethodInfo lowLightInfo() {
  constexpr const char* lore = "Lore et al., LLNet, Pattern Recognition 2017";
  MethodInfo info{"low-light",
                  "generative",
                  {2, 3},
                  "Restore a patch that was darkened and made noisy; trains encoder and decoder",
                  "Lore et al., Pattern Recognition 2017"};
  info.schema.params = {
      choice("noise", "auto", {"auto", "photons", "rician"},
             {"",
              "Noise of few photons (light, X-ray, nuclear medicine) or of a weak MR signal. Auto: Rician for MR, "
              "photons for all else.",
              "Foi et al., IEEE TIP 2008; Gudbjartsson and Patz, MRM 1995"}),
      number("curve", 0.5, 0, 1,
             {"", "Share of the patches darkened by a gamma curve; the others are scaled down evenly.", lore}),
      number("gamma", 4.0, 1.5, 8, {"", "Largest exponent of the curve; each patch draws one from 1.5 up.", lore}),
      number("darkest", 0.1, 0.02, 0.5,
             {"", "Smallest share of the signal that even darkening leaves; each patch draws one up to 0.5.", lore}),
      number("spread", 0.05, 0, 0.5,
             {"of the range", "Noise in full darkness. Higher hides more detail.", "Foi et al., IEEE TIP 2008"}),
      number("structure", 0.15, 0, 10,
             {"", "Weight of 1 - SSIM beside the absolute error. Higher keeps edges and texture.",
              "Wang et al., SSIM, IEEE TIP 2004; Zhao et al., IEEE TCI 2017"}),
  };
  for (std::size_t i = 1; i < info.schema.params.size(); ++i) info.schema.params[i].advanced = i != 4;
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildLowLight;
  return info;
}

}  // namespace selvox::learn::methods

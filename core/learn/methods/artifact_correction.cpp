// Artifact correction and denoising: restore a patch from what scanners do wrong (Vincent et al., JMLR 2010; choices of
// Valanarasu et al., Disruptive autoencoders, MIDL 2024).

#include <algorithm>
#include <utility>

#include <ATen/ops/l1_loss.h>

#include "core/learn/methods/degrade/artifacts.h"
#include "core/learn/methods/masks.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/restorative.h"

namespace selvox::learn::methods {
namespace {

using degrade::Artifact;

std::vector<const Artifact*> enabled(const base::Json& settings) {
  std::vector<const Artifact*> all;
  for (const Artifact& a : degrade::artifacts()) {
    if (base::valueOr(settings, a.id, a.usual)) all.push_back(&a);
  }
  return all;
}

class ArtifactCorrection : public Restorative {
 public:
  ArtifactCorrection(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : Restorative(std::move(network), config), enabled_(enabled(config.settings)) {
    byModality_ = base::valueOr(config.settings, "by_modality", true);
    most_ = base::valueOr<std::int64_t>(config.settings, "most", 2);
    strength_ = base::valueOr(config.settings, "strength", 1.0);
    hidden_ = base::valueOr(config.settings, "mask_ratio", 0.0);
    block_ = blockSizes(config.patch, 16);
  }

 protected:
  [[nodiscard]] Spoilt spoil(const at::Tensor& sample, const std::string& modality, base::Rng& rng) const override {
    std::vector<const Artifact*> pool = fitting(modality);
    const auto order = [](const Artifact* a, const Artifact* b) { return a < b; };  // as the table stands
    base::shuffle(pool, rng);
    const std::int64_t count = pool.empty() ? 0 : degrade::between(1, most_, rng);
    pool.resize(std::min(pool.size(), static_cast<std::size_t>(count)));
    std::sort(pool.begin(), pool.end(), order);
    at::Tensor input = sample;
    std::string note;
    const auto say = [&](const char* what) { note += (note.empty() ? "" : ", ") + std::string(what); };
    for (const Artifact* artifact : pool) {
      input = artifact->apply(input, strength_, rng);
      say(artifact->words);
    }
    if (hidden_ > 0) {
      std::vector<std::int64_t> shape{1, 1};
      shape.insert(shape.end(), sample.sizes().begin() + 1, sample.sizes().end());
      const at::Tensor mask = blockMask(shape, block_, hidden_, rng.next(), 0)[0].to(sample.options());
      input = input * (1 - mask);
      say("blocks hidden");
    }
    return {input, sample, note};
  }

  // Over the whole patch, hidden or not.
  [[nodiscard]] StepOutput judge(const at::Tensor& restored, const Spoilt& spoilt) const override {
    StepOutput out{at::l1_loss(restored, spoilt.target), qualityPanel(restored.detach(), spoilt.input, spoilt.target)};
    out.metrics.emplace_back("baseline/loss", at::l1_loss(spoilt.input, spoilt.target));
    return out;
  }

 private:
  // What a scanner of this kind does; everything where the kind is not known, or has nothing switched on.
  [[nodiscard]] std::vector<const Artifact*> fitting(const std::string& modality) const {
    std::vector<const Artifact*> all;
    for (const Artifact* a : enabled_) {
      if (!byModality_ || modality.empty() || *a->modality == 0 ||
          modality.substr(0, modality.find(' ')) == a->modality)
        all.push_back(a);
    }
    return all.empty() ? enabled_ : all;
  }

  std::vector<const Artifact*> enabled_;
  bool byModality_ = true;
  std::int64_t most_ = 2;
  double strength_ = 1, hidden_ = 0;
  std::vector<std::int64_t> block_;
};

base::Result<std::unique_ptr<Method>> buildArtifactCorrection(const MethodConfig& config) {
  if (enabled(config.settings).empty() && base::valueOr(config.settings, "mask_ratio", 0.0) <= 0) {
    return base::fail(
        base::ErrorCode::InvalidArgument,
        "artifact-correction has nothing to correct: every artifact is switched off. Switch one on, or set "
        "mask_ratio above 0.");
  }
  SELVOX_TRY(auto network, denseNetwork(config, config.network.inChannels));
  return std::make_unique<ArtifactCorrection>(std::move(network), config);
}

}  // namespace

MethodInfo artifactCorrectionInfo() {
  constexpr const char* vincent = "Vincent et al., Stacked denoising autoencoders, JMLR 2010";
  constexpr const char* dae = "Valanarasu et al., Disruptive autoencoders, MIDL 2024";
  MethodInfo info{"artifact-correction",
                  "generative",
                  {2, 3},
                  "Restore a patch from noise, blur and the artifacts of its scanner; trains encoder and decoder",
                  "Vincent et al., JMLR 2010; Valanarasu et al., MIDL 2024"};
  info.schema.params = {
      toggle(
          "by_modality", true,
          {"",
           "Each patch gets artifacts of its own kind of scanner (MR, CT, ultrasound) and those of all. Off: any that "
           "are switched on.",
           vincent}),
      integer("most", 2, 1, 12,
              {"", "Most artifacts at once; each patch draws a number from 1 up. Higher: harder.", dae}),
      number("strength", 1.0, 0.1, 3,
             {"", "How strong all of them are. Lower: subtle; 1: as one meets them.", vincent}),
      number("mask_ratio", 0.0, 0, 0.95,
             {"", "Share of the patch hidden in blocks as well, as in masked autoencoders. 0: none.", dae}),
  };
  for (const Artifact& a : degrade::artifacts()) {
    info.schema.params.push_back(toggle(a.id, a.usual, {"", a.help, a.citation}));
    info.schema.params.back().group = "Artifacts";
  }
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildArtifactCorrection;
  return info;
}

}  // namespace selvox::learn::methods

// Artifact correction and denoising: restore a patch from what scanners do wrong (Vincent et al., JMLR 2010; choices of
// Valanarasu et al., Disruptive autoencoders, MIDL 2024). `modality_weight` adds the latter's contrast across
// modalities: features of patches of one modality attract, others repel.

#include <algorithm>
#include <utility>

#include <ATen/ops/l1_loss.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>

#include "core/base/hash.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/compat/compat.h"
#include "core/learn/losses/supcon.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/degrade/artifacts.h"
#include "core/learn/methods/masks.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/restorative.h"
#include "core/learn/ranks/ranks.h"

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

// One number a modality ("MR T1"), the same on every rank; where it is not known, one that no other sample has.
std::int64_t modalityKey(const Batch& batch, std::size_t sample) {
  const std::string name = sample < batch.places.size() ? batch.places[sample].modality : std::string();
  if (name.empty()) return -1 - (ranks::rank() * batch.images.size(0) + static_cast<std::int64_t>(sample));
  base::Sha256 hash;
  hash.update(name);
  std::int64_t key = 0;
  const auto digest = hash.digest();
  for (std::size_t i = 0; i < 7; ++i) key = key * 256 + digest[i];
  return key;
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
    modalityWeight_ = base::valueOr(config.settings, "modality_weight", 0.0);
    temperature_ = base::valueOr(config.settings, "modality_temperature", 0.5);
    if (modalityWeight_ <= 0) return;
    const std::int64_t width = network_->channels().back();
    projector_ = addHead(
        "modality", std::make_shared<Mlp>(width, width, std::min<std::int64_t>(width, 128),
                                          headNorm(withHeadNorm(config, config.batch).settings, config.network.dim)));
  }

  StepOutput step(const Batch& batch) override {
    if (!projector_) return Restorative::step(batch);
    const Spoilt made = spoilAll(batch);
    const std::vector<at::Tensor> pyramid = network_->features(made.input);
    auto* whole = dynamic_cast<architectures::DenseNetwork*>(network_.get());
    const at::Tensor restored =
        (whole != nullptr ? whole->decode(pyramid, made.input) : network_->forward(made.input)).front();
    const at::Tensor z = projector_->forward(architectures::globalMean(pyramid.back()).to(type()));
    std::vector<std::int64_t> keys;
    for (std::size_t i = 0; i < static_cast<std::size_t>(z.size(0)); ++i) keys.push_back(modalityKey(batch, i));
    StepOutput out = judged(restored, made);
    const auto contrast = losses::supcon(z, at::tensor(keys, at::kLong).to(z.device()), {temperature_});
    out.metrics.emplace_back("loss/restoration", out.loss.detach());
    out.metrics.emplace_back("loss/modality", contrast.loss.detach());
    out.metrics.emplace_back("modality/alone", at::scalar_tensor(static_cast<double>(contrast.skipped)));
    out.loss = out.loss + modalityWeight_ * contrast.loss;
    return out;
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
  double strength_ = 1, hidden_ = 0, modalityWeight_ = 0, temperature_ = 0.5;
  std::shared_ptr<Mlp> projector_;  // of the modalities' contrast; null: none
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
      number("modality_weight", 0.0, 0, 10,
             {"",
              "Weight of a contrast between modalities: features of patches of one kind (CT, MR T1, …) attract, those "
              "of others repel. 0: none; the paper takes 0.03. Wants images of several modalities and batches that "
              "hold some of each.",
              dae}),
      advanced(temperatureParam(0.5, "Of the contrast between modalities. Lower: the most alike count more.", dae)),
  };
  info.schema.params.back().name = "modality_temperature";
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

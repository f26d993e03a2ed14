// Exemplar networks: recognise a patch under any augmentation. Triplet form (Taleb et al., NeurIPS 2020), or one class
// for each training series (Dosovitskiy et al., NeurIPS 2014).

#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/sigmoid.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/exemplar.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

using architectures::Linear;

// Strong: mirrors, any angle, brightness, contrast, zoom.
augment::Settings strong() {
  augment::Settings s;
  s.flip = 0.5;
  s.rotate = 0.5, s.rotateDegrees = 180;
  s.brightness = 0.5;
  s.contrast = 0.5, s.contrastLow = 0.5, s.contrastHigh = 1.5;
  s.scale = 0.15, s.scaleLow = 0.8, s.scaleHigh = 1.2;
  s.gamma = s.gammaInvert = s.noise = s.blur = 0;
  return s;
}

// The next sample of another case; where all are of one case, the next sample.
std::vector<std::int64_t> strangers(const Batch& batch) {
  const std::size_t n = batch.cases.size();
  std::vector<std::int64_t> chosen;
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t other = (i + 1) % n;
    for (std::size_t k = 1; k < n; ++k) {
      if (batch.cases[(i + k) % n] == batch.cases[i]) continue;
      other = (i + k) % n;
      break;
    }
    chosen.push_back(static_cast<std::int64_t>(other));
  }
  return chosen;
}

class Exemplar : public HeadedMethod {
 public:
  Exemplar(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, strong()),
        classes_(base::valueOr<std::string>(config.settings, "form", "triplet") == "surrogate" ? config.cases : 0),
        margin_(base::valueOr(config.settings, "margin", 1.0)) {
    const std::int64_t out = classes_ > 0 ? classes_ : base::valueOr<std::int64_t>(config.settings, "out", 1024);
    head_ = addHead("head", std::make_shared<Linear>(network_->channels().back(), out));
    if (classes_ == 0) {
      const auto norm = headNorm(withHeadNorm(config, 2 * config.batch).settings, config.network.dim);
      norm_ = addHead("norm", std::make_shared<architectures::Norm>(norm, out));
    }
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    return {{"original", batch.images.to(type())}, {"copy", view(batch, 0)}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const std::int64_t n = batch.images.size(0);
    if (classes_ > 0) {
      const Answer answer = classify(head_->forward(embed(*network_, made[1].second)), classesOf(batch));
      return {answer.loss, {{"exemplar/accuracy", answer.accuracy}}};
    }
    const at::Tensor both = embed(*network_, at::cat({made[1].second, made[0].second}, 0));
    const at::Tensor e = at::sigmoid(norm_->forward(head_->forward(both)));
    const at::Tensor anchor = e.narrow(0, 0, n), original = e.narrow(0, n, n);
    const at::Tensor negative = original.index_select(0, integers(strangers(batch), e.device()));
    const losses::ExemplarTerms terms = losses::exemplarTriplet(anchor, original, negative, margin_);
    StepOutput out{terms.loss, metrics::collapsePanel(anchor.detach(), original.detach())};
    out.metrics.emplace_back("exemplar/positive_distance", terms.positive);
    out.metrics.emplace_back("exemplar/negative_distance", terms.negative);
    return out;
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const Tensors made = views(batch);
    std::vector<Preview> all{{"original", "Original patch", "image", firstOf(made[0].second)},
                             {"copy", "The copy that it is to be recognised in", "image", firstOf(made[1].second)}};
    if (classes_ > 0) {
      const Guess g = guess(head_->forward(embed(*network_, made[1].second))[0]);
      all.back().caption = "series " + std::to_string(classesOf(batch)[0].item<std::int64_t>() + 1) + " of " +
                           std::to_string(classes_) + "; answered " + std::to_string(g.label + 1) + " (" + g.sure() +
                           ")";
    } else if (batch.images.size(0) > 1) {
      all.push_back({"stranger", "A patch that is to lie far away", "image",
                     made[0].second[strangers(batch)[0]].to(at::kFloat).contiguous().cpu()});
    }
    return all;
  }

  // A network that makes all alike is a margin off; one that guesses, log of the classes.
  [[nodiscard]] double chance() const override {
    return classes_ > 0 ? std::log(static_cast<double>(classes_)) : margin_;
  }

 private:
  // Cases of another cohort, as in validation, take the numbers of this one's: their loss says nothing.
  [[nodiscard]] at::Tensor classesOf(const Batch& batch) const {
    std::vector<std::int64_t> labels;
    for (const Place& place : batch.places) labels.push_back(place.series % classes_);
    return integers(labels, batch.images.device());
  }

  std::int64_t classes_;  // 0: triplets
  double margin_;
  std::shared_ptr<Linear> head_;
  std::shared_ptr<architectures::Norm> norm_;  // of the triplet form
};

base::Result<std::unique_ptr<Method>> buildExemplar(const MethodConfig& config) {
  const bool surrogate = base::valueOr<std::string>(config.settings, "form", "triplet") == "surrogate";
  if (!surrogate && config.batch < 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "exemplar compares patches of one batch; set train.batch to 2 or more, or form to surrogate.");
  }
  if (surrogate && config.cases < 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "exemplar with form = surrogate needs two training cases or more: each is a class.");
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<Exemplar>(std::move(network), config);
}

base::Json trainDefaults() {
  const augment::Settings s = strong();
  return {{"train.optimizer", "adamw"},
          {"train.lr", 1e-3},
          {"augment.flip", s.flip},
          {"augment.rotate", s.rotate},
          {"augment.rotate_degrees", s.rotateDegrees},
          {"augment.scale", s.scale},
          {"augment.scale_low", s.scaleLow},
          {"augment.scale_high", s.scaleHigh},
          {"augment.brightness", s.brightness},
          {"augment.contrast", s.contrast},
          {"augment.contrast_low", s.contrastLow},
          {"augment.contrast_high", s.contrastHigh},
          {"augment.gamma", s.gamma},
          {"augment.gamma_invert", s.gammaInvert},
          {"augment.noise", s.noise},
          {"augment.blur", s.blur}};
}

}  // namespace

MethodInfo exemplarInfo() {
  constexpr const char* taleb = "Taleb et al., 3D self-supervised methods for medical imaging, NeurIPS 2020";
  constexpr const char* dosovitskiy =
      "Dosovitskiy et al., Discriminative unsupervised feature learning with convolutional neural networks, NeurIPS "
      "2014";
  MethodInfo info{"exemplar",
                  "predictive",
                  {2, 3},
                  "Recognise a patch in a strongly changed copy of it, among the others",
                  "Dosovitskiy et al., NeurIPS 2014; Taleb et al., NeurIPS 2020"};
  info.schema.params = {
      choice(
          "form", "triplet", {"triplet", "surrogate"},
          {"",
           "triplet: a copy lies nearer to its original than another case does; any number of cases. surrogate: every "
           "training series is a class; for up to some thousand series. Its validation loss says nothing, since other "
           "series have no class.",
           dosovitskiy}),
      number("margin", 1.0, 0.01, 1.0,
             {"",
              "How much farther the other case has to be (triplet). At 1 the loss never reaches 0; lower stops caring "
              "about triplets that are already apart.",
              taleb}),
      headWidth("out", 1024, "Length of the embedding that is compared (triplet).", taleb), contrastHeadNormParam()};
  info.trainDefaults = trainDefaults();
  info.build = &buildExemplar;
  return info;
}

}  // namespace selvox::learn::methods

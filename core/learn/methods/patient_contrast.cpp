// Patient contrast, after MICLe (Azizi et al., ICCV 2021): two images of one patient attract, other patients repel.

#include <cmath>
#include <functional>
#include <string>
#include <utility>

#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/nt_xent.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/joint_embedding.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"
#include "core/learn/ranks/ranks.h"

namespace selvox::learn::methods {
namespace {

class PatientContrast : public JointEmbedding {
 public:
  PatientContrast(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : JointEmbedding(std::move(network), config), batch_(config.batch) {
    loss_.temperature = base::valueOr(config.settings, "temperature", 0.1);
    loss_.beta = base::valueOr(config.settings, "beta", 0.0);
    mask_ = base::valueOr(config.settings, "mask_same_key", true);
    projector_ = addHead("projector", mlpHead(withHeadNorm(config, 2 * config.batch), network_->channels().back()));
  }

  [[nodiscard]] Demand demand() const override { return {Demand::Kind::SameKey, 1, 0, 0}; }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    Batch partner = batch;
    partner.images = partners(batch);
    return {{"view1", view(batch, 0)}, {"view2", view(partner, 1)}};
  }

  StepOutput step(const Batch& batch) override {
    const Pair z = embedTogether(batch);
    const at::Tensor loss = mask_ ? losses::ntXent(z.first, z.second, keysOf(batch).to(z.first.device()), loss_)
                                  : losses::ntXent(z.first, z.second, loss_);
    auto panel = metrics::collapsePanel(z.first.detach(), z.second.detach());
    panel.emplace_back("patient-contrast/two_images", different(batch).to(at::kFloat).mean());
    return {loss, std::move(panel)};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    std::vector<Preview> all = JointEmbedding::preview(batch);
    const bool two = different(batch)[0].item<bool>();
    all[1].title = two ? "Another image of the same key" : "Second view: the key has no other image";
    if (!batch.keys.empty()) all[1].caption = "key " + batch.keys.front();
    return all;
  }

  [[nodiscard]] double chance() const override { return std::log(2.0 * static_cast<double>(batch_) - 1); }

 protected:
  [[nodiscard]] at::Tensor project(const at::Tensor& features) override { return projector_->forward(features); }

 private:
  // (N) bool: the companion is of another series.
  static at::Tensor different(const Batch& batch) {
    std::vector<std::int64_t> other(static_cast<std::size_t>(batch.images.size(0)), 0);
    if (!batch.companions.defined()) return at::tensor(other, at::kLong).to(at::kBool);
    for (std::size_t i = 0; i < other.size() && i < batch.companionPlaces.size() && i < batch.places.size(); ++i) {
      other[i] = batch.companionPlaces[i].front().series != batch.places[i].series ? 1 : 0;
    }
    return at::tensor(other, at::kLong).to(at::kBool);
  }

  // The other image of the key, or the same patch where there is none.
  static at::Tensor partners(const Batch& batch) {
    if (!batch.companions.defined()) return batch.images;
    std::vector<std::int64_t> shape(static_cast<std::size_t>(batch.images.dim()), 1);
    shape[0] = batch.images.size(0);
    return at::where(different(batch).to(batch.images.device()).view(shape), batch.companions.select(1, 0),
                     batch.images);
  }

  // Equal keys have equal numbers, on every rank; without a key every sample has its own.
  static at::Tensor keysOf(const Batch& batch) {
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < batch.images.size(0); ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (at >= batch.keys.size() || batch.keys[at].empty()) {
        ids.push_back(-1 - i - ranks::rank() * batch.images.size(0));
      } else {
        ids.push_back(static_cast<std::int64_t>(std::hash<std::string>{}(batch.keys[at]) >> 1));
      }
    }
    return at::tensor(ids, at::kLong);
  }

  std::int64_t batch_;
  bool mask_ = true;
  std::shared_ptr<Mlp> projector_;
  losses::NtXentOptions loss_;
};

base::Result<std::unique_ptr<Method>> buildPatientContrast(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<PatientContrast>(std::move(network), config);
}

}  // namespace

MethodInfo patientContrastInfo() {
  constexpr const char* azizi =
      "Azizi et al., Big self-supervised models advance medical image classification, ICCV 2021";
  MethodInfo info{"patient-contrast",
                  "contrastive",
                  {2, 3},
                  "Two images of one patient attract, other patients repel; for several scans a patient",
                  "Azizi et al., ICCV 2021"};
  info.schema.params = {
      temperatureParam(0.1, "How sharply near negatives count. Lower: the hardest dominate; higher: all alike.", azizi),
      toggle("mask_same_key", true,
             {"", "Images of one key in a batch do not repel each other. Off treats them as strangers.",
              "Khosla et al., Supervised contrastive learning, NeurIPS 2020"}),
      hardNegativesParam(),
  };
  addProjectorParams(info.schema, 2048, 256, "Length of the embedding on which the loss is taken.", azizi);
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildPatientContrast;
  return info;
}

}  // namespace selvox::learn::methods

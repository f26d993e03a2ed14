// SimCLR: two views of one patch attract, views of other patches repel (Chen et al., ICML 2020).

#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/nt_xent.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class Simclr : public HeadedMethod {
 public:
  Simclr(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, augment::contrastiveDefaults()), batch_(config.batch) {
    loss_.temperature = base::valueOr(config.settings, "temperature", 0.2);
    loss_.beta = base::valueOr(config.settings, "beta", 0.0);
    projector_ = addHead("projector", mlpHead(withHeadNorm(config, 2 * config.batch), network_->channels().back()));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    return {{"view1", view(batch, 0)}, {"view2", view(batch, 1)}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    // One pass over both views: batch statistics over all 2N, as in the reference.
    const at::Tensor z = projector_->forward(embed(*network_, at::cat({made[0].second, made[1].second}, 0)));
    const std::int64_t n = batch.images.size(0);
    const at::Tensor z1 = z.narrow(0, 0, n), z2 = z.narrow(0, n, n);
    return {losses::ntXent(z1, z2, loss_), metrics::collapsePanel(z1.detach(), z2.detach())};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable());
    const Tensors made = views(batch);
    const auto project = [this](const at::Tensor& x) { return projector_->forward(embed(*network_, x)); };
    std::vector<Preview> all = twoViews(made);
    for (Preview& item : nearestInBatch(made[1].second, project(made[0].second), project(made[1].second))) {
      all.push_back(std::move(item));
    }
    return all;
  }
  [[nodiscard]] double chance() const override { return std::log(2.0 * static_cast<double>(batch_) - 1); }

 private:
  std::int64_t batch_;
  std::shared_ptr<Mlp> projector_;
  losses::NtXentOptions loss_;
};

base::Result<std::unique_ptr<Method>> buildSimclr(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<Simclr>(std::move(network), config);
}

}  // namespace

MethodInfo simclrInfo() {
  constexpr const char* chen = "Chen et al., A simple framework for contrastive learning, ICML 2020";
  MethodInfo info{"simclr",
                  "contrastive",
                  {2, 3},
                  "Two views of one patch attract, other patches repel; wants large batches",
                  "Chen et al., ICML 2020"};
  info.schema.params = {
      number(
          "temperature", 0.2, 0.01, 2.0,
          {"",
           "How sharply near negatives count. Lower: the hardest dominate; higher: all alike. Large batches bear 0.1.",
           chen}),
      hardNegativesParam(),
      headWidth("hidden", 2048, "Width of the projector's hidden layer.", chen),
      headWidth("out", 256, "Length of the embedding on which the loss is taken.", chen),
      contrastHeadNormParam(),
  };
  info.schema.params[0].logarithmic = true;
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildSimclr;
  return info;
}

}  // namespace selvox::learn::methods

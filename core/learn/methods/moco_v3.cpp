// MoCo v3: each view's prediction picks the other view's key of a slow copy among the keys of the batch (Chen et al.,
// ICCV 2021).

#include <cmath>
#include <utility>

#include <ATen/ops/scalar_tensor.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/byol.h"
#include "core/learn/losses/moco.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/projector.h"
#include "core/learn/methods/teacher.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class MocoV3 : public HeadedMethod {
 public:
  MocoV3(std::shared_ptr<architectures::Network> online, std::shared_ptr<architectures::Network> slow,
         const MethodConfig& config)
      : HeadedMethod(std::move(online), config, augment::contrastiveDefaults()),
        keyNetwork_(std::move(slow)),
        batch_(config.batch) {
    loss_.temperature = base::valueOr(config.settings, "temperature", 0.2);
    loss_.beta = base::valueOr(config.settings, "beta", 0.0);
    tau_ = base::valueOr(config.settings, "momentum", 0.99);
    const std::int64_t width = network_->channels().back();
    const bool lastNorm = headNorm(config.settings, config.network.dim) == architectures::NormKind::Batch;
    projector_ = addHead("projector", std::make_shared<NormedMlp>(config, width, lastNorm));
    predictor_ = addHead("predictor", mlpHead(config, base::valueOr<std::int64_t>(config.settings, "out", 256)));
    keyProjector_ = std::make_shared<NormedMlp>(config, width, lastNorm);
    addTeacher("key.encoder", encoderOf(*keyNetwork_), encoderOf(*network_));
    addTeacher("key.projector", keyProjector_, projector_);
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    return {{"view1", view(batch, 0)}, {"view2", view(batch, 1)}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor &a = made[0].second, &b = made[1].second;
    const at::Tensor q1 = query(a), q2 = query(b), k1 = key(a), k2 = key(b);
    const at::Tensor loss = losses::mocoV3(q1, k2, loss_) + losses::mocoV3(q2, k1, loss_);
    auto panel = metrics::collapsePanel(q1.detach(), q2.detach());
    panel.emplace_back("moco-v3/tau", at::scalar_tensor(losses::momentumAt(tau_, batch.step, batch.steps)));
    return {loss, std::move(panel)};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable()), slow(*encoderOf(*keyNetwork_)), head(*keyProjector_);
    const Tensors made = views(batch);
    std::vector<Preview> all = twoViews(made);
    addNearest(all, made[1].second, query(made[0].second), key(made[1].second));
    return all;
  }

  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override {
    moveTeachers(losses::momentumAt(tau_, step, steps));
  }

  [[nodiscard]] double chance() const override {
    return 4 * loss_.temperature * std::log(static_cast<double>(batch_));  // 2 T ln B in each direction
  }

 private:
  at::Tensor query(const at::Tensor& x) { return predictor_->forward(projector_->forward(embed(*network_, x))); }
  at::Tensor key(const at::Tensor& x) {
    const c10::AutoGradMode noGradients(false);
    return keyProjector_->forward(embed(*keyNetwork_, x));
  }

  std::shared_ptr<architectures::Network> keyNetwork_;
  std::shared_ptr<NormedMlp> projector_, keyProjector_;
  std::shared_ptr<Mlp> predictor_;
  losses::MocoOptions loss_;
  double tau_ = 0.99;
  std::int64_t batch_;
};

base::Result<std::unique_ptr<Method>> buildMocoV3(const MethodConfig& config) {
  SELVOX_TRY(auto online, encoderNetwork(config));
  SELVOX_TRY(auto slow, architectures::build(config.arch, teacherNetwork(config), config.seed));
  return std::make_unique<MocoV3>(std::move(online), std::move(slow), withHeadNorm(config, config.batch));
}

}  // namespace

MethodInfo mocoV3Info() {
  constexpr const char* chen = "Chen et al., An empirical study of training self-supervised ViTs, ICCV 2021";
  MethodInfo info{"moco-v3",
                  "contrastive",
                  {2, 3},
                  "Pick the other view's key of a slow copy among the batch's; wants large batches, no queue",
                  "Chen et al., ICCV 2021"};
  info.schema.params = {
      temperatureParam(
          0.2, "How sharply near negatives count. Lower: the hardest dominate. The paper has 1 for ResNets.", chen),
      number("momentum", 0.99, 0.0, 1.0,
             {"", "Momentum of the key network at the start; it rises to 1 by a cosine. Lower for short runs.", chen}),
      hardNegativesParam(),
      headWidth("hidden", 4096, "Width of the hidden layers of projector and predictor.", chen),
      headWidth("out", 256, "Length of the embedding on which the loss is taken.", chen),
      contrastHeadNormParam(),
  };
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildMocoV3;
  return info;
}

}  // namespace selvox::learn::methods

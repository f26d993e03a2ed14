// BYOL: an online network predicts what a slow copy of itself makes of another view (Grill et al., NeurIPS 2020).

#include <utility>

#include <ATen/ops/scalar_tensor.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/byol.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/teacher.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

// The paper blurs one view always and the other seldom. Its second difference, solarisation, and its colour jitter have
// no counterpart on grey values that mean something (Hounsfield units); brightness, contrast and gamma serve both
// views.
constexpr double kBlurFirst = 1.0, kBlurSecond = 0.1;

class Byol : public HeadedMethod {
 public:
  Byol(std::shared_ptr<architectures::Network> online, std::shared_ptr<architectures::Encoder> target,
       const MethodConfig& config)
      : HeadedMethod(std::move(online), config, augment::contrastiveDefaults()),
        tau_(base::valueOr(config.settings, "tau", 0.99)),
        target_(std::move(target)),
        second_(augment_) {
    if (base::valueOr(config.settings, "asymmetric", true) && augment_.blur > 0) {
      augment_.blur = kBlurFirst;
      second_.blur = kBlurSecond;
    }
    const std::int64_t width = network_->channels().back();
    projector_ = addHead("projector", mlpHead(config, width));
    predictor_ = addHead("predictor", mlpHead(config, base::valueOr<std::int64_t>(config.settings, "out", 256)));
    targetProjector_ = mlpHead(config, width);
    addTeacher("target.encoder", target_, encoderOf(*network_));
    addTeacher("target.projector", targetProjector_, projector_);
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    return {{"view1", view(batch, 0)}, {"view2", methods::view(batch, second_, 1, type())}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor &a = made[0].second, &b = made[1].second;
    const at::Tensor z1 = projector_->forward(embed(*network_, a)), z2 = projector_->forward(embed(*network_, b));
    at::Tensor t1, t2;
    {
      const c10::AutoGradMode noGradients(false);
      t1 = targetProjector_->forward(embed(*target_, a));
      t2 = targetProjector_->forward(embed(*target_, b));
    }
    const at::Tensor loss = losses::byol(predictor_->forward(z1), t2) + losses::byol(predictor_->forward(z2), t1);
    auto panel = metrics::collapsePanel(z1.detach(), z2.detach());
    panel.emplace_back("byol/tau", at::scalar_tensor(losses::momentumAt(tau_, batch.step, batch.steps)));
    return {loss, std::move(panel)};
  }

  std::vector<Preview> preview(const Batch& batch) override { return twoViews(views(batch)); }

  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override {
    moveTeachers(losses::momentumAt(tau_, step, steps));
  }

 private:
  double tau_;
  std::shared_ptr<architectures::Encoder> target_;
  augment::Settings second_;  // of the second view
  std::shared_ptr<Mlp> projector_, predictor_, targetProjector_;
};

base::Result<std::unique_ptr<Method>> buildByol(const MethodConfig& config) {
  SELVOX_TRY(auto online, encoderNetwork(config));
  SELVOX_TRY(auto target, teacherEncoder(config));
  // With layer norm nothing keeps 3D embeddings apart, and they collapse; statistics of four samples already hold them.
  return std::make_unique<Byol>(std::move(online), std::move(target), withHeadNorm(config, 2 * config.batch));
}

}  // namespace

MethodInfo byolInfo() {
  constexpr const char* grill = "Grill et al., Bootstrap your own latent, NeurIPS 2020";
  MethodInfo info{"byol",
                  "distillation",
                  {2, 3},
                  "Predict a slow copy of the network on another view; bears small batches",
                  "Grill et al., NeurIPS 2020"};
  info.schema.params = {
      number(
          "tau", 0.99, 0.0, 1.0,
          {"",
           "Momentum of the target at the start; it rises to 1 by a cosine. Lower for short runs, 0.996 for long ones.",
           grill}),
      headWidth("hidden", 4096, "Width of the hidden layers of projector and predictor.", grill),
      headWidth("out", 256, "Length of the embedding on which the loss is taken.", grill),
      toggle(
          "asymmetric", true,
          {"",
           "The first view is always blurred and the second seldom, so that the network cannot rely on texture. Off: "
           "both as augment.blur says. Without blur (augment.blur 0) it does nothing.",
           grill}),
      contrastHeadNormParam(),
  };
  info.schema.params[3].advanced = true;
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildByol;
  return info;
}

}  // namespace selvox::learn::methods

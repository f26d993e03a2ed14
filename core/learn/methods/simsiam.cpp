// SimSiam: each view predicts the other's embedding, through which no gradient flows (Chen and He, CVPR 2021).

#include <string>
#include <utility>

#include "core/learn/losses/byol.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/joint_embedding.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class Simsiam : public JointEmbedding {
 public:
  Simsiam(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : JointEmbedding(std::move(network), config), constant_(base::valueOr(config.settings, "constant_lr", true)) {
    projector_ =
        addHead("projector", projectorHead(config, network_->channels().back(), 3, /*bias=*/true, /*lastNorm=*/true));
    const auto out = base::valueOr<std::int64_t>(config.settings, "out", 2048);
    predictor_ =
        addHead("predictor", std::make_shared<Mlp>(out, base::valueOr<std::int64_t>(config.settings, "bottleneck", 512),
                                                   out, headNorm(config.settings, config.network.dim)));
  }

  StepOutput step(const Batch& batch) override {
    const Pair z = embedApart(batch);
    const at::Tensor loss = (losses::negativeCosine(predictor_->forward(z.first), z.second) +
                             losses::negativeCosine(predictor_->forward(z.second), z.first)) /
                            2;
    return {loss, metrics::collapsePanel(z.first.detach(), z.second.detach())};
  }

  [[nodiscard]] ParameterRule rule(const std::string& parameter) const override {
    ParameterRule rule;
    rule.constantLr = constant_ && parameter.starts_with("predictor.");
    return rule;
  }

 protected:
  [[nodiscard]] at::Tensor project(const at::Tensor& features) override { return projector_->forward(features); }

 private:
  bool constant_;
  std::shared_ptr<Projector> projector_;
  std::shared_ptr<Mlp> predictor_;
};

base::Result<std::unique_ptr<Method>> buildSimsiam(const MethodConfig& config) {
  SELVOX_CHECK(requireBatch(config, "simsiam", 2));
  SELVOX_TRY(auto network, encoderNetwork(config));
  // With layer norm nothing keeps 3D embeddings apart, and they collapse; statistics of four samples already hold them.
  return std::make_unique<Simsiam>(std::move(network), withHeadNorm(config, 2 * config.batch));
}

}  // namespace

MethodInfo simsiamInfo() {
  constexpr const char* chen = "Chen and He, Exploring simple Siamese representation learning, CVPR 2021";
  MethodInfo info{"simsiam",
                  "distillation",
                  {2, 3},
                  "Each view predicts the other's embedding; no negatives, no second network; watch for collapse",
                  "Chen and He, CVPR 2021"};
  info.schema.params = {
      headWidth("hidden", 2048, "Width of the projector's two hidden layers.", chen),
      headWidth("out", 2048, "Length of the embedding on which the loss is taken.", chen),
      headWidth("bottleneck", 512, "Width of the predictor's hidden layer; a quarter of the embedding.", chen),
      toggle("constant_lr", true,
             {"",
              "The predictor keeps the full learning rate while the rest follows the schedule, so that it never lags "
              "behind the embedding.",
              chen}),
      contrastHeadNormParam(),
  };
  info.schema.params[3].advanced = true;
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildSimsiam;
  return info;
}

}  // namespace selvox::learn::methods

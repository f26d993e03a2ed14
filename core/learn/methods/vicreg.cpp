// VICReg: two views agree while every dimension keeps its spread and the dimensions stay uncorrelated (Bardes et al.,
// ICLR 2022).

#include <utility>

#include "core/learn/losses/redundancy.h"
#include "core/learn/methods/joint_embedding.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class Vicreg : public JointEmbedding {
 public:
  Vicreg(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : JointEmbedding(std::move(network), config) {
    loss_.sim = base::valueOr(config.settings, "sim", 25.0);
    loss_.var = base::valueOr(config.settings, "var", 25.0);
    loss_.cov = base::valueOr(config.settings, "cov", 1.0);
    projector_ = addHead("projector", projectorHead(config, network_->channels().back(), 3));
  }

  StepOutput step(const Batch& batch) override {
    const Pair z = embedApart(batch);
    const losses::VicregTerms t = losses::vicreg(z.first, z.second, loss_);
    StepOutput out{t.loss, metrics::collapsePanel(z.first.detach(), z.second.detach())};
    out.metrics.emplace_back("loss/invariance", t.invariance.detach());
    out.metrics.emplace_back("loss/variance", t.variance.detach());
    out.metrics.emplace_back("loss/covariance", t.covariance.detach());
    return out;
  }

 protected:
  [[nodiscard]] at::Tensor project(const at::Tensor& features) override { return projector_->forward(features); }

 private:
  losses::VicregOptions loss_;
  std::shared_ptr<Projector> projector_;
};

base::Result<std::unique_ptr<Method>> buildVicreg(const MethodConfig& config) {
  SELVOX_CHECK(requireBatch(config, "vicreg", 2));
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<Vicreg>(std::move(network), config);
}

}  // namespace

MethodInfo vicregInfo() {
  constexpr const char* bardes = "Bardes et al., VICReg, ICLR 2022";
  MethodInfo info{"vicreg",
                  "information",
                  {2, 3},
                  "Two views agree while the embedding's dimensions keep their spread; needs no negatives",
                  "Bardes et al., ICLR 2022"};
  info.schema.params = {
      number("sim", 25, 0, 1000,
             {"", "Weight of the agreement of two views. Higher: more alike, with more risk of collapse.", bardes}),
      number("var", 25, 0, 1000,
             {"", "Weight of each dimension's spread, which prevents collapse. Try 50 with small batches.", bardes}),
      number(
          "cov", 1, 0, 1000,
          {"", "Weight of keeping the dimensions uncorrelated. Higher: each dimension says something else.", bardes}),
      headWidth("hidden", 2048, "Width of the projector's two hidden layers.", bardes),
      headWidth("out", 2048, "Length of the embedding on which the loss is taken.", bardes),
      headNormParam(),
  };
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildVicreg;
  return info;
}

}  // namespace selvox::learn::methods

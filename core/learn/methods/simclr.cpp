// SimCLR: two views of one patch attract, views of other patches repel (Chen et al., ICML 2020).

#include <cmath>
#include <utility>

#include "core/learn/losses/nt_xent.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/joint_embedding.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class Simclr : public JointEmbedding {
 public:
  Simclr(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : JointEmbedding(std::move(network), config), batch_(config.batch) {
    loss_.temperature = base::valueOr(config.settings, "temperature", 0.2);
    loss_.beta = base::valueOr(config.settings, "beta", 0.0);
    projector_ = addHead("projector", mlpHead(withHeadNorm(config, 2 * config.batch), network_->channels().back()));
  }

  StepOutput step(const Batch& batch) override {
    const Pair z = embedTogether(batch);  // batch statistics over all 2N, as in the reference
    return {losses::ntXent(z.first, z.second, loss_), metrics::collapsePanel(z.first.detach(), z.second.detach())};
  }

  [[nodiscard]] double chance() const override { return std::log(2.0 * static_cast<double>(batch_) - 1); }

 protected:
  [[nodiscard]] at::Tensor project(const at::Tensor& features) override { return projector_->forward(features); }

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
      temperatureParam(
          0.2,
          "How sharply near negatives count. Lower: the hardest dominate; higher: all alike. Large batches bear 0.1.",
          chen),
      hardNegativesParam(),
  };
  addProjectorParams(info.schema, 2048, 256, "Length of the embedding on which the loss is taken.", chen);
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildSimclr;
  return info;
}

}  // namespace selvox::learn::methods

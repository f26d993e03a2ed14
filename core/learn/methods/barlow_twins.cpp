// Barlow Twins: the cross-correlation of two views' embeddings is driven to the identity (Zbontar et al., ICML 2021).

#include <utility>

#include "core/learn/losses/redundancy.h"
#include "core/learn/methods/joint_embedding.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

class BarlowTwins : public JointEmbedding {
 public:
  BarlowTwins(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : JointEmbedding(std::move(network), config), scale_(base::valueOr(config.settings, "scale", 0.1)) {
    loss_.lambda = base::valueOr(config.settings, "lambda", 0.0051);
    projector_ = addHead("projector", projectorHead(config, network_->channels().back(), 3, /*bias=*/false));
  }

  StepOutput step(const Batch& batch) override {
    const Pair z = embedApart(batch);
    const losses::BarlowTerms t = losses::barlowTwinsTerms(z.first, z.second, loss_);
    StepOutput out{scale_ * t.loss, metrics::collapsePanel(z.first.detach(), z.second.detach())};
    out.metrics.emplace_back("loss/on_diagonal", t.onDiagonal.detach());
    out.metrics.emplace_back("loss/off_diagonal", t.offDiagonal.detach());
    out.metrics.emplace_back("correlation/diagonal_mean", t.diagonalMean);
    out.metrics.emplace_back("correlation/off_diagonal_rms", t.offDiagonalRms);
    return out;
  }

 protected:
  [[nodiscard]] at::Tensor project(const at::Tensor& features) override { return projector_->forward(features); }

 private:
  double scale_;
  losses::BarlowOptions loss_;
  std::shared_ptr<Projector> projector_;
};

base::Result<std::unique_ptr<Method>> buildBarlowTwins(const MethodConfig& config) {
  SELVOX_CHECK(requireBatch(config, "barlow-twins", 2));
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<BarlowTwins>(std::move(network), config);
}

}  // namespace

MethodInfo barlowTwinsInfo() {
  constexpr const char* zbontar = "Zbontar et al., Barlow Twins, ICML 2021";
  MethodInfo info{"barlow-twins",
                  "information",
                  {2, 3},
                  "Each dimension of the embedding agrees between two views and with no other dimension",
                  "Zbontar et al., ICML 2021"};
  info.schema.params = {
      number("lambda", 0.0051, 1e-6, 1,
             {"", "Weight of keeping the dimensions uncorrelated. Higher: less redundant, views agree less.", zbontar}),
      number("scale", 0.1, 1e-4, 100,
             {"", "Factor on the loss, which grows with the embedding's length. It matters with SGD and in sums.",
              "Turrisi da Costa et al., solo-learn, JMLR 2022"}),
      headWidth("hidden", 2048, "Width of the projector's two hidden layers.", zbontar),
      headWidth("out", 2048, "Length of the embedding on which the loss is taken.", zbontar),
      headNormParam(),
  };
  info.schema.params[0].logarithmic = true;
  info.schema.params[1].advanced = true;
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildBarlowTwins;
  return info;
}

}  // namespace selvox::learn::methods

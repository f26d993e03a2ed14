// W-MSE: the whitened embeddings of two views agree; whitening alone keeps them from collapsing (Ermolov et al., ICML
// 2021).

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <ATen/ops/empty.h>

#include "core/base/rng.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/losses/w_mse.h"
#include "core/learn/methods/joint_embedding.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

constexpr std::int64_t kWidest = 64;  // the paper's embedding

// Half of the batch's rows, so that their covariance has full rank with room to spare.
std::int64_t dimensions(const MethodConfig& config) {
  const std::int64_t fitting = std::clamp<std::int64_t>(config.batch / 2, 1, kWidest);
  return architectures::intOrAuto(config.settings, "out").value_or(fitting);
}

std::int64_t blockRows(const MethodConfig& config) {
  return architectures::intOrAuto(config.settings, "block").value_or(2 * dimensions(config));
}

class WMse : public JointEmbedding {
 public:
  WMse(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : JointEmbedding(std::move(network), config), slices_(base::valueOr(config.settings, "slices", 1)) {
    loss_.blockSize = blockRows(config);
    loss_.eps = base::valueOr(config.settings, "eps", 0.0);
    projector_ =
        addHead("projector", std::make_shared<Projector>(ProjectorOptions{
                                 {network_->channels().back(),
                                  base::valueOr<std::int64_t>(config.settings, "hidden", 1024), dimensions(config)},
                                 headNorm(config.settings, config.network.dim)}));
  }

  StepOutput step(const Batch& batch) override {
    const Pair z = embedTogether(batch);
    at::Tensor loss;
    for (int slice = 0; slice < slices_; ++slice) {
      const at::Tensor order = shuffled(batch, slice, z.first.size(0)).to(z.first.device());
      const at::Tensor part = losses::wMse(z.first.index_select(0, order), z.second.index_select(0, order), loss_);
      loss = loss.defined() ? loss + part : part;
    }
    return {loss / slices_, metrics::collapsePanel(z.first.detach(), z.second.detach())};
  }

 protected:
  [[nodiscard]] at::Tensor project(const at::Tensor& features) override { return projector_->forward(features); }

 private:
  // Which rows are whitened together changes from step to step.
  static at::Tensor shuffled(const Batch& batch, int slice, std::int64_t rows) {
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(slice));
    std::vector<std::int64_t> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), 0);
    base::shuffle(order, rng);
    at::Tensor result = at::empty({rows}, at::kLong);
    std::copy(order.begin(), order.end(), result.data_ptr<std::int64_t>());
    return result;
  }

  int slices_;
  losses::WMseOptions loss_;
  std::shared_ptr<Projector> projector_;
};

base::Result<std::unique_ptr<Method>> buildWMse(const MethodConfig& config) {
  const std::int64_t dims = dimensions(config), block = blockRows(config);
  if (block < 2 * dims) {
    return base::fail(base::ErrorCode::InvalidArgument, "w-mse whitens " + std::to_string(dims) +
                                                            " dimensions and needs blocks of at least " +
                                                            std::to_string(2 * dims) + " samples; block is " +
                                                            std::to_string(block) + ". Raise block or lower out.");
  }
  if (config.batch < block || config.batch < 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "w-mse needs at least " + std::to_string(std::max<std::int64_t>(block, 2)) +
                          " samples a batch to whiten " + std::to_string(dims) + " dimensions, this run has " +
                          std::to_string(config.batch) + ". Raise train.batch, lower out, or leave both automatic.");
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<WMse>(std::move(network), config);
}

}  // namespace

MethodInfo wMseInfo() {
  constexpr const char* ermolov = "Ermolov et al., Whitening for self-supervised representation learning, ICML 2021";
  MethodInfo info{"w-mse",
                  "information",
                  {2, 3},
                  "Whitened embeddings of two views agree; wants batches of twice the embedding's length",
                  "Ermolov et al., ICML 2021"};
  info.schema.params = {
      integer("out", nullptr, 1, 1024,
              {"features",
               "Length of the embedding. More says more and needs larger batches: two samples for each. Auto: half of "
               "the batch, at most 64.",
               ermolov}),
      advanced(
          integer("block", nullptr, 2, 4096,
                  {"samples", "Samples that are whitened together. Auto: twice the embedding's length.", ermolov})),
      advanced(integer("slices", 1, 1, 16,
                       {"", "Ways in which each batch is cut into blocks. More: steadier, a little slower.", ermolov})),
      advanced(number("eps", 0.0, 0.0, 0.5,
                      {"",
                       "Share of the identity mixed into each covariance. Above 0 tames small batches; where a "
                       "covariance cannot be inverted 0.001 is used anyway.",
                       ermolov})),
      headWidth("hidden", 1024, "Width of the projector's hidden layer.", ermolov),
      headNormParam(),
  };
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildWMse;
  return info;
}

}  // namespace selvox::learn::methods

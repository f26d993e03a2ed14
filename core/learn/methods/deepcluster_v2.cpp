// DeepCluster v2: features of earlier batches are clustered from time to time, and views predict each other's cluster
// (Caron et al., ECCV 2018 and NeurIPS 2020).

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/full.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/settings.h"
#include "core/learn/losses/common.h"
#include "core/learn/methods/clusters.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/multi_crop.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

std::int64_t memoryOf(const MethodConfig& config) {
  return architectures::intOrAuto(config.settings, "memory").value_or(std::min<std::int64_t>(64 * config.batch, 65536));
}
std::int64_t clustersOf(const MethodConfig& config) {
  const std::int64_t usual = std::clamp<std::int64_t>(memoryOf(config) / 16, 2, 3000);
  return architectures::intOrAuto(config.settings, "clusters").value_or(usual);
}

class DeepclusterV2 : public HeadedMethod {
 public:
  DeepclusterV2(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, augment::contrastiveDefaults()),
        crops_(localCrops(config, *network_)),
        temperature_(base::valueOr(config.settings, "temperature", 0.1)),
        iterations_(base::valueOr(config.settings, "iterations", 10)),
        every_(architectures::intOrAuto(config.settings, "every")
                   .value_or(std::max<std::int64_t>(memoryOf(config) / (kLargeViews * config.batch), 1))),
        width_(base::valueOr<std::int64_t>(config.settings, "out", 128)),
        memory_(keep("memory", at::zeros({memoryOf(config), width_}))),
        pointer_(keep("memory_pointer", at::zeros({1}, at::kLong))),
        filled_(keep("memory_filled", at::zeros({1}, at::kLong))),
        prototypes_(keep("prototypes", at::zeros({base::valueOr<std::int64_t>(config.settings, "heads", 3),
                                                  clustersOf(config), width_}))),
        steps_(keep("steps", at::zeros({1}, at::kLong))),
        clusterings_(keep("clusterings", at::zeros({1}, at::kLong))),
        usage_(keep("usage", at::full({clustersOf(config)}, 1.0 / static_cast<double>(clustersOf(config))))) {
    projector_ = addHead("projector", mlpHead(withHeadNorm(config, 2 * config.batch), network_->channels().back()));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    Tensors all{{"view1", view(batch, 0)}, {"view2", view(batch, 1)}};
    for (int i = 0; i < crops_.count; ++i) {
      all.emplace_back("local" + std::to_string(i + 1), localView(batch, augment_, crops_, kLargeViews + i, type()));
    }
    return all;
  }

  StepOutput step(const Batch& batch) override {
    const std::vector<at::Tensor> rows = project(views(batch));
    const auto [loss, assigned] = predictClusters(rows);
    if (trainable()->is_training()) {
      pending_.push_back({at::cat({rows[0].detach(), rows[1].detach()}, 0), assigned});
    }
    auto panel = metrics::collapsePanel(rows[0].detach(), rows[1].detach());
    for (auto& item : clusterPanel(usage_)) panel.push_back(std::move(item));
    panel.emplace_back("clusters/clusterings", clusterings_.sum().to(at::kFloat));
    return {loss, std::move(panel)};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable());
    const Tensors made = views(batch);
    std::vector<Preview> all = twoViews(made);
    const std::vector<at::Tensor> rows = project(made);
    if (addNearest(all, made[1].second, rows[0], rows[1]) && clusterings_.item<std::int64_t>() > 0) {
      const at::Tensor own = at::matmul(at::cat({rows[0].narrow(0, 0, 1), rows[1].narrow(0, 0, 1)}, 0),
                                        prototypes_[0].t().to(rows[0].scalar_type()))
                                 .argmax(1);
      all.back().caption += "; the two views fall into clusters " + std::to_string(own[0].item<std::int64_t>()) +
                            " and " + std::to_string(own[1].item<std::int64_t>());
    }
    return all;
  }

  void afterOptimizerStep(std::int64_t, std::int64_t) override {
    for (const Pending& item : pending_) {
      if (item.assigned.defined()) updateUsage(usage_, item.assigned);
      writeRing(memory_, pointer_, item.rows);
      filled_.add_(item.rows.size(0)).clamp_(0, memory_.size(0));
    }
    pending_.clear();
    steps_.add_(1);
    const bool first = clusterings_.item<std::int64_t>() == 0;  // as soon as there are enough rows
    if (first || steps_.item<std::int64_t>() % every_ == 0) cluster();
  }

  [[nodiscard]] double chance() const override { return std::log(static_cast<double>(prototypes_.size(1))); }

 private:
  struct Pending {
    at::Tensor rows, assigned;
  };

  std::vector<at::Tensor> project(const Tensors& made) {
    std::vector<at::Tensor> rows, large{made[0].second, made[1].second}, small;
    for (std::size_t i = kLargeViews; i < made.size(); ++i) small.push_back(made[i].second);
    for (const auto& same : {large, small}) {
      if (same.empty()) continue;
      const at::Tensor z = losses::normaliseRows(projector_->forward(embed(*network_, at::cat(same, 0))));
      for (const at::Tensor& part : z.tensor_split(static_cast<std::int64_t>(same.size()), 0)) rows.push_back(part);
    }
    return rows;
  }

  // Head h assigns by large view h mod 2; every other view predicts that. Before the first clustering nothing is asked.
  std::pair<at::Tensor, at::Tensor> predictClusters(const std::vector<at::Tensor>& rows) {
    const compat::FullPrecision guard;
    if (clusterings_.item<std::int64_t>() == 0) return {rows[0].sum() * 0, {}};
    at::Tensor sum, first;
    int terms = 0;
    for (std::int64_t head = 0; head < prototypes_.size(0); ++head) {
      const at::Tensor centroids = prototypes_[head].to(rows[0].scalar_type()).t();
      const std::int64_t teacher = head % kLargeViews;
      const at::Tensor label = at::matmul(rows[static_cast<std::size_t>(teacher)].detach(), centroids).argmax(1);
      if (head == 0) first = label;
      for (std::size_t v = 0; v < rows.size(); ++v) {
        if (static_cast<std::int64_t>(v) == teacher) continue;
        const at::Tensor term = at::cross_entropy_loss(at::matmul(rows[v], centroids) / temperature_, label);
        sum = terms++ == 0 ? term : sum + term;
      }
    }
    return {sum / terms, first};
  }

  void cluster() {
    const std::int64_t rows = filled_.item<std::int64_t>();
    if (rows < prototypes_.size(1)) return;
    const c10::AutoGradMode noGradients(false);
    const auto draw = static_cast<std::uint64_t>(clusterings_.item<std::int64_t>());
    for (std::int64_t head = 0; head < prototypes_.size(0); ++head) {
      prototypes_[head].copy_(sphericalKMeans(memory_.narrow(0, 0, rows), prototypes_.size(1), iterations_, seed_, draw,
                                              static_cast<std::uint64_t>(head)));
    }
    usage_.fill_(1.0 / static_cast<double>(usage_.size(0)));
    clusterings_.add_(1);
  }

  LocalCrops crops_;
  double temperature_;
  int iterations_;
  std::int64_t every_, width_;
  at::Tensor &memory_, &pointer_, &filled_, &prototypes_, &steps_, &clusterings_, &usage_;
  std::vector<Pending> pending_;  // of the batches since the last step of the optimizer
  std::shared_ptr<Mlp> projector_;
};

base::Result<std::unique_ptr<Method>> buildDeepclusterV2(const MethodConfig& config) {
  if (clustersOf(config) > memoryOf(config)) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "deepcluster-v2 cannot make " + std::to_string(clustersOf(config)) + " clusters of a memory of " +
                          std::to_string(memoryOf(config)) + " rows. Lower clusters or raise memory.");
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<DeepclusterV2>(std::move(network), config);
}

}  // namespace

MethodInfo deepclusterV2Info() {
  constexpr const char* caron = "Caron et al., Unsupervised learning by contrasting cluster assignments, NeurIPS 2020";
  MethodInfo info{"deepcluster-v2",
                  "clustering",
                  {2, 3},
                  "Cluster what was seen lately and predict the cluster from another view; the memory needs some steps "
                  "to fill",
                  "Caron et al., ECCV 2018; Caron et al., NeurIPS 2020"};
  info.schema.params = {
      integer("clusters", nullptr, 2, 65536,
              {"", "Number of clusters. More see finer differences. Auto: a sixteenth of the memory, 3000 at most.",
               caron}),
      integer("heads", 3, 1, 16, {"", "Independent clusterings. More are steadier and cost little.", caron}),
      number("temperature", 0.1, 0.01, 2.0, {"", "How sure the predictions must be. Lower: sharper clusters.", caron}),
      integer("memory", nullptr, 2, 1 << 20,
              {"rows", "Features of earlier batches that are clustered. Auto: those of 32 steps.", caron}),
      integer("every", nullptr, 1, 1 << 20,
              {"steps", "Steps between two clusterings. Auto: as many as fill the memory anew.", caron}),
      integer("iterations", 10, 1, 1000, {"", "Iterations of k-means at each clustering.", caron}),
  };
  for (const std::size_t i : {3, 4, 5}) info.schema.params[i].advanced = true;
  addProjectorParams(info.schema, 2048, 128, "Length of the embedding that is clustered.", caron);
  for (spec::Param& param : localCropParams(4, 0.05, 0.3, caron)) info.schema.params.push_back(std::move(param));
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildDeepclusterV2;
  return info;
}

}  // namespace selvox::learn::methods

// SwAV: each view predicts the cluster code of another; codes by optimal transport, so that clusters fill evenly
// (Caron et al., NeurIPS 2020).

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/base/text.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/losses/common.h"
#include "core/learn/losses/swav.h"
#include "core/learn/methods/clusters.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/multi_crop.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/collapse.h"

namespace selvox::learn::methods {
namespace {

std::int64_t prototypesOf(const MethodConfig& config) {
  return architectures::intOrAuto(config.settings, "prototypes")
      .value_or(std::clamp<std::int64_t>(4 * config.batch, 32, 3000));
}
// Codes of a batch smaller than the prototypes are uneven by need; rows of earlier batches fill up.
std::int64_t queueOf(const MethodConfig& config) {
  const std::int64_t usual = config.batch >= prototypesOf(config) ? 0 : std::min<std::int64_t>(15 * config.batch, 3840);
  return architectures::intOrAuto(config.settings, "queue").value_or(usual);
}

class Swav : public HeadedMethod {
 public:
  Swav(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, augment::contrastiveDefaults()),
        crops_(localCrops(config, *network_)),
        queueFrom_(base::valueOr(config.settings, "queue_from", 0.1)),
        freeze_(base::valueOr(config.settings, "freeze", 0.05)),
        width_(base::valueOr<std::int64_t>(config.settings, "out", 128)),
        queue_(keep("queue", at::zeros({kLargeViews, queueOf(config), width_}))),
        pointer_(keep("queue_pointer", at::zeros({1}, at::kLong))),
        filled_(keep("queue_filled", at::zeros({1}, at::kLong))),
        usage_(keep("usage", at::full({prototypesOf(config)}, 1.0 / static_cast<double>(prototypesOf(config))))) {
    loss_.temperature = base::valueOr(config.settings, "temperature", 0.1);
    loss_.codes.eps = base::valueOr(config.settings, "eps", 0.05);
    loss_.codes.iterations = base::valueOr(config.settings, "iterations", 3);
    loss_.assigned = kLargeViews;
    projector_ = addHead("projector", mlpHead(withHeadNorm(config, 2 * config.batch), network_->channels().back()));
    prototypes_ = addHead("prototypes", std::make_shared<architectures::Linear>(width_, usage_.size(0), false));
    normalisePrototypes();
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
    const Tensors made = views(batch);
    const std::vector<at::Tensor> rows = project(made);
    std::vector<at::Tensor> scores;
    for (const at::Tensor& z : rows) scores.push_back(prototypes_->forward(z));
    const std::vector<at::Tensor> codes = codesOf(scores, batch);
    if (trainable()->is_training()) {
      pending_.push_back({rows[0].detach(), rows[1].detach(), at::cat(codes, 0).argmax(1)});
    }
    auto panel = metrics::collapsePanel(rows[0].detach(), rows[1].detach());
    for (auto& item : clusterPanel(usage_)) panel.push_back(std::move(item));
    return {losses::swav(scores, codes, loss_), std::move(panel)};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable());
    const Tensors made = views(batch);
    std::vector<Preview> all = twoViews(made);
    if (crops_.count > 0) {
      all.push_back(
          {"local", "A small crop of it", "image", made[kLargeViews].second[0].to(at::kFloat).contiguous().cpu()});
    }
    const std::vector<at::Tensor> rows = project(made);
    if (addNearest(all, made[1].second, rows[0], rows[1])) {
      const auto cluster = [&](const at::Tensor& z) {
        return std::to_string(prototypes_->forward(z)[0].argmax().item<std::int64_t>());
      };
      all.back().caption += "; the two views fall into clusters " + cluster(rows[0]) + " and " + cluster(rows[1]);
    }
    return all;
  }

  // Prototypes stand still while the features are random, or everything falls into one of them.
  void afterBackward(std::int64_t step, std::int64_t steps) override {
    if (static_cast<double>(step) > freeze_ * static_cast<double>(steps)) return;
    for (at::Tensor& p : prototypes_->parameters()) p.mutable_grad() = at::Tensor();
  }

  void afterOptimizerStep(std::int64_t, std::int64_t) override {
    normalisePrototypes();
    for (const Pending& item : pending_) {
      updateUsage(usage_, item.assigned);
      if (queue_.size(1) == 0) continue;
      at::Tensor next = pointer_.clone(), first = queue_.select(0, 0), second = queue_.select(0, 1);
      writeRing(first, next, item.first);
      writeRing(second, pointer_, item.second);
      filled_.add_(item.first.size(0)).clamp_(0, queue_.size(1));
    }
    pending_.clear();
  }

  [[nodiscard]] double chance() const override { return std::log(static_cast<double>(usage_.size(0))); }

 private:
  struct Pending {
    at::Tensor first, second, assigned;
  };

  // Rows of length 1 of every view; views of one size share a pass.
  std::vector<at::Tensor> project(const Tensors& made) {
    std::vector<at::Tensor> rows;
    for (std::size_t begin = 0; begin < made.size();) {
      const std::size_t end = begin < kLargeViews ? kLargeViews : made.size();
      std::vector<at::Tensor> same;
      for (std::size_t i = begin; i < end; ++i) same.push_back(made[i].second);
      const at::Tensor z = losses::normaliseRows(projector_->forward(embed(*network_, at::cat(same, 0))));
      for (const at::Tensor& part : z.tensor_split(static_cast<std::int64_t>(same.size()), 0)) rows.push_back(part);
      begin = end;
    }
    return rows;
  }

  // Codes of the large views, among the queue's rows where it is in use.
  std::vector<at::Tensor> codesOf(const std::vector<at::Tensor>& scores, const Batch& batch) {
    const c10::AutoGradMode noGradients(false);
    const bool queued = queue_.size(1) > 0 && filled_.item<std::int64_t>() == queue_.size(1) &&
                        static_cast<double>(batch.step) >= queueFrom_ * static_cast<double>(batch.steps);
    std::vector<at::Tensor> codes;
    for (std::int64_t i = 0; i < kLargeViews; ++i) {
      const at::Tensor own = scores[static_cast<std::size_t>(i)];
      const at::Tensor all =
          queued ? at::cat({prototypes_->forward(queue_.select(0, i)).to(own.scalar_type()), own}, 0) : own;
      codes.push_back(losses::sinkhorn(all, loss_.codes).narrow(0, all.size(0) - own.size(0), own.size(0)));
    }
    return codes;
  }

  void normalisePrototypes() {
    const c10::AutoGradMode noGradients(false);
    for (at::Tensor& p : prototypes_->parameters()) p.copy_(losses::normaliseRows(p));
  }

  LocalCrops crops_;
  double queueFrom_, freeze_;
  std::int64_t width_;
  at::Tensor &queue_, &pointer_, &filled_, &usage_;
  std::vector<Pending> pending_;  // of the batches since the last step of the optimizer
  losses::SwavOptions loss_;
  std::shared_ptr<Mlp> projector_;
  std::shared_ptr<architectures::Linear> prototypes_;
};

base::Result<std::unique_ptr<Method>> buildSwav(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<Swav>(std::move(network), config);
}

}  // namespace

MethodInfo swavInfo() {
  constexpr const char* caron = "Caron et al., Unsupervised learning by contrasting cluster assignments, NeurIPS 2020";
  MethodInfo info{"swav",
                  "clustering",
                  {2, 3},
                  "Views predict each other's cluster; clusters are kept equally full; bears small batches",
                  "Caron et al., NeurIPS 2020"};
  info.schema.params = {
      integer("prototypes", nullptr, 2, 65536,
              {"", "Number of clusters. More see finer differences. Auto: four times the batch, 32 to 3000.", caron}),
      number("temperature", 0.1, 0.01, 2.0,
             {"", "How sure the predictions must be. Lower: sharper clusters, less stable.", caron}),
      number("eps", 0.05, 0.001, 1.0,
             {"", "Softness of the codes. Lower: one cluster a patch; higher: spread over many.", caron}),
      integer("iterations", 3, 1, 100, {"", "Sinkhorn steps that even out the clusters.", caron}),
      integer("queue", nullptr, 0, 65536,
              {"rows",
               "Rows of earlier batches that take part when codes are made. Auto: 15 batches where a batch is smaller "
               "than the number of prototypes, else none.",
               caron}),
      number("queue_from", 0.1, 0.0, 1.0, {"", "Share of the run after which the queue is used.", caron}),
      number("freeze", 0.05, 0.0, 1.0,
             {"", "Share of the run during which the prototypes stand still. More is safer against collapse.", caron}),
  };
  for (const std::size_t i : {3, 4, 5}) info.schema.params[i].advanced = true;
  addProjectorParams(info.schema, 2048, 128, "Length of the embedding that is compared with the prototypes.", caron);
  for (spec::Param& param : localCropParams(4, 0.05, 0.3, caron)) info.schema.params.push_back(std::move(param));
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildSwav;
  return info;
}

}  // namespace selvox::learn::methods

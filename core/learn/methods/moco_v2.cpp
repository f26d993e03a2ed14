// MoCo v2: a query attracts its key from a slow copy of the network and repels a queue of older keys (He et al., CVPR
// 2020; Chen et al., 2020).

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/settings.h"
#include "core/learn/losses/byol.h"
#include "core/learn/losses/common.h"
#include "core/learn/losses/moco.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/teacher.h"
#include "core/learn/metrics/collapse.h"
#include "core/learn/ranks/ranks.h"

namespace selvox::learn::methods {
namespace {

constexpr std::int64_t kLongestQueue = 4096, kChunks = 4;

// Shorter than the training set, so that no key meets an older key of its own scan; whole batches of keys.
std::int64_t queueLength(const MethodConfig& config) {
  if (const auto given = architectures::intOrAuto(config.settings, "queue")) return *given;
  const std::int64_t batch = std::max<std::int64_t>(config.batch, 1);
  return std::clamp((config.cases - 1) / batch * batch, batch, std::max(kLongestQueue, batch));
}

class MocoV2 : public HeadedMethod {
 public:
  MocoV2(std::shared_ptr<architectures::Network> online, std::shared_ptr<architectures::Network> slow,
         const MethodConfig& config)
      : HeadedMethod(std::move(online), config, augment::contrastiveDefaults()),
        keyNetwork_(std::move(slow)),
        queue_(keep("queue", unitRows(queueLength(config), base::valueOr<std::int64_t>(config.settings, "out", 128),
                                      config.seed, 0))),
        pointer_(keep("queue_pointer", at::zeros({1}, at::kLong))) {
    loss_.temperature = base::valueOr(config.settings, "temperature", 0.2);
    loss_.beta = base::valueOr(config.settings, "beta", 0.0);
    start_ = base::valueOr(config.settings, "momentum", 0.99);
    end_ = std::max(start_, base::valueOr(config.settings, "momentum_end", 0.999));
    projector_ = addHead("projector", mlpHead(withHeadNorm(config, config.batch), network_->channels().back()));
    keyProjector_ = mlpHead(withHeadNorm(config, config.batch), network_->channels().back());
    addTeacher("key.encoder", encoderOf(*keyNetwork_), encoderOf(*network_));
    addTeacher("key.projector", keyProjector_, projector_);
    const bool statistics = !encoderOf(*keyNetwork_)->buffers().empty() || !keyProjector_->buffers().empty();
    split_ = statistics && base::valueOr(config.settings, "split_batches", true);
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    return {{"view1", view(batch, 0)}, {"view2", view(batch, 1)}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor q = projector_->forward(embed(*network_, made[0].second));
    const at::Tensor k = keys(made[1].second, batch);
    const at::Tensor loss = losses::moco(q, k, queue_, loss_);
    if (trainable()->is_training()) pending_.push_back(k);
    auto panel = metrics::collapsePanel(q.detach(), k);
    panel.emplace_back("moco-v2/tau", at::scalar_tensor(tau(batch.step, batch.steps)));
    return {loss, std::move(panel)};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable()), slow(*encoderOf(*keyNetwork_)), head(*keyProjector_);
    const Tensors made = views(batch);
    std::vector<Preview> all = twoViews(made);
    addNearest(all, made[1].second, projector_->forward(embed(*network_, made[0].second)),
               keyProjector_->forward(embed(*keyNetwork_, made[1].second)));
    return all;
  }

  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override {
    moveTeachers(tau(step, steps));
    for (const at::Tensor& k : pending_) writeRing(queue_, pointer_, losses::normaliseRows(ranks::gatherRows(k)));
    pending_.clear();
  }

  [[nodiscard]] double chance() const override { return std::log(1.0 + static_cast<double>(queue_.size(0))); }

 private:
  [[nodiscard]] double tau(std::int64_t step, std::int64_t steps) const {
    return start_ + (end_ - start_) * losses::momentumAt(0, step, steps);
  }

  at::Tensor keys(const at::Tensor& x, const Batch& batch) {
    const c10::AutoGradMode noGradients(false);
    const auto forward = [this](const at::Tensor& part) { return keyProjector_->forward(embed(*keyNetwork_, part)); };
    if (!split_ || !keyProjector_->is_training()) return forward(x);
    return inShuffledChunks(
        x, kChunks, base::Rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step), 1), forward);
  }

  std::shared_ptr<architectures::Network> keyNetwork_;
  std::shared_ptr<Mlp> projector_, keyProjector_;
  at::Tensor &queue_, &pointer_;
  std::vector<at::Tensor> pending_;  // keys of the batches since the last step of the optimizer
  losses::MocoOptions loss_;
  double start_ = 0.99, end_ = 0.999;
  bool split_ = false;
};

base::Result<std::unique_ptr<Method>> buildMocoV2(const MethodConfig& config) {
  SELVOX_TRY(auto online, encoderNetwork(config));
  SELVOX_TRY(auto slow, architectures::build(config.arch, teacherNetwork(config), config.seed));
  return std::make_unique<MocoV2>(std::move(online), std::move(slow), config);
}

}  // namespace

MethodInfo mocoV2Info() {
  constexpr const char* he = "He et al., Momentum contrast, CVPR 2020";
  constexpr const char* chen = "Chen et al., Improved baselines with momentum contrastive learning, 2020";
  MethodInfo info{"moco-v2",
                  "contrastive",
                  {2, 3},
                  "Two views of one patch attract, a queue of earlier patches repels; bears small batches",
                  "He et al., CVPR 2020; Chen et al., 2020"};
  info.schema.params = {
      temperatureParam(0.2, "How sharply near negatives count. Lower: the hardest dominate; higher: all alike.", chen),
      integer("queue", nullptr, 1, 1 << 20,
              {"keys",
               "Earlier keys that serve as negatives. Longer: more of them, but older, and in a small set of the same "
               "scans. Auto: whole batches below the number of training scans, 4096 at most.",
               he}),
      number("momentum", 0.99, 0.0, 1.0,
             {"", "Momentum of the key network at the start. Lower follows faster: for short runs.", he}),
      number("momentum_end", 0.999, 0.0, 1.0, {"", "Momentum at the end, reached by a cosine.", he}),
      toggle("split_batches", true,
             {"",
              "Where the key network has batch norm, its batch is shuffled and passed in four parts with statistics of "
              "their own, as on four devices, so that statistics do not give the answer away.",
              he}),
      hardNegativesParam(),
  };
  addProjectorParams(info.schema, 2048, 128, "Length of the embedding on which the loss is taken.", chen);
  info.schema.params[3].advanced = info.schema.params[4].advanced = true;
  info.trainDefaults = contrastiveTrainDefaults();
  info.build = &buildMocoV2;
  return info;
}

}  // namespace selvox::learn::methods

// Outline the look of one modality from another: k-means of the wanted modality (value, local mean, local spread) makes
// labels, and the whole network finds them in a registered other one, with Dice and cross-entropy. The centres are the
// run's own and follow the batches, so a class means the same in every patch.

#include <string>
#include <utility>

#include <ATen/ops/full.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/dice_ce.h"
#include "core/learn/methods/cross_modality_base.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/pseudo_labels.h"

namespace selvox::learn::methods {
namespace {

class CrossModalityLabels : public CrossModalityBase {
 public:
  CrossModalityLabels(std::shared_ptr<architectures::Network> network, const MethodConfig& config, std::int64_t classes)
      : CrossModalityBase(std::move(network), config), classes_(classes) {
    centres_ = &keep("centres", firstCentres(classes));
    counts_ = &keep("counts", at::zeros({classes}, at::kDouble));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const ModalityPairs pairs = pairsOf(batch, false);
    return {{"input", pairs.sources}, {"target", nearestCentre(lookOf(pairs.target), *centres_)}};
  }

  StepOutput step(const Batch& batch) override {
    ModalityPairs pairs;
    at::Tensor look, labels, chosen;
    {
      const c10::AutoGradMode noGradients(false);
      pairs = pairsOf(batch, false);
      std::vector<std::int64_t> rows;
      for (std::size_t n = 0; n < pairs.paired.size(); ++n) {
        if (pairs.paired[n]) rows.push_back(static_cast<std::int64_t>(n));
      }
      chosen = at::tensor(rows, at::kLong).to(pairs.target.device());
      look = lookOf(pairs.target).index_select(0, chosen);
      labels = nearestCentre(look, *centres_);
      if (network_->is_training() && !rows.empty()) seen_ = sumsOf(look, labels, classes_);
    }
    const at::Tensor logits = ask(pairs);
    const double share = static_cast<double>(pairs.pairs()) / static_cast<double>(pairs.paired.size());
    const at::Tensor paired = at::full({}, share);
    // A batch without a pair teaches nothing.
    if (pairs.pairs() == 0) return {(logits * 0).sum(), {{"cross-modality-labels/paired", paired}}};
    const at::Tensor asked = logits.index_select(0, chosen);
    const at::Tensor ce = losses::crossEntropy(asked, labels), dice = losses::softDice(asked, labels);
    const at::Tensor right = asked.detach().argmax(1).eq(labels).to(at::kFloat).mean();
    return {ce + dice,
            {{"loss/ce", ce.detach()},
             {"loss/dice", dice.detach()},
             {"cross-modality-labels/accuracy", right},
             {"cross-modality-labels/paired", paired}}};
  }

  void afterOptimizerStep(std::int64_t /*step*/, std::int64_t /*steps*/) override {
    const c10::AutoGradMode noGradients(false);
    if (seen_.sums.defined()) moveCentres(*centres_, *counts_, seen_);
    seen_ = {};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const ModalityPairs pairs = pairsOf(batch, false);
    const at::Tensor labels = nearestCentre(lookOf(pairs.target), *centres_), answer = ask(pairs).argmax(1);
    const auto image = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    const auto label = [](const at::Tensor& t) { return t[0].to(at::kByte).contiguous().cpu(); };
    const auto percent = static_cast<int>(100 * answer[0].eq(labels[0]).to(at::kDouble).mean().item<double>() + 0.5);
    const std::string note = pairs.paired.front() ? pairs.from.front() : "nothing is registered with this scan";
    return {{"input", "What the network sees", "image", image(pairs.sources), note},
            {"other", "The modality that makes the labels", "image", image(pairs.target), pairs.wanted.front()},
            {"target", "Its looks, sorted into classes", "label", label(labels)},
            {"prediction", "Classes that the network finds", "label", label(answer),
             std::to_string(percent) + " % of the voxels right"}};
  }

 private:
  std::int64_t classes_;
  at::Tensor *centres_ = nullptr, *counts_ = nullptr;
  CentreSums seen_;  // by the last step, for afterOptimizerStep
};

base::Result<std::unique_ptr<Method>> buildCrossModalityLabels(const MethodConfig& config) {
  if (config.network.inChannels != 1) {
    return base::fail(base::ErrorCode::Unsupported, "cross-modality-labels needs images of one channel.");
  }
  const auto classes = base::valueOr<std::int64_t>(config.settings, "classes", 6);
  SELVOX_TRY(auto network, denseNetwork(config, static_cast<int>(classes)));
  return std::make_unique<CrossModalityLabels>(std::move(network), config, classes);
}

}  // namespace

MethodInfo crossModalityLabelsInfo() {
  MethodInfo info{"cross-modality-labels",
                  "generative",
                  {2, 3},
                  "Outline the looks of one modality from another of the same patient; needs registered scans",
                  "k-means: Sculley, WWW 2010"};
  info.schema.params = crossModalityParams();
  info.schema.params.push_back(
      integer("classes", 6, 2, 16,
              {"", "Looks to tell apart. 5 to 10 is usual; more follows the wanted modality more closely.",
               "Sculley, Web-scale k-means clustering, WWW 2010"}));
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildCrossModalityLabels;
  return info;
}

}  // namespace selvox::learn::methods

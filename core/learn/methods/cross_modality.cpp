// Restore one registered modality from others of the same patient, such as T2 from T1 or CT from MR, in a random
// direction (after Chartsias et al., IEEE TMI 2018, who also fuse what several modalities give). The network takes one
// modality at a time, so that it transfers to single images; the answers of several sources are averaged, and the
// wanted modality is told behind the norms. Absolute error and the error of edges, inside the body.

#include <string>
#include <utility>

#include <ATen/ops/full.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/gradient_difference.h"
#include "core/learn/methods/cross_modality_base.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

class CrossModality : public CrossModalityBase {
 public:
  CrossModality(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : CrossModalityBase(std::move(network), config),
        several_(base::valueOr<std::string>(config.settings, "sources", "one") == "several"),
        edges_(base::valueOr(config.settings, "edges", 0.2)),
        body_(base::valueOr(config.settings, "body", 0.05)) {}

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const ModalityPairs pairs = pairsOf(batch, several_);
    return {{"input", pairs.sources}, {"target", pairs.target}, {"mask", bodyMask(pairs, body_)}};
  }

  StepOutput step(const Batch& batch) override {
    ModalityPairs pairs;
    at::Tensor mask;
    {
      const c10::AutoGradMode noGradients(false);
      pairs = pairsOf(batch, several_);
      mask = bodyMask(pairs, body_);
    }
    const at::Tensor restored = ask(pairs);
    const at::Tensor l1 = losses::maskedL1(restored, pairs.target, mask);
    const at::Tensor edges = losses::gradientDifference(restored, pairs.target, mask);
    const at::Tensor loss = l1 + edges_ * edges;
    const double share = static_cast<double>(pairs.pairs()) / static_cast<double>(pairs.paired.size());
    const c10::AutoGradMode noGradients(false);
    // What handing the source on unchanged would cost.
    const at::Tensor copied = losses::maskedL1(meanOfSources(pairs.sources, pairs), pairs.target, mask);
    return {loss,
            {{"loss/l1", l1.detach()},
             {"loss/edges", edges.detach()},
             {"cross-modality/l1_of_copy", copied},
             {"cross-modality/paired", at::full({}, share)}}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const ModalityPairs pairs = pairsOf(batch, several_);
    const at::Tensor restored = ask(pairs);
    const auto shown = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    const std::string note = pairs.paired.front() ? pairs.from.front() : "nothing is registered with this scan";
    return {{"input", "What the network sees", "image", shown(pairs.sources), note},
            {"target", "The modality to restore", "image", shown(pairs.target), pairs.wanted.front()},
            {"mask", "Where the loss counts", "mask", shown(bodyMask(pairs, body_))[0]},
            {"restored", "What the network makes of it", "image", shown(restored)}};
  }

 private:
  bool several_;
  double edges_, body_;
};

base::Result<std::unique_ptr<Method>> buildCrossModality(const MethodConfig& config) {
  SELVOX_TRY(auto network, denseNetwork(config, config.network.inChannels));
  return std::make_unique<CrossModality>(std::move(network), config);
}

}  // namespace

MethodInfo crossModalityInfo() {
  MethodInfo info{"cross-modality",
                  "generative",
                  {2, 3},
                  "Restore one modality from others of the same patient on the same grid; needs registered scans",
                  "Chartsias et al., IEEE TMI 2018"};
  info.schema.params = crossModalityParams();
  info.schema.params.push_back(choice("sources", "one", {"one", "several"},
                                      {"",
                                       "From how many modalities: one at random, or a random part of all others, whose "
                                       "answers are averaged (slower).",
                                       "Chartsias et al., Multimodal MR synthesis, IEEE TMI 2018"}));
  info.schema.params.push_back(number("edges", 0.2, 0.0, 100.0,
                                      {"", "Weight of the error of edges. Higher gives sharper, noisier pictures.",
                                       "Mathieu et al., Deep multi-scale video prediction, ICLR 2016"}));
  spec::Param body = number("body", 0.05, 0.0, 1.0,
                            {"",
                             "The loss counts where an image lies above this share of its range in the patch. 0 counts "
                             "nearly everything, air too.",
                             "a choice of this program"});
  body.advanced = true;
  info.schema.params.push_back(std::move(body));
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildCrossModality;
  return info;
}

}  // namespace selvox::learn::methods

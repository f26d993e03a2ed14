// Where does this piece lie, seen from the centre? (Doersch et al., ICCV 2015; in 3D: Taleb et al., NeurIPS 2020.)

#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/methods/tiles.h"

namespace selvox::learn::methods {
namespace {

// "left, posterior, above" of neighbour tile t: axes x, y, z run to the left, to the back and to the head.
std::string whereIs(std::int64_t t, const std::vector<std::int64_t>& counts) {
  static constexpr const char* words[3][2] = {{"right", "left"}, {"anterior", "posterior"}, {"below", "above"}};
  std::string where;
  for (std::size_t a = counts.size(), axis = 0; a-- > 0; ++axis) {
    const std::int64_t at = t % counts[a];
    t /= counts[a];
    if (counts[a] > 1 && at != 1) where += (where.empty() ? "" : ", ") + std::string(words[axis][at == 2 ? 1 : 0]);
  }
  return where;
}

class RelativePatch : public HeadedMethod {
 public:
  RelativePatch(std::shared_ptr<architectures::Network> network, const MethodConfig& config, Tiles tiles)
      : HeadedMethod(std::move(network), config, uprightDefaults()), tiles_(std::move(tiles)) {
    augment_ = upright(augment_);
    head_ = addHead("head", std::make_shared<Mlp>(2 * network_->channels().back(),
                                                  base::valueOr<std::int64_t>(config.settings, "hidden", 512),
                                                  neighbours(), headNorm(config.settings, config.network.dim)));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor whole = view(batch, 0);
    const at::Tensor all = normalisedTiles(cutTiles(whole, tiles_, batch, 0), static_cast<int>(tiles_.cell.size()));
    std::vector<at::Tensor> pairs;
    std::vector<std::int64_t> labels;
    for (std::int64_t n = 0; n < whole.size(0); ++n) {
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(n) * 64 + 1);
      labels.push_back(static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(neighbours()))));
      pairs.push_back(at::stack({all[n][neighbours() / 2], all[n][tileOf(labels.back())]}));
    }
    return {{"original", whole}, {"pieces", at::stack(pairs)}, {"place", integers(labels, whole.device())}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const Answer answer = classify(logits(made[1].second), made[2].second);
    return {answer.loss, {{"relative-patch/accuracy", answer.accuracy}}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode encoder(*network_), head(*head_);
    const Tensors made = views(batch);
    const at::Tensor pieces = made[1].second.narrow(0, 0, 1);
    const std::int64_t asked = tileOf(made[2].second[0].item<std::int64_t>());
    const Guess g = guess(logits(pieces)[0]);
    const std::int64_t answered = tileOf(g.label);
    const std::string caption = "asked " + whereIs(asked, tiles_.counts) + ", answered " +
                                whereIs(answered, tiles_.counts) + " (" + g.sure() + ")";
    return {{"original", "Original patch", "image", firstOf(made[0].second)},
            {"centre", "The piece in the middle", "image", pieces[0][0].to(at::kFloat).contiguous().cpu()},
            {"piece", "The piece in question", "image", pieces[0][1].to(at::kFloat).contiguous().cpu()},
            {"place", "1: the middle, 2: where the piece comes from", "label", marked(asked)},
            {"prediction", "1: the middle, 2: where the network puts it", "label", marked(answered), caption}};
  }

  [[nodiscard]] double chance() const override { return std::log(static_cast<double>(neighbours())); }

 private:
  [[nodiscard]] std::int64_t neighbours() const { return tiles_.count() - 1; }
  [[nodiscard]] std::int64_t tileOf(std::int64_t label) const { return label < neighbours() / 2 ? label : label + 1; }
  at::Tensor logits(const at::Tensor& pieces) {
    return head_->forward(embedTiles(*network_, pieces, tiles_.seen).flatten(1));
  }
  // The patch's grid with both tiles painted, ([D,] H, W).
  [[nodiscard]] at::Tensor marked(std::int64_t tile) const {
    std::vector<std::int64_t> shape{tiles_.count(), 1};
    shape.insert(shape.end(), tiles_.tile.begin(), tiles_.tile.end());
    at::Tensor paint = at::zeros(shape);
    paint[neighbours() / 2].fill_(1);
    paint[tile].fill_(2);
    return laidOut(paint, tiles_)[0];
  }

  Tiles tiles_;
  std::shared_ptr<Mlp> head_;
};

base::Result<std::unique_ptr<Method>> buildRelativePatch(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  SELVOX_TRY(Tiles tiles, planTiles("relative-patch", config, 3, *network));
  return std::make_unique<RelativePatch>(std::move(network), config, std::move(tiles));
}

}  // namespace

MethodInfo relativePatchInfo() {
  constexpr const char* doersch =
      "Doersch et al., Unsupervised visual representation learning by context prediction, ICCV 2015";
  MethodInfo info{"relative-patch",
                  "predictive",
                  {2, 3},
                  "Tell on which side of the middle piece of a patch another piece lies",
                  "Doersch et al., ICCV 2015; Taleb et al., NeurIPS 2020"};
  info.schema.params = {gapParam(0.25), headWidth("hidden", 512, "Width of the head's hidden layer.", doersch),
                        headNormParam()};
  info.trainDefaults = uprightTrainDefaults();
  info.build = &buildRelativePatch;
  return info;
}

}  // namespace selvox::learn::methods

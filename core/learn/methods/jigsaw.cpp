// A puzzle: in which of P orders do the pieces of a patch lie? (Noroozi and Favaro, ECCV 2016; in 3D: Taleb et al.,
// NeurIPS 2020.)

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ops/relu.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/permutations.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/methods/tiles.h"

namespace selvox::learn::methods {
namespace {

using architectures::Linear;
using architectures::Norm;

// Each piece's features through one small layer; all of them, in the order shown, decide.
class PuzzleHead : public torch::nn::Module {
 public:
  PuzzleHead(std::int64_t in, std::int64_t hidden, std::int64_t pieces, std::int64_t out,
             architectures::NormKind norm) {
    piece_ = register_module("piece", std::make_shared<Linear>(in, hidden));
    norm_ = register_module("norm", std::make_shared<Norm>(norm, hidden));
    order_ = register_module("order", std::make_shared<Linear>(pieces * hidden, out));
  }
  at::Tensor forward(const at::Tensor& z) {  // (N, T, F)
    const at::Tensor each = at::relu(norm_->forward(piece_->forward(z.flatten(0, 1))));
    return order_->forward(each.view({z.size(0), -1}));
  }

 private:
  std::shared_ptr<Linear> piece_, order_;
  std::shared_ptr<Norm> norm_;
};

class Jigsaw : public HeadedMethod {
 public:
  Jigsaw(std::shared_ptr<architectures::Network> network, const MethodConfig& config, Tiles tiles, int orders)
      : HeadedMethod(std::move(network), config, uprightDefaults()),
        tiles_(std::move(tiles)),
        orders_(permutationSet(static_cast<int>(tiles_.count()), orders)) {
    augment_ = upright(augment_);
    // The norm sees every piece of the batch as a row: even one sample in 3D has 27.
    const auto norm = headNorm(withHeadNorm(config, config.batch * tiles_.count()).settings, config.network.dim);
    head_ = addHead("head", std::make_shared<PuzzleHead>(network_->channels().back(),
                                                         base::valueOr<std::int64_t>(config.settings, "hidden", 256),
                                                         tiles_.count(), orders, norm));
  }

  // Place i of "pieces" holds tile orders_[order][i] of the patch.
  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor whole = view(batch, 0);
    const at::Tensor tiles = normalisedTiles(cutTiles(whole, tiles_, batch, 0), static_cast<int>(tiles_.cell.size()));
    std::vector<at::Tensor> shuffled;
    std::vector<std::int64_t> labels;
    for (std::int64_t n = 0; n < whole.size(0); ++n) {
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(n) * 64 + 1);
      labels.push_back(static_cast<std::int64_t>(rng.below(orders_.size())));
      shuffled.push_back(tiles[n].index_select(0, integers(orderOf(labels.back()), whole.device())));
    }
    return {{"original", whole}, {"pieces", at::stack(shuffled)}, {"order", integers(labels, whole.device())}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const Answer answer = classify(logits(made[1].second), made[2].second);
    return {answer.loss, {{"jigsaw/accuracy", answer.accuracy}}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode encoder(*network_), head(*head_);
    const Tensors made = views(batch);
    const at::Tensor pieces = made[1].second.narrow(0, 0, 1);
    const auto asked = made[2].second[0].item<std::int64_t>();
    const Guess g = guess(logits(pieces)[0]);
    const std::int64_t count = tiles_.count();
    std::int64_t right = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      right += orderOf(asked)[i] == orderOf(g.label)[i] ? 1 : 0;
    return {{"original", "Original patch", "image", firstOf(made[0].second)},
            {"shuffled", "Pieces as the network gets them", "image", laidOut(pieces[0], tiles_)},
            {"solved", "Pieces in their places", "image", laidOut(sorted(pieces[0], asked), tiles_)},
            {"restored", "Pieces where the network puts them", "image", laidOut(sorted(pieces[0], g.label), tiles_),
             "order " + std::to_string(asked + 1) + " asked, " + std::to_string(g.label + 1) + " answered (" +
                 g.sure() + "): " + std::to_string(right) + " of " + std::to_string(count) + " pieces in place"}};
  }

  [[nodiscard]] double chance() const override { return std::log(static_cast<double>(orders_.size())); }
  [[nodiscard]] int stateVersion() const override { return 2; }  // 1: layer norm in 3D

 private:
  [[nodiscard]] const Permutation& orderOf(std::int64_t label) const {
    return orders_[static_cast<std::size_t>(label)];
  }
  at::Tensor logits(const at::Tensor& pieces) { return head_->forward(embedTiles(*network_, pieces, tiles_.seen)); }
  // Undoes the shuffle of that number.
  [[nodiscard]] at::Tensor sorted(const at::Tensor& pieces, std::int64_t label) const {
    at::Tensor back = at::zeros_like(pieces);
    const Permutation& order = orderOf(label);
    for (std::size_t i = 0; i < order.size(); ++i) back[order[i]].copy_(pieces[static_cast<std::int64_t>(i)]);
    return back;
  }

  Tiles tiles_;
  const std::vector<Permutation>& orders_;
  std::shared_ptr<PuzzleHead> head_;
};

base::Result<std::unique_ptr<Method>> buildJigsaw(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  SELVOX_TRY(Tiles tiles, planTiles("jigsaw", config, 3, *network));
  const auto orders = base::valueOr<std::int64_t>(config.settings, "permutations", 100);
  return std::make_unique<Jigsaw>(std::move(network), config, std::move(tiles), static_cast<int>(orders));
}

}  // namespace

MethodInfo jigsawInfo() {
  constexpr const char* noroozi =
      "Noroozi and Favaro, Unsupervised learning of visual representations by solving jigsaw puzzles, ECCV 2016";
  MethodInfo info{"jigsaw",
                  "predictive",
                  {2, 3},
                  "Put the shuffled pieces of a patch (3 x 3, in 3D 3 x 3 x 3) back in order",
                  "Noroozi and Favaro, ECCV 2016; Taleb et al., NeurIPS 2020"};
  info.schema.params = {
      integer("permutations", 100, 2, 10000,
              {"orders",
               "Number of orders to tell apart, chosen as different from each other as possible. More is harder and "
               "needs more steps.",
               noroozi}),
      gapParam(0.25), headWidth("hidden", 256, "Features that the head keeps of each piece.", noroozi),
      contrastHeadNormParam()};
  info.trainDefaults = uprightTrainDefaults();
  info.build = &buildJigsaw;
  return info;
}

}  // namespace selvox::learn::methods

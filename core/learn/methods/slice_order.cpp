// In what order do slices of one volume lie? Pairs (Zhang et al., ISBI 2017), or all orders of three or four.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/stack.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/permutations.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/methods/slices.h"
#include "core/learn/methods/tiles.h"

namespace selvox::learn::methods {
namespace {

struct SliceOrderPlan {
  int slices = 2;
  double nearest = 5, farthest = 40;  // mm
  std::int64_t thickness = 1;
  std::vector<std::int64_t> seen;     // size the encoder gets
  std::vector<std::int64_t> classOf;  // by rank of the order; a sequence and its reverse may share one
  std::vector<Permutation> orders;    // one of each class
};

class SliceOrder : public HeadedMethod {
 public:
  SliceOrder(std::shared_ptr<architectures::Network> network, const MethodConfig& config, SliceOrderPlan plan)
      : HeadedMethod(std::move(network), config, uprightDefaults()), plan_(std::move(plan)) {
    augment_ = upright(augment_);
    head_ = addHead("head", std::make_shared<Mlp>(plan_.slices * network_->channels().back(),
                                                  base::valueOr<std::int64_t>(config.settings, "hidden", 512),
                                                  pairs() ? 1 : classes(), architectures::NormKind::None));
  }

  [[nodiscard]] Demand demand() const override {
    return {Demand::Kind::AlongZ, plan_.slices - 1, plan_.nearest, std::max(plan_.nearest, plan_.farthest)};
  }

  // "order" is the class of the slices shown: of a pair 1 where the first lies higher. "counted" is 0 where two of them
  // lie at one height, so that there is no order.
  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const Slices cut = cutSlices(batch, plan_.thickness, plan_.nearest);
    const at::Tensor slices = augmented(cut.images, batch, augment_, type());
    const std::int64_t rows = slices.size(0);
    std::vector<at::Tensor> shown;
    std::vector<std::int64_t> labels;
    at::Tensor counted = at::ones({rows}), heights = at::empty({rows, plan_.slices}, at::kDouble);
    for (std::int64_t n = 0; n < rows; ++n) {
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(n) * 64);
      Permutation order(static_cast<std::size_t>(plan_.slices));
      std::iota(order.begin(), order.end(), 0);
      base::shuffle(order, rng);
      shown.push_back(slices[n].index_select(0, integers(order, slices.device())));
      std::vector<double> z;
      for (const std::int64_t k : order) z.push_back(cut.z[static_cast<std::size_t>(n)][static_cast<std::size_t>(k)]);
      const Permutation ranks = ranksOf(z);
      labels.push_back(plan_.classOf[static_cast<std::size_t>(rankOf(ranks))]);
      for (std::size_t k = 0; k < z.size(); ++k) heights[n][static_cast<std::int64_t>(k)] = z[k];
      std::sort(z.begin(), z.end());
      for (std::size_t k = 1; k < z.size(); ++k) {
        if (z[k] - z[k - 1] < kSamePlace) counted[n] = 0;
      }
    }
    const at::Device device = slices.device();
    return {{"slices", at::stack(shown)},
            {"order", integers(labels, device)},
            {"counted", counted.to(device)},
            {"heights", heights}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const at::Tensor logits = ask(made[0].second);
    const Answer answer = pairs() ? judge(logits.squeeze(1), made[1].second, made[2].second)
                                  : classify(logits, made[1].second, {}, made[2].second);
    return {answer.loss, {{"slice-order/accuracy", answer.accuracy}, {"slice-order/counted", made[2].second.mean()}}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode encoder(*network_), head(*head_);
    const Tensors made = views(batch);
    const at::Tensor slices = made[0].second.narrow(0, 0, 1);
    const at::Tensor logits = ask(slices)[0];
    const auto asked = made[1].second[0].item<std::int64_t>();
    Guess g;
    if (pairs()) {
      const double first = logits.sigmoid().item<double>();
      g = {first > 0.5 ? 1 : 0, std::max(first, 1 - first)};
    } else {
      g = guess(logits);
    }
    return {
        {"shown", "Slices in the order shown", "image", sideBySide(slices[0])},
        {"sorted", "From the feet to the head", "image", sideBySide(inOrder(slices[0], asked)), wordsFor(asked)},
        {"restored", "From the feet to the head, as the network says", "image", sideBySide(inOrder(slices[0], g.label)),
         "asked " + wordsFor(asked) + ", answered " + wordsFor(g.label) + " (" + g.sure() + ")"}};
  }

  [[nodiscard]] double chance() const override { return std::log(static_cast<double>(classes())); }

 private:
  [[nodiscard]] bool pairs() const { return plan_.slices == 2; }
  [[nodiscard]] std::int64_t classes() const { return static_cast<std::int64_t>(plan_.orders.size()); }

  static Permutation ranksOf(const std::vector<double>& z) {
    Permutation ranks;
    for (std::size_t i = 0; i < z.size(); ++i) {
      std::int64_t below = 0;
      for (std::size_t j = 0; j < z.size(); ++j) below += z[j] < z[i] || (z[j] == z[i] && j < i) ? 1 : 0;
      ranks.push_back(below);
    }
    return ranks;
  }

  at::Tensor ask(const at::Tensor& slices) {
    return head_->forward(embedTiles(*network_, slices, plan_.seen).flatten(1));
  }

  [[nodiscard]] at::Tensor inOrder(const at::Tensor& slices, std::int64_t label) const {
    const Permutation& ranks = plan_.orders[static_cast<std::size_t>(label)];
    std::vector<at::Tensor> sorted(ranks.size());
    for (std::size_t k = 0; k < ranks.size(); ++k)
      sorted[static_cast<std::size_t>(ranks[k])] = slices[static_cast<std::int64_t>(k)];
    return at::stack(sorted);
  }

  // "first below second", or the heights' ranks "2 1 3".
  [[nodiscard]] std::string wordsFor(std::int64_t label) const {
    if (pairs()) return label == 1 ? "the first is higher" : "the second is higher";
    std::string words;
    for (const std::int64_t rank : plan_.orders[static_cast<std::size_t>(label)]) {
      if (!words.empty()) words += ' ';
      words += std::to_string(rank + 1);
    }
    return words;
  }

  SliceOrderPlan plan_;
  std::shared_ptr<Mlp> head_;
};

// Classes of the orders of `count` slices, alphabetically; with `merged` an order and its reverse are one.
void addClasses(SliceOrderPlan& plan, int count, bool merged) {
  Permutation order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  do {
    Permutation reverse = order;  // the same slices in a volume that is upside down
    for (std::int64_t& rank : reverse) rank = count - 1 - rank;
    if (merged && rankOf(reverse) < rankOf(order)) {
      plan.classOf.push_back(plan.classOf[static_cast<std::size_t>(rankOf(reverse))]);
      continue;
    }
    plan.classOf.push_back(static_cast<std::int64_t>(plan.orders.size()));
    plan.orders.push_back(order);
  } while (std::next_permutation(order.begin(), order.end()));
}

base::Result<std::unique_ptr<Method>> buildSliceOrder(const MethodConfig& config) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "slice-order needs a patch with one side per axis.");
  }
  SliceOrderPlan plan;
  plan.slices = static_cast<int>(base::valueOr<std::int64_t>(config.settings, "slices", 2));
  plan.nearest = base::valueOr(config.settings, "nearest", 5.0);
  plan.farthest = base::valueOr(config.settings, "farthest", 40.0);
  const bool merged = base::valueOr(config.settings, "merge_reversed", false);
  if (merged && plan.slices == 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "slice-order: a pair and its reverse cannot be one answer; set slices to 3 or 4, or turn "
                      "merge_reversed off.");
  }
  plan.thickness = slabThickness(config);
  addClasses(plan, plan.slices, merged);
  SELVOX_TRY(auto network, encoderNetwork(config));
  SELVOX_TRY(plan.seen, enlargedFor(*network, config, sliceSize(config)));
  return std::make_unique<SliceOrder>(std::move(network), config, std::move(plan));
}

}  // namespace

MethodInfo sliceOrderInfo() {
  constexpr const char* zhang =
      "Zhang et al., Self supervised deep representation learning for fine-grained body part recognition, ISBI 2017";
  MethodInfo info{"slice-order",
                  "predictive",
                  {2, 3},
                  "Tell in what order slices of a volume lie from the feet to the head (in 3D: slabs)",
                  "Zhang et al., ISBI 2017"};
  info.schema.params = {
      integer(
          "slices", 2, 2, 4,
          {"slices",
           "How many are shown. 2: which one lies higher; 3 or 4: which of the 6 or 24 orders; harder, and costs as "
           "many passes.",
           zhang}),
      number("nearest", 5.0, 0.0, 500.0,
             {"mm", "Least distance of neighbouring slices. Lower is harder; shortened where a volume is too small.",
              zhang}),
      number("farthest", 40.0, 0.1, 1000.0,
             {"mm", "Largest distance of neighbouring slices. Higher is easier.", zhang}),
      toggle("merge_reversed", false,
             {"", "An order and its reverse count as one answer, for data whose orientation is not known.", zhang}),
      slabParam(),
      headWidth("hidden", 512, "Width of the head's hidden layer.", zhang)};
  info.schema.params[3].advanced = true;
  info.trainDefaults = uprightTrainDefaults();
  info.build = &buildSliceOrder;
  return info;
}

}  // namespace selvox::learn::methods

// Rubik's cube (Zhuang et al., MICCAI 2019) and its masked variant (Zhu et al., Medical Image Analysis 2020): a patch
// in 2 x 2 x 2 cubes, in what order, which of them turned, which of them masked?

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/masks.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/permutations.h"
#include "core/learn/methods/predictive.h"
#include "core/learn/methods/projector.h"
#include "core/learn/methods/tiles.h"

namespace selvox::learn::methods {
namespace {

constexpr std::int64_t kBlock = 8;  // voxels, of the masked blocks; halved in small cubes

struct RubiksPlan {
  Tiles tiles;
  int orders = 100;
  bool plus = false;
  double maskRatio = 0.5;
  std::vector<std::int64_t> block;
};

// A half turn about the horizontal axis (x) reverses y and z, one about the vertical axis z reverses x and y. In a
// plane the half turns about x and y are mirrors: of y, of x.
at::Tensor halfTurned(const at::Tensor& cube, bool horizontal, bool vertical) {  // (C, [D,] H, W)
  const bool flat = cube.dim() == 3;
  at::Tensor x = cube;
  if (horizontal) x = flat ? x.flip({1}) : x.flip({1, 2});
  if (vertical) x = flat ? x.flip({2}) : x.flip({2, 3});
  return x;
}

// Each cube's greys from -1 to 1; a cube of one grey becomes 0.
at::Tensor scaled(const at::Tensor& cubes, int dim) {
  const at::Tensor flat = cubes.flatten(cubes.dim() - dim);
  const at::Tensor low = flat.amin(-1, true), high = flat.amax(-1, true), half = (high - low) / 2;
  return ((flat - (low + high) / 2) / half.clamp_min(1e-6)).view(cubes.sizes());
}

class RubiksCube : public HeadedMethod {
 public:
  RubiksCube(std::shared_ptr<architectures::Network> network, const MethodConfig& config, RubiksPlan plan)
      : HeadedMethod(std::move(network), config, uprightDefaults()),
        plan_(std::move(plan)),
        dim_(config.network.dim),
        orders_(permutationSet(static_cast<int>(plan_.tiles.count()), plan_.orders)) {
    augment_ = upright(augment_);
    const std::int64_t cubes = plan_.tiles.count(), width = network_->channels().back();
    const auto norm =
        config.batch * cubes >= kRowsForBatchNorm ? architectures::NormKind::Batch : architectures::NormKind::None;
    cubeNorm_ = addHead("cube_norm", std::make_shared<PlainNorm>(norm, width));
    head_ = addHead(
        "head", std::make_shared<Mlp>(cubes * width, base::valueOr<std::int64_t>(config.settings, "hidden", 512),
                                      plan_.orders + (plan_.plus ? 3 : 2) * cubes, headNorm(config.settings, dim_)));
  }

  // Place i of "cubes" holds cube orders_[order][i], then turned and masked as row i of "turns" and "masked" says.
  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor whole = view(batch, 0);
    const at::Tensor cut = scaled(cutTiles(whole, plan_.tiles, batch, 0), dim_);
    const std::int64_t rows = whole.size(0), cubes = plan_.tiles.count();
    at::Tensor turns = at::zeros({rows, cubes, 2}), masked = at::zeros({rows, cubes});
    std::vector<std::int64_t> labels;
    std::vector<at::Tensor> made;
    for (std::int64_t n = 0; n < rows; ++n) {
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(n) * 64 + 1);
      labels.push_back(static_cast<std::int64_t>(rng.below(orders_.size())));
      const Permutation& order = orderOf(labels.back());
      for (std::int64_t i = 0; i < cubes; ++i) {
        const bool horizontal = rng.chance(0.5), vertical = rng.chance(0.5), hide = rng.chance(0.5);
        turns[n][i][0] = horizontal ? 1.0 : 0.0;
        turns[n][i][1] = vertical ? 1.0 : 0.0;
        masked[n][i] = plan_.plus && hide ? 1.0 : 0.0;
        made.push_back(halfTurned(cut[n][order[static_cast<std::size_t>(i)]], horizontal, vertical));
      }
    }
    const at::Device device = whole.device();
    at::Tensor shown = at::stack(made).view(cut.sizes());
    if (plan_.plus) shown = hidden(shown, masked.to(device), batch);
    return {{"original", whole},
            {"cubes", shown},
            {"order", integers(labels, device)},
            {"turns", turns.to(device)},
            {"masked", masked.to(device)}};
  }

  StepOutput step(const Batch& batch) override {
    const Tensors made = views(batch);
    const Said said = ask(made[1].second);
    const Answer order = classify(said.order, made[2].second), turns = judge(said.turns, made[3].second);
    StepOutput out{0.5 * order.loss + 0.5 * turns.loss,
                   {{"loss/order", order.loss.detach()},
                    {"loss/turns", turns.loss.detach()},
                    {"rubiks-cube/accuracy", order.accuracy},
                    {"rubiks-cube/turn_accuracy", turns.accuracy}}};
    if (plan_.plus) {
      const Answer masked = judge(said.masked, made[4].second);
      out.loss = order.loss + turns.loss + masked.loss;
      out.metrics.emplace_back("loss/masked", masked.loss.detach());
      out.metrics.emplace_back("rubiks-cube/mask_accuracy", masked.accuracy);
    }
    return out;
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode encoder(*network_), heads(*trainable());
    const Tensors made = views(batch);
    const at::Tensor cubes = made[1].second.narrow(0, 0, 1);
    const Said said = ask(cubes);
    const auto asked = made[2].second[0].item<std::int64_t>();
    const Guess g = guess(said.order[0]);
    const at::Tensor answered = said.turns[0].gt(0).to(at::kFloat);
    const auto right = answered.eq(made[3].second[0]).sum().item<std::int64_t>();
    std::string caption = "order " + std::to_string(asked + 1) + " asked, " + std::to_string(g.label + 1) +
                          " answered (" + g.sure() + "); " + std::to_string(right) + " of " +
                          std::to_string(answered.numel()) + " turns right";
    if (plan_.plus) {
      const auto found = said.masked[0].gt(0).eq(made[4].second[0].gt(0.5)).sum().item<std::int64_t>();
      caption += "; " + std::to_string(found) + " of " + std::to_string(plan_.tiles.count()) + " masks right";
    }
    return {
        {"original", "Original patch", "image", firstOf(made[0].second)},
        {"shuffled", "Cubes as the network gets them", "image", laidOut(cubes[0], plan_.tiles)},
        {"solved", "Cubes in their places", "image", laidOut(solved(cubes[0], asked, made[3].second[0]), plan_.tiles)},
        {"restored", "Cubes as the network puts and turns them", "image",
         laidOut(solved(cubes[0], g.label, answered), plan_.tiles), caption}};
  }

  [[nodiscard]] int stateVersion() const override { return 2; }  // 1: cubes without a norm

  [[nodiscard]] double chance() const override {
    const double order = std::log(static_cast<double>(plan_.orders)), yesOrNo = std::log(2.0);
    return plan_.plus ? order + 2 * yesOrNo : 0.5 * order + 0.5 * yesOrNo;
  }

 private:
  struct Said {
    at::Tensor order, turns, masked;  // logits (N, K), (N, cubes, 2), (N, cubes)
  };
  Said ask(const at::Tensor& cubes) {
    const std::int64_t count = plan_.tiles.count();
    // Behind instance norm the means of all cubes are nearly one: each feature is normed over all cubes of the batch.
    const at::Tensor z = embedTiles(*network_, cubes, plan_.tiles.seen);
    const at::Tensor all = head_->forward(cubeNorm_->forward(z.flatten(0, 1)).view(z.sizes()).flatten(1));
    Said said{all.narrow(1, 0, plan_.orders), all.narrow(1, plan_.orders, 2 * count).view({-1, count, 2}), {}};
    if (plan_.plus) said.masked = all.narrow(1, plan_.orders + 2 * count, count);
    return said;
  }

  [[nodiscard]] const Permutation& orderOf(std::int64_t label) const {
    return orders_[static_cast<std::size_t>(label)];
  }

  // Random blocks of the masked cubes at the middle grey, 0.
  [[nodiscard]] at::Tensor hidden(const at::Tensor& cubes, const at::Tensor& masked, const Batch& batch) const {
    std::vector<std::int64_t> shape{cubes.size(0) * cubes.size(1), 1}, wide = masked.sizes().vec();
    shape.insert(shape.end(), cubes.sizes().begin() + 3, cubes.sizes().end());
    wide.resize(static_cast<std::size_t>(cubes.dim()), 1);
    const at::Tensor blocks = blockMask(shape, plan_.block, plan_.maskRatio, batch.seed, batch.step);
    std::vector<std::int64_t> split{cubes.size(0), cubes.size(1)};
    split.insert(split.end(), shape.begin() + 1, shape.end());
    return cubes * (1 - blocks.to(cubes.options()).view(split) * masked.to(cubes.scalar_type()).view(wide));
  }

  // Every cube turned back and put where `label` says it came from.
  [[nodiscard]] at::Tensor solved(const at::Tensor& cubes, std::int64_t label, const at::Tensor& turns) const {
    at::Tensor back = at::zeros_like(cubes);
    const Permutation& order = orderOf(label);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto k = static_cast<std::int64_t>(i);
      back[order[i]].copy_(halfTurned(cubes[k], turns[k][0].item<double>() > 0.5, turns[k][1].item<double>() > 0.5));
    }
    return back;
  }

  RubiksPlan plan_;
  int dim_;
  const std::vector<Permutation>& orders_;
  std::shared_ptr<PlainNorm> cubeNorm_;
  std::shared_ptr<Mlp> head_;
};

base::Result<std::unique_ptr<Method>> buildRubiksCube(const MethodConfig& config) {
  SELVOX_TRY(auto network, encoderNetwork(config));
  RubiksPlan plan;
  SELVOX_TRY(plan.tiles, planTiles("rubiks-cube", config, 2, *network));
  const std::int64_t possible = permutationsOf(static_cast<int>(plan.tiles.count()));
  const auto asked = architectures::intOrAuto(config.settings, "permutations");
  const std::int64_t orders = asked.value_or(std::min<std::int64_t>(100, possible));
  if (orders > possible) {
    return base::fail(base::ErrorCode::InvalidArgument, "rubiks-cube: " + std::to_string(plan.tiles.count()) +
                                                            " pieces have " + std::to_string(possible) +
                                                            " orders; set permutations to that or less.");
  }
  plan.orders = static_cast<int>(orders);
  plan.plus = base::valueOr(config.settings, "plus", false);
  plan.maskRatio = base::valueOr(config.settings, "mask_ratio", 0.5);
  plan.block = blockSizes(plan.tiles.tile, kBlock);
  return std::make_unique<RubiksCube>(std::move(network), config, std::move(plan));
}

}  // namespace

MethodInfo rubiksCubeInfo() {
  constexpr const char* zhuang =
      "Zhuang et al., Self-supervised feature learning for 3D medical images by playing a Rubik's cube, MICCAI 2019";
  constexpr const char* zhu = "Zhu et al., Rubik's cube+, Medical Image Analysis 2020";
  MethodInfo info{"rubiks-cube",
                  "predictive",
                  {2, 3},
                  "Put the cubes of a patch (2 x 2 x 2) back in order and tell which were turned by 180 degrees",
                  "Zhuang et al., MICCAI 2019; Zhu et al., MedIA 2020"};
  info.schema.params = {
      integer(
          "permutations", nullptr, 2, 2000,
          {"orders",
           "Number of orders to tell apart, chosen as different as possible. More is harder. Auto: 100; in 2D all 24 "
           "of four squares.",
           zhuang}),
      toggle("plus", false,
             {"", "Rubik's cube+: half of the cubes are masked by blocks, and the network tells which.", zhu}),
      number("mask_ratio", 0.5, 0.1, 0.9, {"", "Share of a masked cube that blocks hide, with plus.", zhu}),
      gapParam(0.2),
      headWidth("hidden", 512, "Width of the head's hidden layer.", zhuang),
      headNormParam()};
  info.schema.params[2].advanced = true;
  info.trainDefaults = uprightTrainDefaults();
  info.build = &buildRubiksCube;
  return info;
}

}  // namespace selvox::learn::methods

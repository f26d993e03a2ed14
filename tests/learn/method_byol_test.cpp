#include <cmath>

#include "tests/learn/joint_support.h"
#include "tests/learn/state_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallByol{{"hidden", 24}, {"out", 12}};

// At the start the target is the online network, so its embeddings are the projector's own.
TEST(ByolMethod, LossIsTheSumOfBothDirections) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("byol", config, kSmallByol);
  toDouble(*method);
  method->train(true);
  const Batch batch = waves(config, 4, 0, 20);
  const double loss = method->step(batch).loss.item<double>();
  const auto z = embeddings<Mlp>(*method, batch);
  const auto predictor = headOf<Mlp>(*method, "predictor");
  double expected = 0;
  for (const std::size_t i : {0, 1}) {
    const at::Tensor p = predictor->forward(z[i]), t = z[1 - i];
    expected += (2 - 2 * (p * t).sum(1) / (p.norm(2, {1}) * t.norm(2, {1}))).mean().item<double>();
  }
  EXPECT_NEAR(loss, expected, 1e-9);
}

TEST(ByolMethod, GradientOfTheOnlineWeights) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 8);
    expectWeightGradient(*buildMethod("byol", config, kSmallByol), waves(config, 4, 1, 20));
  }
}

// tau_k = 1 - (1 - tau_0) (cos(pi k / K) + 1) / 2; a linear ramp differs at K/4.
TEST(ByolMethod, TheTargetFollowsByTheCosineSchedule) {
  const MethodConfig config = tinyConfig(2);
  const double pi = 3.14159265358979323846;
  for (const int step : {0, 5, 10, 20}) {
    const auto method = buildMethod("byol", config, {{"hidden", 24}, {"out", 12}, {"tau", 0.9}});
    toDouble(*method);
    method->train(true);
    trainStep(*method, waves(config, 4, 0, 20), 0.5);
    const auto before = stateCopy(*method);
    trainStep(*method, waves(config, 4, step, 20), 0.5);
    const double tau = 1 - 0.1 * (std::cos(pi * step / 20) + 1) / 2;
    const auto online = method->trainable()->named_parameters();
    int compared = 0;
    for (const auto& [name, now] : stateCopy(*method)) {
      const auto* own = online.find(name.substr(std::string("target.").size()));
      if (own == nullptr) continue;
      EXPECT_TRUE(at::allclose(now, tau * before.at(name) + (1 - tau) * own->detach(), 1e-10, 1e-12))
          << name << " at step " << step;
      ++compared;
    }
    EXPECT_GT(compared, 4);
  }
}

TEST(ByolMethod, NoGradientReachesTheTarget) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("byol", config, kSmallByol);
  method->train(true);
  method->step(waves(config, 4, 0, 20)).loss.backward();
  for (const auto& [name, tensor] : method->state()) {
    EXPECT_FALSE(tensor.requires_grad()) << name;
    EXPECT_FALSE(tensor.grad().defined()) << name;
    EXPECT_FALSE(name.starts_with("target.decoder")) << name;
  }
}

TEST(ByolMethod, TheFirstViewIsBlurredAndTheSecondSeldom) {
  MethodConfig config = tinyConfig(2);
  const auto blurred = [&](double blur, bool asymmetric) {
    config.augment["augment.blur"] = blur;
    config.augment["augment.flip"] = 0.0;
    const auto method = buildMethod("byol", config, {{"hidden", 8}, {"out", 8}, {"asymmetric", asymmetric}});
    std::vector<int> count{0, 0};
    for (int step = 0; step < 25; ++step) {
      const Batch batch = waves(config, 8, step, 25);
      const Tensors views = method->views(batch);
      for (std::size_t v = 0; v < 2; ++v) {
        const at::Tensor changed = (views[v].second - batch.images).abs().flatten(1).amax(1).gt(1e-4);
        count[v] += static_cast<int>(changed.sum().item<std::int64_t>());
      }
    }
    return count;
  };
  const auto paper = blurred(0.3, true), plain = blurred(0.3, false), none = blurred(0.0, true);
  EXPECT_EQ(paper[0], 200);
  EXPECT_NEAR(paper[1], 20, 14);  // three standard deviations
  EXPECT_NEAR(plain[0], 60, 20);
  EXPECT_NEAR(plain[1], 60, 20);
  EXPECT_EQ(none[0] + none[1], 0);
}

TEST(ByolMethod, StateLoadedGoesOnBitForBit) {
  expectStateContinues("byol", kSmallByol, 4, 3);
}

// With layer norm in the heads: standard deviation 0.006, loss 0.
TEST(SlowLearning, ByolDoesNotCollapseIn3D) {
  MethodConfig config = tinyConfig(3, 16);
  config.batch = 4;
  const Gain g = gain("byol", config, {{"hidden", 64}, {"out", 32}, {"tau", 0.9}}, 4, 400);
  EXPECT_GT(g.learned.metric("collapse/std_times_sqrt_d"), 0.4);
  EXPECT_GT(g.after, g.before + 0.05) << g.before << " -> " << g.after;
}

TEST(SlowLearning, ByolMakesBetterFeaturesAndDoesNotCollapse) {
  const Gain g = gain("byol", tinyConfig(2, 24), {{"hidden", 64}, {"out", 32}, {"tau", 0.9}}, 16, 200);
  EXPECT_LT(g.learned.last, 0.8 * g.learned.first);
  EXPECT_GT(g.learned.metric("collapse/std_times_sqrt_d"), 0.3);
  EXPECT_GT(g.after, g.before + 0.05) << g.before << " -> " << g.after;
}

}  // namespace
}  // namespace selvox::learn::methods

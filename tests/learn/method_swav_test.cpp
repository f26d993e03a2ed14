#include "core/learn/losses/common.h"
#include "core/learn/losses/swav.h"
#include "core/learn/methods/clusters.h"
#include "tests/learn/learning.h"
#include "tests/learn/loss_support.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallSwav{{"hidden", 32}, {"out", 16}, {"prototypes", 8}, {"queue", 0}, {"local_crops", 2}};

base::Json with(base::Json settings, const base::Json& more) {
  settings.update(more);
  return settings;
}

TEST(Swav, LossOfGivenCodesIsTheMeanOverPairs) {
  const std::vector<at::Tensor> scores{z1(), z2(), 0.5 * z1()};
  const std::vector<at::Tensor> codes{losses::sinkhorn(z1()), losses::sinkhorn(z2())};
  const auto term = [&](std::size_t i, std::size_t v) {
    return -value((codes[i] * (scores[v] / 0.1).log_softmax(-1)).sum(-1).mean());
  };
  const double expected = (term(0, 1) + term(0, 2) + term(1, 0) + term(1, 2)) / 4;
  EXPECT_NEAR(value(losses::swav(scores, codes, {0.1, {}, 2})), expected, 1e-12);
  EXPECT_NEAR(value(losses::swav(scores, {0.1, {}, 2})), expected, 1e-12);
}

TEST(Swav, PrototypesHaveLengthOneAfterEveryStep) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("swav", config, with(kSmallSwav, {{"freeze", 0.0}}));
  method->train(true);
  const auto lengths = [&] { return method->trainable()->named_parameters()["prototypes.weight"].norm(2, {1}); };
  EXPECT_TRUE(at::allclose(lengths(), at::ones({8})));
  const at::Tensor before = method->trainable()->named_parameters()["prototypes.weight"].detach().clone();
  for (int step = 1; step < 4; ++step) trainStep(*method, waves(config, 4, step, 20), 0.5);
  EXPECT_TRUE(at::allclose(lengths(), at::ones({8})));
  EXPECT_FALSE(at::allclose(method->trainable()->named_parameters()["prototypes.weight"], before));
  EXPECT_EQ(method->trainable()->named_parameters().find("prototypes.bias"), nullptr);
}

TEST(Swav, PrototypesStandStillWhileFrozen) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("swav", config, with(kSmallSwav, {{"freeze", 0.5}}));
  method->train(true);
  const auto weights = [&] { return method->trainable()->named_parameters()["prototypes.weight"].detach().clone(); };
  const at::Tensor start = weights();
  for (int step = 0; step < 4; ++step) trainStep(*method, waves(config, 4, step, 8), 0.5);
  EXPECT_TRUE(at::allclose(weights(), start, 0, 1e-6));
  trainStep(*method, waves(config, 4, 4, 8), 0.5);
  EXPECT_FALSE(at::allclose(weights(), start, 0, 1e-4));
}

TEST(Swav, QueueFillsRoundAndRoundAndTakesPartWhenFull) {
  const MethodConfig config = tinyConfig(2);
  const base::Json settings = with(kSmallSwav, {{"queue", 6}, {"queue_from", 0.25}});
  const auto method = buildMethod("swav", config, settings);
  method->train(true);
  for (int step = 0; step < 2; ++step) {
    static_cast<void>(method->step(waves(config, 4, step, 20)));
    method->afterOptimizerStep(step, 20);
  }
  EXPECT_EQ(stateOf(*method, "queue_filled").item<std::int64_t>(), 6);
  EXPECT_EQ(stateOf(*method, "queue_pointer").item<std::int64_t>(), 2);
  EXPECT_TRUE(at::allclose(stateOf(*method, "queue").norm(2, {2}), at::ones({2, 6})));
  EXPECT_FALSE(at::allclose(stateOf(*method, "queue")[0], stateOf(*method, "queue")[1]));
  const auto loss = [&](std::int64_t step) {
    Batch batch = waves(config, 4, 7, 20);
    batch.step = step;
    return method->step(batch).loss.item<double>();
  };
  // The very batch and views, once before and once after queue_from: only the codes differ.
  const auto other = buildMethod("swav", config, with(settings, {{"queue_from", 1.0}}));
  other->train(true);
  std::map<std::string, at::Tensor> state;
  for (const auto& [name, tensor] : method->state()) state.emplace(name, tensor);
  ASSERT_TRUE(other->loadState(state).has_value());
  EXPECT_NE(method->step(waves(config, 4, 7, 20)).loss.item<double>(),
            other->step(waves(config, 4, 7, 20)).loss.item<double>());
  EXPECT_NEAR(loss(4), loss(4), 0);
}

TEST(Swav, PanelCountsFullAndDeadPrototypes) {
  at::Tensor usage = at::full({4}, 0.25);
  updateUsage(usage, at::zeros({16}, at::kLong));  // 16 of 8 x 4: halfway
  EXPECT_NEAR(usage[0].item<double>(), 0.625, 1e-6);
  EXPECT_NEAR(usage[1].item<double>(), 0.125, 1e-6);
  for (int i = 0; i < 6; ++i) updateUsage(usage, at::zeros({16}, at::kLong));
  const auto panel = clusterPanel(usage);
  EXPECT_EQ(panel[0].first, "clusters/max_share");
  EXPECT_GT(panel[0].second.item<double>(), 0.98);
  EXPECT_EQ(panel[1].first, "clusters/dead");
  EXPECT_NEAR(panel[1].second.item<double>(), 0.75, 1e-6);
}

TEST(Swav, AutomaticSizesFollowTheBatch) {
  MethodConfig config = tinyConfig(2);
  const auto sizes = [&](std::int64_t batch) {
    config.batch = batch;
    const auto method = buildMethod("swav", config, {{"hidden", 8}, {"out", 8}});
    return std::make_pair(stateOf(*method, "usage").size(0), stateOf(*method, "queue").size(1));
  };
  EXPECT_EQ(sizes(4), (std::pair<std::int64_t, std::int64_t>{32, 60}));
  EXPECT_EQ(sizes(256), (std::pair<std::int64_t, std::int64_t>{1024, 3840}));
  EXPECT_EQ(sizes(4096), (std::pair<std::int64_t, std::int64_t>{3000, 0}));
}

TEST(Swav, StateContinuesBitForBit) {
  expectStateContinues("swav", with(kSmallSwav, {{"queue", 6}}));
}

TEST(Swav, PreviewShowsViewsAndTheNearest) {
  expectQuietPreview("swav", kSmallSwav, 4);
}

TEST(Swav, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({"swav", dim, with(kSmallSwav, {{"queue", 6}})}, false);
}

TEST(Learning, SwavMakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  expectBetterProbe("swav", {{"hidden", 64}, {"out", 32}, {"local_crops", 2}}, 0.05);
}

}  // namespace
}  // namespace selvox::learn::methods

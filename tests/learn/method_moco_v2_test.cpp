#include "core/learn/losses/common.h"
#include "core/learn/losses/moco.h"
#include "core/learn/methods/contrast_parts.h"
#include "tests/learn/learning.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallMocoV2{{"hidden", 32}, {"out", 16}};

TEST(MocoV2, QueueIsShorterThanTheTrainingSetUnlessAsked) {
  MethodConfig config = tinyConfig(2);
  const auto length = [&](std::int64_t cases, std::int64_t batch, const base::Json& settings) {
    config.cases = cases, config.batch = batch;
    return stateOf(*buildMethod("moco-v2", config, settings), "queue").size(0);
  };
  EXPECT_EQ(length(100, 8, kSmallMocoV2), 96);
  EXPECT_EQ(length(96, 8, kSmallMocoV2), 88);
  EXPECT_EQ(length(3, 8, kSmallMocoV2), 8);
  EXPECT_EQ(length(100000, 8, kSmallMocoV2), 4096);
  EXPECT_EQ(length(100, 8, {{"hidden", 32}, {"out", 16}, {"queue", 20}}), 20);
}

TEST(MocoV2, KeysEnterTheQueueRoundAndRoundAfterTheStepOfTheOptimizer) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v2", config, {{"hidden", 32}, {"out", 16}, {"queue", 10}});
  method->train(true);
  const at::Tensor start = stateOf(*method, "queue").clone();
  EXPECT_TRUE(at::allclose(start.norm(2, {1}), at::ones({10})));
  for (int step = 0; step < 3; ++step) {
    static_cast<void>(method->step(waves(config, 4, step, 20)));
    EXPECT_TRUE(step > 0 || at::equal(stateOf(*method, "queue"), start)) << "step() must not change the queue";
    method->afterOptimizerStep(step, 20);
    EXPECT_EQ(stateOf(*method, "queue_pointer").item<std::int64_t>(), (4 * (step + 1)) % 10);
  }
  const at::Tensor now = stateOf(*method, "queue");
  for (int row = 0; row < 10; ++row) EXPECT_FALSE(at::equal(now[row], start[row])) << row;
  EXPECT_TRUE(at::allclose(now.norm(2, {1}), at::ones({10})));
}

TEST(MocoV2, ValidationLeavesTheQueueAlone) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v2", config, kSmallMocoV2);
  method->train(false);
  const at::Tensor before = stateOf(*method, "queue").clone();
  static_cast<void>(method->step(waves(config, 4, 0, 20)));
  method->afterOptimizerStep(0, 20);
  EXPECT_TRUE(at::equal(stateOf(*method, "queue"), before));
}

TEST(MocoV2, AccumulatedBatchesAllReachTheQueue) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v2", config, {{"hidden", 32}, {"out", 16}, {"queue", 10}});
  method->train(true);
  static_cast<void>(method->step(waves(config, 4, 0, 20)));
  static_cast<void>(method->step(waves(config, 4, 1, 20)));
  method->afterOptimizerStep(0, 20);
  EXPECT_EQ(stateOf(*method, "queue_pointer").item<std::int64_t>(), 8);
}

TEST(MocoV2, MomentumRisesFromStartToEndByACosine) {
  const MethodConfig config = tinyConfig(2);
  const auto method =
      buildMethod("moco-v2", config, {{"hidden", 8}, {"out", 8}, {"momentum", 0.9}, {"momentum_end", 0.98}});
  const auto tau = [&](std::int64_t step) {
    return metricOf(method->step(waves(config, 2, step, 100)), "moco-v2/tau");
  };
  EXPECT_NEAR(tau(0), 0.9, 1e-6);
  EXPECT_NEAR(tau(25), 0.9 + 0.08 * (1 - (std::sqrt(0.5) + 1) / 2), 1e-6);
  EXPECT_NEAR(tau(50), 0.94, 1e-6);
  EXPECT_NEAR(tau(100), 0.98, 1e-6);
}

TEST(MocoV2, KeyNetworkGetsNoGradientAndFollows) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v2", config, kSmallMocoV2);
  method->train(true);
  const at::Tensor start = stateOf(*method, "key.projector.first.weight").clone();
  EXPECT_TRUE(at::equal(start, method->trainable()->named_parameters()["projector.first.weight"]));
  trainStep(*method, waves(config, 4, 0, 20), 0.5);
  const at::Tensor now = method->trainable()->named_parameters()["projector.first.weight"].detach();
  EXPECT_TRUE(at::allclose(stateOf(*method, "key.projector.first.weight"), 0.99 * start + 0.01 * now, 1e-5, 1e-7));
  EXPECT_FALSE(at::equal(now, start));
  for (const auto& item : method->state()) EXPECT_FALSE(item.second.requires_grad()) << item.first;
}

TEST(MocoV2, ShuffledChunksHaveStatisticsOfTheirOwnAndComeBackInOrder) {
  const at::Tensor x = at::arange(8, at::kDouble).view({8, 1});
  std::vector<std::int64_t> sizes;
  const auto centred = [&](const at::Tensor& part) {
    sizes.push_back(part.size(0));
    return at::cat({part, part - part.mean(0, true)}, 1);
  };
  const at::Tensor y = inShuffledChunks(x, 4, base::Rng(1, base::Purpose::Test), centred);
  EXPECT_EQ(sizes, (std::vector<std::int64_t>{2, 2, 2, 2}));
  EXPECT_TRUE(at::equal(y.select(1, 0), x.flatten()));
  EXPECT_FALSE(at::allclose(y.select(1, 1), x.flatten() - 3.5));
  EXPECT_TRUE(at::equal(y, inShuffledChunks(x, 4, base::Rng(1, base::Purpose::Test), centred)));
  sizes.clear();
  static_cast<void>(inShuffledChunks(x.narrow(0, 0, 3), 4, base::Rng(1, base::Purpose::Test), centred));
  EXPECT_EQ(sizes, (std::vector<std::int64_t>{3}));
}

TEST(MocoV2, StateContinuesBitForBit) {
  expectStateContinues("moco-v2", {{"hidden", 32}, {"out", 16}, {"queue", 10}});
}

TEST(MocoV2, PreviewShowsTheNearestAndChangesNothing) {
  expectQuietPreview("moco-v2", kSmallMocoV2, 3);
}

TEST(MocoV2, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({"moco-v2", dim, {{"hidden", 32}, {"out", 16}, {"queue", 10}}}, false);
}

TEST(SlowLearning, MocoV2MakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  expectBetterProbe("moco-v2", {{"hidden", 64}, {"out", 32}}, 0.05);
}

}  // namespace
}  // namespace selvox::learn::methods

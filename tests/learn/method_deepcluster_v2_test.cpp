#include "core/learn/losses/common.h"
#include "core/learn/methods/clusters.h"
#include "tests/learn/learning.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallDeepcluster{{"hidden", 32}, {"out", 16},  {"clusters", 12},
                                   {"memory", 16}, {"every", 2}, {"local_crops", 2}};

TEST(DeepclusterV2, LearnsNothingBeforeTheFirstClusteringAndThenAsksForClusters) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("deepcluster-v2", config, kSmallDeepcluster);
  method->train(true);
  for (int step = 0; step < 2; ++step) {
    EXPECT_EQ(trainStep(*method, waves(config, 4, step, 20), 0.05), 0.0);
  }
  EXPECT_EQ(stateOf(*method, "clusterings").item<std::int64_t>(), 1);
  EXPECT_EQ(stateOf(*method, "memory_filled").item<std::int64_t>(), 16);
  const at::Tensor prototypes = stateOf(*method, "prototypes").clone();
  EXPECT_EQ(prototypes.sizes(), (at::IntArrayRef{3, 12, 16}));
  EXPECT_TRUE(at::allclose(prototypes.norm(2, {2}), at::ones({3, 12})));
  EXPECT_FALSE(at::allclose(prototypes[0], prototypes[1])) << "heads cluster independently";
  EXPECT_GT(trainStep(*method, waves(config, 4, 2, 20), 0.05), 0.0);
  EXPECT_TRUE(at::equal(stateOf(*method, "prototypes"), prototypes)) << "centroids stand still between clusterings";
  trainStep(*method, waves(config, 4, 3, 20), 0.05);
  EXPECT_EQ(stateOf(*method, "clusterings").item<std::int64_t>(), 2);
  EXPECT_FALSE(at::equal(stateOf(*method, "prototypes"), prototypes));
}

TEST(DeepclusterV2, ClustersAsSoonAsThereAreEnoughRowsAndRemembersAfterTheStepAlone) {
  const MethodConfig config = tinyConfig(2);
  base::Json settings = kSmallDeepcluster;
  settings["every"] = 5, settings["memory"] = 32;
  const auto method = buildMethod("deepcluster-v2", config, settings);
  method->train(true);
  static_cast<void>(method->step(waves(config, 4, 0, 20)));
  EXPECT_EQ(stateOf(*method, "memory_filled").item<std::int64_t>(), 0) << "step() must not change the memory";
  method->afterOptimizerStep(0, 20);
  EXPECT_EQ(stateOf(*method, "memory_filled").item<std::int64_t>(), 8);
  EXPECT_EQ(stateOf(*method, "clusterings").item<std::int64_t>(), 0);
  trainStep(*method, waves(config, 4, 1, 20), 0.05);
  EXPECT_EQ(stateOf(*method, "clusterings").item<std::int64_t>(), 1) << "16 rows for 12 clusters, three steps early";
}

TEST(DeepclusterV2, EachHeadClustersWhatIsRememberedAnew) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("deepcluster-v2", config, kSmallDeepcluster);
  method->train(true);
  for (std::uint64_t clustering = 0; clustering < 2; ++clustering) {
    for (int step = 0; step < 2; ++step) {
      trainStep(*method, waves(config, 4, static_cast<std::int64_t>(clustering) * 2 + step, 20), 0.05);
    }
    const at::Tensor memory = stateOf(*method, "memory");
    for (std::uint64_t head = 0; head < 3; ++head) {
      const at::Tensor expected = sphericalKMeans(memory, 12, 10, config.seed, clustering, head);
      EXPECT_TRUE(at::equal(stateOf(*method, "prototypes")[static_cast<std::int64_t>(head)], expected)) << head;
    }
    EXPECT_TRUE(at::allclose(stateOf(*method, "usage"), at::full({12}, 1.0 / 12))) << "counted anew";
  }
}

TEST(DeepclusterV2, MemoryIsARingOfRowsOfLengthOne) {
  const MethodConfig config = tinyConfig(2);
  base::Json settings = kSmallDeepcluster;
  settings["memory"] = 12;
  const auto method = buildMethod("deepcluster-v2", config, settings);
  method->train(true);
  for (int step = 0; step < 2; ++step) trainStep(*method, waves(config, 4, step, 20), 0.05);
  EXPECT_EQ(stateOf(*method, "memory_pointer").item<std::int64_t>(), 4);  // 2 x 8 rows in 12 places
  EXPECT_TRUE(at::allclose(stateOf(*method, "memory").norm(2, {1}), at::ones({12})));
  method->train(false);
  const at::Tensor before = stateOf(*method, "memory").clone();
  static_cast<void>(method->step(waves(config, 4, 5, 20)));
  EXPECT_TRUE(at::equal(stateOf(*method, "memory"), before));
}

TEST(DeepclusterV2, RefusesMoreClustersThanRows) {
  MethodConfig config = tinyConfig(2);
  const auto info = find("deepcluster-v2");
  config.settings = *spec::resolve((*info)->schema, {{"clusters", 20}, {"memory", 16}});
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("memory"), std::string::npos);
}

TEST(DeepclusterV2, StateContinuesBitForBit) {
  expectStateContinues("deepcluster-v2", kSmallDeepcluster);
}

TEST(DeepclusterV2, PreviewShowsTheNearestAndChangesNothing) {
  expectQuietPreview("deepcluster-v2", kSmallDeepcluster, 3);
}

TEST(DeepclusterV2, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({"deepcluster-v2", dim, kSmallDeepcluster}, false);
}

TEST(SlowLearning, DeepclusterV2PredictsItsClustersBetterThanChance) {
  const MethodConfig config = tinyConfig(2, 24);
  const auto method = buildMethod("deepcluster-v2", config, {{"hidden", 64}, {"out", 32}, {"local_crops", 2}});
  const Learned learned = learn(*method, config, 16, 250);
  EXPECT_LT(learned.last, 0.85 * std::log(64.0)) << learned.first;
}

}  // namespace
}  // namespace selvox::learn::methods

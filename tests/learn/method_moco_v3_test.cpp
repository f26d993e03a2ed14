#include "core/learn/losses/moco.h"
#include "core/learn/methods/projector.h"
#include "tests/learn/learning.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallMocoV3{{"hidden", 32}, {"out", 16}};

TEST(MocoV3, FirstLossIsBoundedByThatOfEqualKeys) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v3", config, {{"hidden", 32}, {"out", 16}, {"temperature", 2.0}});
  const double loss = method->step(waves(config, 8, 0, 10)).loss.item<double>();
  EXPECT_NEAR(loss, 8 * std::log(8.0), 0.25 * 8 * std::log(8.0));  // 4 T ln B
}

TEST(MocoV3, BothViewsAreTreatedAlike) {  // mirrored views: step 0 of seed 7 draws two different ones
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v3", config, kSmallMocoV3);
  method->train(true);
  const StepOutput out = method->step(waves(config, 4, 0, 10));
  out.loss.backward();
  for (const auto& item : method->trainable()->named_parameters()) {
    EXPECT_TRUE(item.value().grad().defined()) << item.key();
  }
  for (const auto& item : method->state()) EXPECT_FALSE(item.second.requires_grad()) << item.first;
}

TEST(MocoV3, MomentumAtTheQuarters) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v3", config, {{"hidden", 8}, {"out", 8}, {"momentum", 0.996}});
  const auto tau = [&](std::int64_t step) {
    return metricOf(method->step(waves(config, 2, step, 1000)), "moco-v3/tau");
  };
  EXPECT_NEAR(tau(0), 0.996, 1e-6);
  EXPECT_NEAR(tau(250), 0.9965857864376269, 1e-6);
  EXPECT_NEAR(tau(500), 0.998, 1e-6);
  EXPECT_NEAR(tau(1000), 1.0, 1e-6);
}

TEST(MocoV3, LastNormHasNoWeightsAndUsesTheBatch) {
  PlainNorm norm(architectures::NormKind::Batch, 2);
  EXPECT_TRUE(norm.parameters().empty());
  const at::Tensor x = at::tensor({1., 2., 3., 6.}).view({2, 2}).to(at::kFloat);
  const at::Tensor y = norm.forward(x);
  EXPECT_NEAR(y[0][0].item<double>(), -1 / std::sqrt(1 + 1e-5), 1e-6);
  EXPECT_NEAR(y[1][1].item<double>(), 2 / std::sqrt(4 + 1e-5), 1e-6);
  EXPECT_NEAR(norm.buffers()[0][1].item<double>(), 0.4, 1e-6);  // a tenth of the mean 4
}

TEST(MocoV3, StateContinuesBitForBit) {
  expectStateContinues("moco-v3", kSmallMocoV3);
}

TEST(MocoV3, PreviewShowsTheNearestAndChangesNothing) {
  expectQuietPreview("moco-v3", kSmallMocoV3, 3);
}

TEST(MocoV3, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({"moco-v3", dim, kSmallMocoV3});
}

TEST(SlowLearning, MocoV3MakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  expectBetterProbe("moco-v3", {{"hidden", 64}, {"out", 32}}, 0.05);
}

}  // namespace
}  // namespace selvox::learn::methods

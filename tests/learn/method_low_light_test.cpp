#include "core/learn/losses/ssim.h"
#include "core/learn/methods/restorative.h"
#include "tests/learn/learning.h"
#include "tests/learn/restoration_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

TEST(LowLightMethod, TheLossIsAbsoluteErrorAndStructureInUnitsOfTheRange) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("low-light", config, {{"structure", 0.3}});
  method->train(true);
  const Batch batch = waves(config, 3, 2, 10);
  const Tensors made = method->views(batch);
  const at::Tensor target = named(made, "target"), restored = method->network()->forward(named(made, "input")).front();
  double expected = 0;
  for (int i = 0; i < 3; ++i) {
    const at::Tensor t = target[i].unsqueeze(0), r = restored[i].unsqueeze(0).detach();
    const at::Tensor range = (t.max() - t.min()).view({1});
    expected += ((r - t).abs().mean() / range + 0.3 * (1 - losses::ssim(r, t, range))).item<double>() / 3;
  }
  const StepOutput out = method->step(batch);
  EXPECT_NEAR(out.loss.item<double>(), expected, 1e-5);
  EXPECT_NEAR(metricOf(out, "loss/l1") + 0.3 * metricOf(out, "loss/structure"), expected, 1e-5);
  for (const auto& entry : out.metrics) EXPECT_FALSE(entry.second.requires_grad()) << entry.first;
}

TEST(LowLightMethod, GradientMatchesCentralDifferences) {
  const MethodConfig config = tinyConfig(2);
  expectMethodGradient(*buildMethod("low-light", config), waves(config, 2, 1, 10));
}

TEST(LowLightMethod, InputsAreDarkerWithinThePatchsRange) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim, 12);
    const auto method = buildMethod("low-light", config, {{"spread", 0.0}});
    const Batch batch = waves(config, 16, 0, 10);
    const Tensors made = method->views(batch);
    const at::Tensor input = named(made, "input").flatten(1), target = named(made, "target").flatten(1);
    EXPECT_TRUE(input.mean(1).lt(target.mean(1)).all().item<bool>());
    EXPECT_TRUE(input.amin(1).ge(target.amin(1) - 1e-5).all().item<bool>());
  }
}

TEST(LowLightMethod, NoiseFollowsTheModality) {
  const MethodConfig config = tinyConfig(2);
  Batch batch = waves(config, 2, 0, 10);
  const auto caption = [&](const char* noise, const char* modality) {
    for (Place& place : batch.places) place.modality = modality;
    return buildMethod("low-light", config, {{"noise", noise}})->preview(batch)[1].caption;
  };
  EXPECT_NE(caption("auto", "MR").find("Rician"), std::string::npos);
  EXPECT_NE(caption("auto", "CT").find("photon"), std::string::npos);
  EXPECT_NE(caption("rician", "CT").find("Rician"), std::string::npos);
}

TEST(LowLightMethod, AnEmptyPatchIsLeftAlone) {
  const MethodConfig config = tinyConfig(2);
  Batch batch = waves(config, 2, 0, 10);
  batch.images.zero_();
  const auto method = buildMethod("low-light", config);
  EXPECT_TRUE(std::isfinite(method->step(batch).loss.item<double>()));
  EXPECT_EQ(named(method->views(batch), "input").abs().max().item<double>(), 0);
}

TEST(LowLightMethod, TrajectoryIsTheCommittedOne) {
  expectTrajectory({.method = "low-light", .dim = 2, .rate = 0.05});
  expectTrajectory({.method = "low-light", .dim = 3, .rate = 0.05});
}

TEST(SlowLearning, LowLightRestoresBetterThanTheDarkPatch) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("low-light", config);
  const Learned learned = learn(*method, config, 8, 300, 2e-3);
  EXPECT_LT(learned.last, 0.5 * learned.metric("baseline/loss")) << learned.first;
}

}  // namespace
}  // namespace selvox::learn::methods

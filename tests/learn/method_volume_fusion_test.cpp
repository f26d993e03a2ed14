#include <algorithm>

#include "core/learn/losses/dice_ce.h"
#include "tests/learn/learning.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

base::Json fewBoxes() {
  return {{"classes", 3}, {"boxes_low", 3}, {"boxes_high", 6}};
}

TEST(VolumeFusion, TheInputIsTheBlendThatTheClassesSay) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim);
    const auto method = buildMethod("volume-fusion", config, {{"classes", 5}});
    const Tensors made = method->views(waves(config, 4, 1, 10));
    const at::Tensor &input = made[0].second, &front = made[1].second, &back = made[2].second;
    const at::Tensor target = made[3].second;
    ASSERT_EQ(input.size(0), 2) << "half of the batch lies on the other half";
    EXPECT_EQ(target.sizes(), input.select(1, 0).sizes());
    EXPECT_GE(target.min().item<std::int64_t>(), 0);
    EXPECT_EQ(target.max().item<std::int64_t>(), 4);
    for (int k = 0; k < 5; ++k) {  // by hand, class by class
      const at::Tensor here = target.eq(k).unsqueeze(1);
      const at::Tensor expected = 0.25 * k * front + (1 - 0.25 * k) * back;
      EXPECT_LT(((input - expected) * here).abs().max().item<double>(), 1e-6) << k;
    }
    EXPECT_FALSE(at::equal(target[0], target[1]));
  }
}

TEST(VolumeFusion, HalvesOfTheBatchInOrderAndNobodyAlone) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.flip"] = 0.0;
  const auto method = buildMethod("volume-fusion", config, fewBoxes());
  const Batch four = waves(config, 4, 0, 10), three = waves(config, 3, 0, 10), one = waves(config, 1, 0, 10);
  Tensors made = method->views(four);
  EXPECT_TRUE(at::allclose(made[1].second, four.images.narrow(0, 0, 2)));
  EXPECT_TRUE(at::allclose(made[2].second, four.images.narrow(0, 2, 2)));
  made = method->views(three);
  ASSERT_EQ(made[1].second.size(0), 2);
  EXPECT_TRUE(at::allclose(made[2].second[0], three.images[2]));
  EXPECT_TRUE(at::allclose(made[2].second[1], three.images[0]));
  made = method->views(one);
  EXPECT_TRUE(at::allclose(made[2].second, one.images.flip({-1})));
}

TEST(VolumeFusion, BoxesArePureInSeedAndStepAndCoverSmallPatchesToo) {
  MethodConfig config = tinyConfig(3, 5);
  config.patch = {5, 6, 9};
  config.network.settings["stages"] = 2;
  const auto method = buildMethod("volume-fusion", config, fewBoxes());
  const auto classes = [&](std::int64_t step) { return method->views(waves(config, 2, step, 10))[3].second; };
  EXPECT_TRUE(at::equal(classes(3), classes(3)));
  EXPECT_FALSE(at::equal(classes(3), classes(4)));
  EXPECT_TRUE(std::isfinite(method->step(waves(config, 2, 0, 10)).loss.item<double>()));
}

TEST(VolumeFusion, TheLossIsDicePlusCrossEntropyOfTheWholeNetwork) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("volume-fusion", config, fewBoxes());
  method->train(true);
  const Batch batch = waves(config, 4, 0, 10);
  const Tensors made = method->views(batch);
  const at::Tensor logits = method->network()->forward(made[0].second).front();
  ASSERT_EQ(logits.size(1), 3);
  const at::Tensor p = at::softmax(logits, 1), g = at::one_hot(made[3].second, 3).movedim(-1, 1).to(at::kFloat);
  const at::Tensor dice = (2 * (p * g).sum({2, 3}) + 1e-5) / (p.sum({2, 3}) + g.sum({2, 3}) + 1e-5);
  const at::Tensor ce = -(p.log() * g).sum(1).mean();
  const StepOutput out = method->step(batch);
  EXPECT_NEAR(out.loss.item<double>(), (ce - dice.narrow(1, 1, 2).mean()).item<double>(), 1e-5);
  out.loss.backward();
  for (const auto& item : method->trainable()->named_parameters()) {
    EXPECT_TRUE(item.value().grad().defined()) << item.key();
  }
}

TEST(VolumeFusion, GradientIsThatOfTheLoss) {
  MethodConfig config = tinyConfig(2, 8);
  const auto method = buildMethod("volume-fusion", config, fewBoxes());
  method->trainable()->to(at::kDouble);
  method->train(true);
  const Batch batch = waves(config, 2, 0, 10);
  at::Tensor weight = method->trainable()->named_parameters()["encoder.stages.1.convs.0.conv.weight"];
  method->step(batch).loss.backward();
  const double exact = weight.grad().flatten()[5].item<double>(), h = 1e-6;
  const c10::AutoGradMode noGradients(false);
  const auto moved = [&](double by) {
    weight.flatten()[5] += by;
    const double loss = method->step(batch).loss.item<double>();
    weight.flatten()[5] -= by;
    return loss;
  };
  EXPECT_NEAR((moved(h) - moved(-h)) / (2 * h), exact, 1e-6 * std::max(1.0, std::abs(exact)));
}

TEST(VolumeFusion, RefusesBoxesTheWrongWayRound) {
  MethodConfig config = tinyConfig(2);
  const auto info = find("volume-fusion");
  config.settings = *spec::resolve((*info)->schema, {{"boxes_low", 50}});
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("boxes_high"), std::string::npos);
}

TEST(VolumeFusion, PreviewShowsQuestionAndAnswerAndChangesNothing) {
  const MethodConfig config = tinyConfig(3, 8);
  const auto method = buildMethod("volume-fusion", config, fewBoxes());
  method->train(true);
  const auto previews = method->preview(waves(config, 1, 0, 10));
  ASSERT_EQ(previews.size(), 5u);
  EXPECT_EQ(previews.back().name, "prediction");
  EXPECT_NE(previews.back().caption.find('%'), std::string::npos);
  EXPECT_TRUE(method->network()->is_training());
}

TEST(VolumeFusion, TrajectoryIsTheCommittedOne) {
  expectTrajectory({.method = "volume-fusion", .dim = 2, .settings = fewBoxes(), .rate = 0.1});
  expectTrajectory({.method = "volume-fusion", .dim = 3, .settings = fewBoxes(), .rate = 0.1});
}

// Threshold chosen before: the voxels outside all boxes alone give about a third.
TEST(SlowLearning, VolumeFusionTellsTheBlendOfMostVoxels) {
  MethodConfig config = tinyConfig(2, 32);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("volume-fusion", config, fewBoxes());
  const Learned learned = learn(*method, config, 8, 300, 3e-3);
  EXPECT_GT(learned.metric("volume-fusion/accuracy"), 0.6);
  EXPECT_LT(learned.metric("loss/ce"), 0.8 * std::log(3.0));
  EXPECT_LT(learned.last, learned.first - 0.2);
}

}  // namespace
}  // namespace selvox::learn::methods

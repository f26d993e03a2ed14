#include "core/learn/methods/code.h"
#include "tests/learn/learning.h"
#include "tests/learn/restoration_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

base::Error refusal(const std::string& id, MethodConfig config, const base::Json& settings) {
  const auto info = find(id);
  config.settings = *spec::resolve((*info)->schema, settings);
  const auto refused = (*info)->build(config);
  EXPECT_FALSE(refused.has_value());
  return refused ? base::Error{} : refused.error();
}

TEST(Autoencoder, TheLossIsTheErrorAgainstThePatch) {
  for (const bool absolute : {false, true}) {
    for (const int dim : {2, 3}) {
      const MethodConfig config = tinyConfig(dim);
      const auto method = buildMethod("autoencoder", config, {{"loss", absolute ? "l1" : "mse"}});
      method->train(true);
      const Batch batch = waves(config, 1, 1, 10);
      const at::Tensor patch = named(method->views(batch), "input");
      const StepOutput out = method->step(batch);
      const at::Tensor miss = method->preview(batch).back().tensor - patch[0];
      EXPECT_NEAR(out.loss.item<double>(), (absolute ? miss.abs() : miss.square()).mean().item<double>(), 1e-5);
      std::vector<std::int64_t> space{2, 3};
      if (dim == 3) space.push_back(4);
      const at::Tensor off = patch - patch.mean(space, true);
      const double expected = (absolute ? off.abs() : off.square()).mean().item<double>();
      EXPECT_NEAR(metricOf(out, "baseline/loss"), expected, 1e-6);
    }
  }
}

// No way around the code: with the code's way back cut, the answer does not depend on the patch.
TEST(Autoencoder, NothingPassesBesideTheCode) {
  for (const char* arch : {"unet", "resnet-18"}) {
    MethodConfig config = tinyConfig(2, 32);
    config.arch = arch;
    if (config.arch != "unet") config.network.settings = {{"base", 4}};
    const auto method = buildMethod("autoencoder", config);
    method->train(false);
    const c10::AutoGradMode noGradients(false);
    for (auto& item : method->trainable()->named_parameters()) {
      if (item.key().ends_with("widen.weight")) item.value().zero_();
    }
    const auto restored = [&](std::int64_t step) { return method->preview(waves(config, 2, step, 10)).back().tensor; };
    EXPECT_TRUE(at::equal(restored(0), restored(5))) << arch;
  }
}

TEST(Autoencoder, GradientMatchesCentralDifferences) {
  MethodConfig config = tinyConfig(2);
  config.network.settings = {{"stages", 3}, {"base", 4}};
  expectMethodGradient(*buildMethod("autoencoder", config, {{"code", 2}}), waves(config, 2, 1, 10));
}

TEST(Autoencoder, TheCodeIsAnEighthOfThePatchAndNeverAsLarge) {
  MethodConfig config = tinyConfig(2, 32);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto parts = skiplessNetwork(config, "autoencoder");
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(positionsOf(config, *parts, 2), 64);
  EXPECT_EQ(*codeWidth(config, *parts, 2), 2);  // 1024 / 8 / 64
  EXPECT_NE(refusal("autoencoder", config, {{"code", 16}}).message.find("Lower code"), std::string::npos);
  config.patch = {17, 33};  // odd sides round up: 9 x 17, 5 x 9
  EXPECT_EQ(positionsOf(config, *parts, 2), 45);
  const at::Tensor image = at::zeros({1, 1, 17, 33});
  EXPECT_EQ(parts->network->features(image).back().sizes(), (at::IntArrayRef{1, 32, 5, 9}));
  EXPECT_EQ(parts->network->forward(image).front().sizes(), image.sizes());
}

TEST(Autoencoder, ACombinationNeedsADecoderWithoutSkips) {
  MethodConfig config = tinyConfig(2);
  const auto info = find("mae+autoencoder");
  config.settings = *spec::resolve((*info)->schema, {{"mae.block", 4}});
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("arch.skips=false"), std::string::npos);
  config.network.settings["skips"] = false;
  EXPECT_TRUE((*info)->build(config).has_value());
}

// Each level for an equal share of the steps; what an earlier phase trained stays as it was, bit for bit.
TEST(Autoencoder, GreedyTrainsLevelAfterLevelAndFreezesTheEarlier) {
  MethodConfig config = tinyConfig(2);
  config.network.settings = {{"stages", 3}, {"base", 4}};
  const auto method = buildMethod("autoencoder", config, {{"greedy", true}});
  method->train(true);
  std::map<std::string, at::Tensor> before;
  const auto changed = [&] {
    std::set<std::string> names;
    for (const auto& item : method->trainable()->named_parameters()) {
      if (before.contains(item.key()) && !at::equal(before[item.key()], item.value())) names.insert(item.key());
      before[item.key()] = item.value().detach().clone();
    }
    return names;
  };
  changed();
  trainStep(*method, waves(config, 2, 0, 10), 0.1);
  const auto first = changed();
  EXPECT_TRUE(first.contains("encoder.stages.1.convs.0.conv.weight"));
  EXPECT_TRUE(first.contains("decoder.stages.1.convs.0.conv.weight"));
  EXPECT_TRUE(first.contains("code1.squeeze.weight"));
  EXPECT_FALSE(first.contains("encoder.stages.2.convs.0.conv.weight"));
  EXPECT_FALSE(first.contains("code2.squeeze.weight"));
  method->afterOptimizerStep(4, 10);
  EXPECT_EQ(metricOf(method->step(waves(config, 2, 4, 10)), "autoencoder/level"), 1);
  method->afterOptimizerStep(5, 10);
  EXPECT_EQ(metricOf(method->step(waves(config, 2, 5, 10)), "autoencoder/level"), 2);
  trainStep(*method, waves(config, 2, 5, 10), 0.1);
  const auto second = changed();
  EXPECT_TRUE(second.contains("encoder.stages.2.convs.0.conv.weight"));
  EXPECT_TRUE(second.contains("decoder.stages.0.convs.0.conv.weight"));
  EXPECT_TRUE(second.contains("code2.squeeze.weight"));
  for (const std::string& name : second) EXPECT_FALSE(first.contains(name)) << name;
}

TEST(Autoencoder, ThePhaseComesBack) {
  const MethodConfig config = tinyConfig(2);
  const auto a = buildMethod("autoencoder", config), b = buildMethod("autoencoder", config);
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : a->state()) saved[name] = tensor.clone() + 0;
  EXPECT_TRUE(saved.contains("phase"));
  EXPECT_TRUE(b->loadState(saved).has_value());
}

TEST(Autoencoder, TrajectoryIsTheCommittedOne) {
  expectTrajectory({.method = "autoencoder", .dim = 2, .rate = 0.05});
  expectTrajectory({.method = "autoencoder", .dim = 3, .rate = 0.05});
  expectTrajectory({.method = "autoencoder",
                    .dim = 2,
                    .settings = {{"greedy", true}},
                    .rate = 0.05,
                    .arch = {{"stages", 3}, {"base", 4}},
                    .name = "autoencoder_greedy"},
                   false);  // each level begins anew
}

TEST(SlowLearning, AutoencoderRestoresBetterThanTheMean) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("autoencoder", config);
  const Learned learned = learn(*method, config, 8, 250);
  RecordProperty("loss", std::to_string(learned.last));
  EXPECT_LT(learned.last, 0.4 * learned.metric("baseline/loss")) << learned.first;
}

}  // namespace
}  // namespace selvox::learn::methods

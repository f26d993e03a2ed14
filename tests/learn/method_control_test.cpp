#include "core/learn/engine/checkpoint.h"
#include "tests/learn/engine_fixture.h"
#include "tests/learn/joint_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

MethodConfig withBatchNorm(int dim) {
  MethodConfig config = tinyConfig(dim);
  config.arch = "resnet-18";
  config.network.settings = {{"base", 2}, {"stem", "small"}};
  return config;
}

std::map<std::string, at::Tensor> weightsOf(Method& method) {
  std::map<std::string, at::Tensor> all;
  for (const auto& item : method.trainable()->named_parameters()) all[item.key()] = item.value().detach().clone();
  return all;
}

TEST(Controls, NoWeightEverMovesUnderTheEnginesOptimizer) {
  for (const char* id : {"scratch", "random-frozen"}) {
    for (const int dim : {2, 3}) {
      const MethodConfig config = withBatchNorm(dim);
      const auto method = buildMethod(id, config);
      const auto before = weightsOf(*method);
      const Learned learned = learn(*method, config, 4, 5, 0.1);
      EXPECT_EQ(learned.first, 0);
      EXPECT_EQ(learned.last, 0);
      for (const auto& [name, tensor] : weightsOf(*method)) EXPECT_TRUE(at::equal(tensor, before.at(name))) << name;
      for (const auto& [name, tensor] : before) EXPECT_EQ(method->rule(name).lrScale, 0) << name;
    }
  }
}

TEST(Controls, TheFirstWeightsAreThoseOfTheSeed) {
  const MethodConfig config = withBatchNorm(2);
  const auto network = architectures::build(config.arch, config.network, config.seed);
  ASSERT_TRUE(network.has_value());
  const auto expected = (*network)->named_parameters();
  for (const char* id : {"scratch", "random-frozen"}) {
    for (const auto& [name, tensor] : weightsOf(*buildMethod(id, config))) {
      EXPECT_TRUE(at::equal(tensor, expected[name])) << name;
    }
  }
}

TEST(Controls, CannotBeCombined) {
  for (const char* id : {"simclr+scratch", "simclr+random-frozen"}) {
    MethodConfig config = tinyConfig(2);
    const auto info = find(id);
    ASSERT_TRUE(info.has_value());
    config.settings = *spec::resolve((*info)->schema, {{"simclr.hidden", 8}});
    const auto refused = (*info)->build(config);
    ASSERT_FALSE(refused.has_value());
    EXPECT_NE(refused.error().message.find("control"), std::string::npos);
  }
}

TEST(Controls, ARunIsOnePassAndItsCheckpointHoldsTheFirstWeights) {
  const test::Workspace workspace(7);  // five of them train
  for (const auto& [id, steps] : {std::pair("scratch", 1), std::pair("random-frozen", 3)}) {
    auto spec = workspace.spec(id, "resnet-18", 3);
    spec.settings["arch.base"] = 2;
    spec.settings["arch.stem"] = "small";
    spec.settings.erase("train.steps");
    const auto folder = workspace.make(id, spec);
    ASSERT_EQ(engine::runFolder(folder.root), 0) << id;
    EXPECT_EQ(lastState(folder)["summary"]["steps"], steps) << id;
    const auto checkpoint = engine::newestCheckpoint(folder.checkpoints(), [](const std::string&) {});
    ASSERT_TRUE(checkpoint.has_value());
    const auto network = architectures::build("resnet-18", {3, 1, 1, {{"base", 2}, {"stem", "small"}}}, spec.seed);
    ASSERT_TRUE(network.has_value());
    for (const auto& item : (*network)->named_parameters()) {
      if (!item.key().starts_with("encoder.")) continue;
      EXPECT_TRUE(at::equal(checkpoint->tensors.at("model/" + item.key()), item.value())) << item.key();
    }
    const bool measured = !at::equal(checkpoint->tensors.at("model/encoder.bn1.running_mean"), at::zeros({2}));
    EXPECT_EQ(measured, std::string(id) == "random-frozen");
  }
}

// The first norm sees the first convolution's output: its statistics can be taken by hand.
TEST(RandomFrozen, StatisticsAreTheMeanOverAllBatches) {
  const MethodConfig config = withBatchNorm(2);
  const auto method = buildMethod("random-frozen", config);
  toDouble(*method);
  method->train(true);
  const at::Tensor weight = method->trainable()->named_parameters()["encoder.conv1.weight"].detach();
  at::Tensor mean = at::zeros({2}, at::kDouble), variance = at::zeros({2}, at::kDouble);
  for (int step = 0; step < 3; ++step) {
    const Batch batch = waves(config, 4, step, 3);
    const at::Tensor y =
        at::conv2d(batch.images.to(at::kDouble), weight, {}, {1, 1}, {1, 1}).transpose(0, 1).flatten(1);
    mean += y.mean(1) / 3;
    variance += y.var(1, true) / 3;
    trainStep(*method, batch, 0.1);
  }
  const auto buffers = method->trainable()->named_buffers();
  EXPECT_TRUE(at::allclose(buffers["encoder.bn1.running_mean"], mean, 1e-9, 1e-9));
  EXPECT_TRUE(at::allclose(buffers["encoder.bn1.running_var"], variance, 1e-9, 1e-9));
}

TEST(RandomFrozen, StepAloneLeavesTheStatisticsAndStateCountsTheBatches) {
  const MethodConfig config = withBatchNorm(2);
  const auto one = buildMethod("random-frozen", config), two = buildMethod("random-frozen", config);
  one->train(true), two->train(true);
  const auto mean = [](Method& method) { return method.trainable()->named_buffers()["encoder.bn1.running_mean"]; };
  const at::Tensor before = mean(*one).clone();
  one->step(waves(config, 4, 0, 3));
  EXPECT_TRUE(at::equal(mean(*one), before));
  one->afterOptimizerStep(1, 3);
  EXPECT_FALSE(at::equal(mean(*one), before));
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : one->state()) saved[name] = tensor.clone();
  EXPECT_EQ(saved.at("batches").item<std::int64_t>(), 1);
  ASSERT_TRUE(two->loadState(saved).has_value());
  const c10::AutoGradMode noGradients(false);
  const auto buffers = one->trainable()->named_buffers();
  for (auto& item : two->trainable()->named_buffers()) item.value().copy_(buffers[item.key()]);
  trainStep(*one, waves(config, 4, 1, 3), 0);
  trainStep(*two, waves(config, 4, 1, 3), 0);
  EXPECT_TRUE(at::equal(mean(*one), mean(*two)));
}

}  // namespace
}  // namespace selvox::learn::methods

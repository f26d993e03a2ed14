#include <map>

#include "tests/learn/learning.h"
#include "tests/learn/restoration_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kNothing{{"flip", 0.0}, {"shuffle", 0.0}, {"nonlinear", 0.0}, {"paint", 0.0}};

base::Json only(const char* name, double value) {
  base::Json settings = kNothing;
  settings[name] = value;
  return settings;
}

TEST(ModelsGenesis, TheLossIsTheMeanSquaredErrorAgainstTheCleanPatch) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim);
    const auto method = buildMethod("models-genesis", config);
    method->train(true);
    const Batch batch = waves(config, 3, 2, 10);
    const Tensors made = method->views(batch);
    const at::Tensor input = named(made, "input"), target = named(made, "target");
    const at::Tensor restored = method->network()->forward(input).front();
    const StepOutput out = method->step(batch);
    EXPECT_NEAR(out.loss.item<double>(), (restored - target).square().mean().item<double>(), 1e-6);
    EXPECT_NEAR(metricOf(out, "baseline/loss"), (input - target).square().mean().item<double>(), 1e-6);
    EXPECT_FALSE(named(out.metrics, "baseline/loss").requires_grad());
  }
}

TEST(ModelsGenesis, GradientMatchesCentralDifferences) {
  const MethodConfig config = tinyConfig(2);
  expectMethodGradient(*buildMethod("models-genesis", config), waves(config, 2, 1, 10));
}

TEST(ModelsGenesis, WithoutDistortionsTheInputIsTheTargetAndThePatch) {
  const MethodConfig config = tinyConfig(3);
  MethodConfig still = config;
  still.augment["augment.flip"] = 0.0;
  const Batch batch = waves(config, 2, 0, 10);
  const Tensors made = buildMethod("models-genesis", still, kNothing)->views(batch);
  EXPECT_TRUE(at::equal(named(made, "input"), batch.images));
  EXPECT_TRUE(at::equal(named(made, "target"), batch.images));
}

// A mirrored patch is mirrored in input and target alike, in the plane only, and each distortion has its chance.
TEST(ModelsGenesis, EachDistortionHasItsChance) {
  MethodConfig config = tinyConfig(3, 12);
  config.augment["augment.flip"] = 0.0;
  Batch batch = waves(config, 64, 0, 10);
  batch.images = at::arange(64 * 1728, at::kFloat).view({64, 1, 12, 12, 12});
  const auto shares = [&](const base::Json& settings) {
    const Tensors made = buildMethod("models-genesis", config, settings)->views(batch);
    const at::Tensor input = named(made, "input"), target = named(made, "target");
    std::array<double, 3> share{};  // mirrored, changed, mirrored along z
    for (int i = 0; i < 64; ++i) {
      share[0] += at::equal(target[i], batch.images[i]) ? 0 : 1.0 / 64;
      share[1] += at::equal(input[i], target[i]) ? 0 : 1.0 / 64;
      share[2] += target[i][0][0].mean().item<double>() > target[i][0][11].mean().item<double>() ? 1 : 0;
    }
    return share;
  };
  const auto flipped = shares(only("flip", 0.4));
  // One mirroring .4 x .6 = .24, two that differ .16 x .6 x .5 = .048, three .064 (never back to the start): .352.
  EXPECT_NEAR(flipped[0], 0.352, 0.15);
  EXPECT_EQ(flipped[1], 0);
  EXPECT_EQ(flipped[2], 0);
  EXPECT_NEAR(shares(only("nonlinear", 0.9))[1], 0.9, 0.12);
  EXPECT_NEAR(shares(only("nonlinear", 0.3))[1], 0.3, 0.17);
  EXPECT_NEAR(shares(only("paint", 0.5))[1], 0.5, 0.19);
}

// With nothing else on, the noise of painting lies in the range of the (z-scored) data, not in [0, 1].
TEST(ModelsGenesis, NoiseFillsTheRangeOfTheData) {
  MethodConfig config = tinyConfig(2, 32);
  Batch batch = waves(config, 4, 0, 10);
  batch.images = batch.images * 10 - 50;
  base::Json settings = only("paint", 1.0);
  settings["inpaint"] = 0.0;
  const Tensors made = buildMethod("models-genesis", config, settings)->views(batch);
  const at::Tensor noise = named(made, "input").masked_select(named(made, "input").ne(named(made, "target")));
  EXPECT_LT(noise.max().item<double>(), -20);
  EXPECT_GT(noise.min().item<double>(), batch.images.min().item<double>() - 1e-3);
  EXPECT_LE(noise.max().item<double>(), batch.images.max().item<double>() + 1e-3);
  EXPECT_GT(noise.numel(), 300);
}

TEST(ModelsGenesis, IsAPureFunctionOfSeedAndStep) {
  const MethodConfig config = tinyConfig(2, 24);
  const auto method = buildMethod("models-genesis", config);
  Batch batch = waves(config, 4, 3, 10);
  const Tensors one = method->views(batch), two = method->views(batch);
  EXPECT_TRUE(at::equal(one[0].second, two[0].second));
  batch.step = 4;
  EXPECT_FALSE(at::equal(one[0].second, method->views(batch)[0].second));
  batch.step = 3, batch.seed += 1;
  EXPECT_FALSE(at::equal(one[0].second, method->views(batch)[0].second));
}

TEST(ModelsGenesis, PreviewSaysWhatWasDoneAndChangesNothing) {
  MethodConfig config = tinyConfig(2, 32);
  config.arch = "resnet-18";
  config.network.settings = {{"base", 4}};
  const auto method = buildMethod("models-genesis", config);
  method->train(true);
  std::vector<at::Tensor> before;
  for (const at::Tensor& b : method->network()->buffers()) before.push_back(b.clone());
  const auto previews = method->preview(waves(config, 2, 0, 10));
  ASSERT_EQ(previews.size(), 3u);
  EXPECT_FALSE(previews[1].caption.empty());
  for (const Preview& p : previews) EXPECT_EQ(p.tensor.sizes(), (at::IntArrayRef{1, 32, 32})) << p.name;
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(at::equal(before[i], method->network()->buffers()[i]));
  EXPECT_TRUE(method->network()->is_training());
}

TEST(ModelsGenesis, TrajectoryIsTheCommittedOne) {
  expectTrajectory({.method = "models-genesis", .dim = 2, .rate = 0.05, .side = 24});
  expectTrajectory({.method = "models-genesis", .dim = 3, .rate = 0.05});
}

TEST(Learning, ModelsGenesisRestoresBetterThanCopyingTheInput) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("models-genesis", config);
  const Learned learned = learn(*method, config, 8, 250);
  RecordProperty("loss", std::to_string(learned.last));
  EXPECT_LT(learned.last, 0.5 * learned.metric("baseline/loss")) << learned.first;
}

}  // namespace
}  // namespace selvox::learn::methods

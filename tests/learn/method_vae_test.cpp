#include "core/learn/losses/gaussian_kl.h"
#include "tests/learn/learning.h"
#include "tests/learn/restoration_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

TEST(GaussianKl, GoldenValue) {
  EXPECT_NEAR(value(losses::gaussianKl(z1(), z2())), 2.777216489581754, 1e-12);
}

TEST(GaussianKl, GradientMatchesCentralDifferencesAndTheStandardNormalCostsNothing) {
  expectGradient([](const at::Tensor& x) { return losses::gaussianKl(x, z2()); }, z1());
  expectGradient([](const at::Tensor& x) { return losses::gaussianKl(z1(), x); }, z2());
  EXPECT_EQ(value(losses::gaussianKl(at::zeros({3, 4}), at::zeros({3, 4}))), 0.0);
  EXPECT_GE(value(losses::gaussianKlEach(z1(), z2()).min()), 0.0);
}

MethodConfig threeStages(int dim) {
  MethodConfig config = tinyConfig(dim);
  config.network.settings = {{"stages", 3}, {"base", 4}};
  return config;
}

TEST(Vae, TheLossIsReconstructionPlusBetaTimesKlWithWarmUp) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = threeStages(dim);
    const auto method = buildMethod("vae", config, {{"beta", 2.0}, {"warmup", 0.2}});
    method->train(true);
    for (const auto& [step, beta] : std::vector<std::pair<int, double>>{{0, 0.0}, {10, 1.0}, {20, 2.0}, {90, 2.0}}) {
      const StepOutput out = method->step(waves(config, 2, step, 100));
      const double sum = metricOf(out, "loss/reconstruction") + beta * metricOf(out, "loss/kl");
      EXPECT_NEAR(out.loss.item<double>(), sum, 1e-5 * sum) << step;
      EXPECT_GT(metricOf(out, "loss/kl"), 0);
    }
  }
}

TEST(Vae, SumIsTheMeanTimesTheVoxels) {
  const MethodConfig config = threeStages(2);
  const Batch batch = waves(config, 2, 3, 10);
  const double sum = metricOf(buildMethod("vae", config)->step(batch), "loss/reconstruction");
  const double mean =
      metricOf(buildMethod("vae", config, {{"reconstruction", "mean"}})->step(batch), "loss/reconstruction");
  EXPECT_NEAR(sum, 256 * mean, 1e-5 * sum);
}

TEST(Vae, GradientMatchesCentralDifferences) {
  const MethodConfig config = threeStages(2);
  expectMethodGradient(*buildMethod("vae", config, {{"reconstruction", "mean"}, {"beta", 0.01}}),
                       waves(config, 2, 5, 10));
}

// A code of exact standard normals has no active unit; one far mean makes its unit active at every position.
TEST(Vae, CountsActiveUnits) {
  const MethodConfig config = threeStages(2);
  const auto method = buildMethod("vae", config, {{"code", 3}});
  {
    const c10::AutoGradMode noGradients(false);
    for (auto& item : method->trainable()->named_parameters()) {
      if (item.key().starts_with("code.squeeze")) item.value().zero_();
    }
  }
  const Batch batch = waves(config, 2, 0, 10);
  EXPECT_EQ(metricOf(method->step(batch), "vae/active_units"), 0);
  EXPECT_NEAR(metricOf(method->step(batch), "loss/kl"), 0, 1e-6);
  {
    const c10::AutoGradMode noGradients(false);
    method->trainable()->named_parameters()["code.squeeze.bias"][1] = 2.0;
  }
  const StepOutput out = method->step(batch);
  EXPECT_EQ(metricOf(out, "vae/active_units"), 16);  // 4 x 4 positions
  EXPECT_NEAR(metricOf(out, "vae/active_share"), 1.0 / 3, 1e-6);
  EXPECT_NEAR(metricOf(out, "loss/kl"), 16 * 2.0, 1e-5);  // mu^2 / 2 each
}

TEST(Vae, NoiseIsAPureFunctionOfSeedAndStep) {
  const MethodConfig config = threeStages(2);
  const auto method = buildMethod("vae", config, {{"warmup", 0.0}});
  const auto loss = [&](std::uint64_t seed, std::int64_t step) {
    Batch batch = waves(config, 2, 0, 10);
    batch.seed = seed, batch.step = step;
    return method->step(batch).loss.item<double>();
  };
  EXPECT_EQ(loss(1, 0), loss(1, 0));
  EXPECT_NE(loss(1, 0), loss(1, 1));
  EXPECT_NE(loss(1, 0), loss(2, 0));
}

TEST(Vae, PreviewDrawsAPatchThatDoesNotDependOnTheImage) {
  const MethodConfig config = threeStages(3);
  const auto method = buildMethod("vae", config);
  method->train(true);
  Batch batch = waves(config, 2, 0, 10);
  const auto one = method->preview(batch);
  batch.images = batch.images * -3;
  const auto two = method->preview(batch);
  ASSERT_EQ(one.size(), 3u);
  EXPECT_TRUE(at::equal(one[2].tensor, two[2].tensor));
  EXPECT_FALSE(at::equal(one[1].tensor, two[1].tensor));
  EXPECT_TRUE(method->trainable()->is_training());
}

TEST(Vae, TrajectoryIsTheCommittedOne) {
  const base::Json settings{{"reconstruction", "mean"}, {"beta", 0.01}};
  expectTrajectory({.method = "vae", .dim = 2, .settings = settings, .rate = 0.05});
  expectTrajectory({.method = "vae", .dim = 3, .settings = settings, .rate = 0.05});
}

TEST(SlowLearning, VaeRestoresWithACodeThatIsUsed) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("vae", config);
  const Learned learned = learn(*method, config, 8, 300);
  RecordProperty("active", std::to_string(learned.metric("vae/active_units")));
  const at::Tensor images = phantomBatch(config, {}, 64, 0, 1).images;
  const double spread = images.var({2, 3}, false).sum().item<double>() / 64 * 24 * 24;
  EXPECT_LT(learned.metric("loss/reconstruction"), 0.6 * spread) << "better than every patch's mean";
  EXPECT_GT(learned.metric("vae/active_units"), 3);
}

}  // namespace
}  // namespace selvox::learn::methods

#include "core/learn/methods/restorative.h"
#include "core/learn/metrics/image_quality.h"
#include "tests/learn/learning.h"
#include "tests/learn/restoration_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

std::span<const double> values(const at::Tensor& t) {
  return {t.data_ptr<double>(), static_cast<std::size_t>(t.numel())};
}

TEST(QualityPanel, AgreesWithTheMetrics) {
  const at::Tensor target = blobSample({16, 18}).unsqueeze(0) * 4 - 1;
  const at::Tensor input = target + 0.1 * table(16, 18, [](double k) { return std::sin(k); }).view(target.sizes());
  const at::Tensor restored = target * 0.9;
  const Tensors panel = qualityPanel(restored, input, target);
  const double range = sampleRange(target).item<double>();
  EXPECT_NEAR(range, (target.max() - target.min()).item<double>(), 1e-12);
  const auto psnr = [&](const at::Tensor& x) { return metrics::psnr(values(x), values(target), range); };
  const auto ssim = [&](const at::Tensor& x) { return metrics::ssim(values(x), values(target), {1, 16, 18}, range); };
  EXPECT_NEAR(named(panel, "quality/psnr").item<double>(), psnr(restored), 1e-9);
  EXPECT_NEAR(named(panel, "quality/psnr_input").item<double>(), psnr(input), 1e-9);
  EXPECT_NEAR(named(panel, "quality/ssim").item<double>(), ssim(restored), 1e-9);
  EXPECT_NEAR(named(panel, "quality/ssim_input").item<double>(), ssim(input), 1e-9);
}

TEST(SuperResolution, TheLossIsTheAbsoluteErrorAndTheBaselineThatOfTheInput) {
  for (const int dim : {2, 3}) {
    const MethodConfig config = tinyConfig(dim);
    const auto method = buildMethod("super-resolution", config);
    method->train(true);
    const Batch batch = waves(config, 3, 2, 10);
    const Tensors made = method->views(batch);
    const at::Tensor restored = method->network()->forward(named(made, "input")).front();
    const StepOutput out = method->step(batch);
    EXPECT_NEAR(out.loss.item<double>(), (restored - named(made, "target")).abs().mean().item<double>(), 1e-6);
    EXPECT_NEAR(metricOf(out, "baseline/loss"),
                (named(made, "input") - named(made, "target")).abs().mean().item<double>(), 1e-6);
    for (const auto& entry : out.metrics) EXPECT_FALSE(entry.second.requires_grad()) << entry.first;
  }
}

TEST(SuperResolution, GradientMatchesCentralDifferences) {
  const MethodConfig config = tinyConfig(2);
  expectMethodGradient(*buildMethod("super-resolution", config), waves(config, 2, 1, 10));
}

// What is constant along the slices' axis passes thick slices unchanged, and the other way round.
TEST(SuperResolution, AxesDoWhatTheySay) {
  MethodConfig config = tinyConfig(3, 12);
  config.augment["augment.flip"] = 0.0;
  Batch batch = waves(config, 4, 0, 10);
  const at::Tensor plane = batch.images.narrow(2, 0, 1).expand_as(batch.images).contiguous();
  const at::Tensor column = batch.images.narrow(3, 0, 1).narrow(4, 0, 1).expand_as(batch.images).contiguous();
  const auto kept = [&](const char* axes, const at::Tensor& images) {
    batch.images = images;
    const Tensors made = buildMethod("super-resolution", config, {{"axes", axes}})->views(batch);
    EXPECT_TRUE(at::equal(named(made, "target"), images));
    return at::allclose(named(made, "input"), images, 1e-5, 1e-5);
  };
  EXPECT_TRUE(kept("through-plane", plane));
  EXPECT_FALSE(kept("through-plane", column));
  EXPECT_FALSE(kept("in-plane", plane));
  EXPECT_TRUE(kept("in-plane", column));
  EXPECT_FALSE(kept("all", plane));
  EXPECT_FALSE(kept("all", column));
}

TEST(SuperResolution, EverySampleDrawsItsFactor) {
  MethodConfig config = tinyConfig(2, 24);
  config.augment["augment.flip"] = 0.0;
  Batch batch = waves(config, 32, 0, 10);
  batch.images = blobSample({24, 24}).to(at::kFloat).unsqueeze(0).expand({32, 1, 24, 24}).contiguous();
  const auto method = buildMethod("super-resolution", config);
  const at::Tensor input = named(method->views(batch), "input");
  std::set<float> kinds;
  for (int i = 0; i < 32; ++i) kinds.insert(input[i].var(false).item<float>());
  EXPECT_EQ(kinds.size(), 3u);  // 2, 3, 4
  EXPECT_TRUE(at::equal(input, named(method->views(batch), "input")));
  batch.step = 1;
  EXPECT_FALSE(at::equal(input, named(method->views(batch), "input")));
  EXPECT_NE(method->preview(batch)[1].caption.find("divided by"), std::string::npos);
}

TEST(SuperResolution, RefusesSlicesOfAFlatPatch) {
  MethodConfig config = tinyConfig(2);
  const auto info = find("super-resolution");
  config.settings = *spec::resolve((*info)->schema, {{"axes", "through-plane"}});
  EXPECT_FALSE((*info)->build(config).has_value());
}

TEST(SuperResolution, TrajectoryIsTheCommittedOne) {
  expectTrajectory({.method = "super-resolution", .dim = 2, .rate = 0.05});
  expectTrajectory({.method = "super-resolution", .dim = 3, .settings = {{"axes", "mixed"}}, .rate = 0.05});
}

TEST(SlowLearning, SuperResolutionBeatsLinearInterpolation) {
  MethodConfig config = tinyConfig(2, 24);
  config.network.settings = {{"stages", 3}, {"base", 8}};
  const auto method = buildMethod("super-resolution", config);
  const Learned learned = learn(*method, config, 8, 400, 2e-3);
  EXPECT_LT(learned.last, 0.85 * learned.metric("baseline/loss")) << learned.first;
  EXPECT_GT(learned.metric("quality/psnr"), learned.metric("quality/psnr_input") + 1);
}

}  // namespace
}  // namespace selvox::learn::methods

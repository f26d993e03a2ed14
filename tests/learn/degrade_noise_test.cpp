#include <numbers>

#include "core/learn/methods/degrade/low_light.h"
#include "core/learn/methods/degrade/noise.h"
#include "core/learn/methods/degrade/resolution.h"
#include "tests/learn/restoration_support.h"

namespace selvox::learn::methods::degrade {
namespace {
using namespace selvox::learn::test;

at::Tensor flat(double level) {
  return at::full({1, 200, 200}, level, at::kDouble);
}
double average(const at::Tensor& t) {
  return t.mean().item<double>();
}
double variance(const at::Tensor& t) {
  return t.var(false).item<double>();
}

TEST(Noise, PoissonHasItsMeanAndVarianceOnBothSidesOfTheChangeOfMethod) {
  for (const double wanted : {0.0, 0.3, 5.0, 55.0, 65.0, 250.0}) {
    base::Rng rng = testRng(1);
    double sum = 0, squares = 0;
    constexpr int n = 20000;
    for (int i = 0; i < n; ++i) {
      const double count = poisson(wanted, rng);
      ASSERT_EQ(count, std::floor(count));
      ASSERT_GE(count, 0);
      sum += count, squares += count * count;
    }
    EXPECT_NEAR(sum / n, wanted, 4 * std::sqrt(wanted / n) + 1e-12) << wanted;
    EXPECT_NEAR(squares / n - sum / n * sum / n, wanted, 0.05 * wanted) << wanted;
  }
}

TEST(Noise, VariancesAreThoseOfTheModels) {
  base::Rng rng = testRng(2);
  EXPECT_NEAR(variance(gaussianNoise(flat(3), 0.2, rng)), 0.04, 0.001);
  const at::Tensor photons = poissonGaussian(flat(0.5), 100, 0.03, rng);
  EXPECT_NEAR(average(photons), 0.5, 0.002);
  EXPECT_NEAR(variance(photons), 0.5 / 100 + 0.03 * 0.03, 2e-4);
  EXPECT_EQ(variance(gaussianNoise(flat(3), 0, rng)), 0);
}

TEST(Noise, RicianIsRayleighWithoutSignalAndNeverNegative) {
  base::Rng rng = testRng(3);
  const at::Tensor ground = ricianNoise(flat(0), 0.1, rng);
  EXPECT_NEAR(average(ground), 0.1 * std::sqrt(std::numbers::pi / 2), 5e-4);
  EXPECT_NEAR(variance(ground), 0.01 * (2 - std::numbers::pi / 2), 1e-4);
  EXPECT_GE(ground.min().item<double>(), 0);
  EXPECT_NEAR(average(ricianNoise(flat(1), 0.1, rng)), 1.005, 0.002);  // x + sigma^2 / 2x
}

TEST(Noise, SpeckleGrowsWithBrightnessAndKeepsTheMean) {
  base::Rng rng = testRng(4);
  at::Tensor sample = flat(1);
  sample[0][0][0] = -1;  // the ground
  const at::Tensor out = speckle(sample, 0.5, rng);
  EXPECT_EQ(out[0][0][0].item<double>(), -1);
  EXPECT_NEAR(average(out), 1, 0.01);
  EXPECT_NEAR(variance(out), 4 * 0.25 * (4 / std::numbers::pi - 1), 0.01);  // (2 strength)^2 var of mean-1 Rayleigh
}

TEST(LowLight, IsDarkerAndTheDarkerTheNoisier) {
  const at::Tensor ramp = at::linspace(0, 1, 40000, at::kDouble).view({1, 200, 200});
  Darkening d;
  d.amount = 2;
  EXPECT_TRUE(at::allclose(darken(ramp, d), ramp * ramp));
  d.curve = false, d.amount = 0.25;
  EXPECT_TRUE(at::allclose(darken(ramp, d), ramp * 0.25));
  d.peak = 1e9, d.spread = 0.1;
  base::Rng rng = testRng(5);
  for (const double scale : {0.5, 0.1}) {
    d.amount = scale;
    const at::Tensor noise = lowLight(ramp, d, rng) - darken(ramp, d);
    EXPECT_NEAR(std::sqrt(variance(noise)), 0.1 * (1 - scale), 0.002);
  }
  d.noise = SignalNoise::Rician;
  EXPECT_GE(lowLight(ramp, d, rng).min().item<double>(), 0);
}

TEST(Resolution, ConstantsStayAndFactorOneChangesNothing) {
  const at::Tensor five = at::full({1, 9, 10, 11}, 5.0, at::kDouble), sample = blobSample({9, 10, 11});
  EXPECT_TRUE(at::allclose(coarser(five, {2, 3, 4}), five, 1e-12, 1e-12));
  EXPECT_TRUE(at::allclose(gaussianBlur(five, 1.3), five, 1e-12, 1e-12));
  EXPECT_TRUE(at::equal(coarser(sample, {1, 1, 1}), sample));
  EXPECT_TRUE(at::equal(gaussianBlur(sample, 0), sample));
}

TEST(Resolution, ThickSlicesLeaveThePlaneAlone) {
  const at::Tensor plane = countedSample({1, 6, 7}), same = plane.expand({1, 8, 6, 7}).contiguous();
  EXPECT_TRUE(at::allclose(coarser(same, {4, 1, 1}), same, 1e-12, 1e-9));
  EXPECT_FALSE(at::allclose(coarser(same, {1, 2, 1}), same));
}

TEST(Resolution, NearestGivesBlockMeansAndLinearKeepsARampBetweenBlockCentres) {
  const at::Tensor ramp = at::arange(12, at::kDouble).view({1, 1, 12});
  const at::Tensor blocks = coarser(ramp, {1, 1, 3}, true);
  EXPECT_TRUE(
      at::allclose(blocks.flatten(), at::tensor({1., 1., 1., 4., 4., 4., 7., 7., 7., 10., 10., 10.}, at::kDouble)));
  const at::Tensor smooth = coarser(ramp, {1, 1, 3});
  EXPECT_TRUE(at::allclose(smooth.narrow(2, 1, 10), ramp.narrow(2, 1, 10), 1e-12, 1e-12));
  EXPECT_NEAR(smooth[0][0][0].item<double>(), 1, 1e-12);  // before the first centre: its value
  EXPECT_NEAR(average(coarser(countedSample({7, 11}), {1, 2, 3})), average(countedSample({7, 11})), 0.5);
}

TEST(Resolution, BlurOfAPointIsAGaussian) {
  at::Tensor point = at::zeros({1, 31}, at::kDouble).unsqueeze(1);
  point[0][0][15] = 1;
  const at::Tensor out = gaussianBlur(point, 2).flatten();
  EXPECT_NEAR(out.sum().item<double>(), 1, 1e-3);
  EXPECT_NEAR(out[17].item<double>() / out[15].item<double>(), std::exp(-0.5), 1e-3);
  EXPECT_NEAR(out[13].item<double>(), out[17].item<double>(), 1e-15);
}

}  // namespace
}  // namespace selvox::learn::methods::degrade

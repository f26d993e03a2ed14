#include "core/learn/losses/redundancy.h"
#include "core/learn/losses/w_mse.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

TEST(BarlowTwins, GoldenValueGradientSymmetry) {
  EXPECT_NEAR(value(barlowTwins(z1(), z2())), 8.254032670756247, 1e-12);
  EXPECT_NEAR(value(barlowTwins(z1(), z2(), {0})), 8.152924282290618, 1e-12);
  expectGradient([](const at::Tensor& x) { return barlowTwins(x, z2()); }, z1());
  EXPECT_NEAR(value(barlowTwins(z2(), z1())), value(barlowTwins(z1(), z2())), 1e-12);
}

TEST(Vicreg, GoldenValuesGradientSymmetry) {
  const VicregTerms t = vicreg(z1(), z2());
  EXPECT_NEAR(value(t.invariance), 0.9043103074640235, 1e-12);
  EXPECT_NEAR(value(t.variance), 0.3909253218776936, 1e-12);
  EXPECT_NEAR(value(t.covariance), 0.8969789585252439, 1e-12);
  EXPECT_NEAR(value(t.loss), 33.27786969206817, 1e-11);
  expectGradient([](const at::Tensor& x) { return vicreg(x, z2()).loss; }, z1());
  EXPECT_NEAR(value(vicreg(z2(), z1()).loss), value(t.loss), 1e-12);
}

at::Tensor wide(double a, double shift, bool cosine) {
  return table(16, 4, [=](double k) {
    const double phase = a * k * k + 0.3 * k + shift;
    return cosine ? std::cos(phase) : std::sin(phase);
  });
}

TEST(WMse, GoldenValueGradientInvariance) {
  const at::Tensor x = wide(0.1, 1, false), y = wide(0.07, 0, true);
  EXPECT_NEAR(value(wMse(x, y)), 1.9599151525773635, 1e-12);
  expectGradient([&](const at::Tensor& v) { return wMse(v, y); }, x);
  EXPECT_NEAR(value(wMse(3 * x + 1, y)), value(wMse(x, y)), 1e-10);  // whitening forgets scale and mean
  EXPECT_NEAR(
      value(wMse(x, y, {8, 0})),
      (value(wMse(x.narrow(0, 0, 8), y.narrow(0, 0, 8))) + value(wMse(x.narrow(0, 8, 8), y.narrow(0, 8, 8)))) / 2,
      1e-12);
  EXPECT_THROW(static_cast<void>(wMse(z1(), z2())), c10::Error);  // 4 rows cannot whiten 8 dimensions
}

TEST(WMse, AFlatDimensionFallsBackToShrinkage) {
  at::Tensor x = wide(0.1, 1, false);
  x.select(1, 2).zero_();
  EXPECT_TRUE(std::isfinite(value(wMse(x, x))));
}

}  // namespace
}  // namespace selvox::learn::losses

#include "core/learn/losses/byol.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

TEST(Byol, GoldenValues) {
  EXPECT_NEAR(value(byol(z1(), z2())), 2.024143735333355, 1e-12);
  EXPECT_NEAR(value(negativeCosine(z1(), z2())), 0.012071867666677654, 1e-12);
}

TEST(Byol, GradientMatchesCentralDifferences) {
  expectGradient([](const at::Tensor& x) { return byol(x, z2()); }, z1());
  expectGradient([](const at::Tensor& x) { return negativeCosine(x, z2()); }, z1());
}

TEST(Byol, NoGradientReachesTheTarget) {
  const at::Tensor p = z1().requires_grad_(true), t = z2().requires_grad_(true);
  (byol(p, t) + negativeCosine(p, t)).backward();
  EXPECT_TRUE(p.grad().abs().sum().item<double>() > 0);
  EXPECT_FALSE(t.grad().defined());
}

TEST(Byol, AgreementIsTheMinimum) {
  EXPECT_NEAR(value(byol(z1(), 3 * z1())), 0.0, 1e-12);
  EXPECT_NEAR(value(byol(z1(), -z1())), 4.0, 1e-12);
  EXPECT_NEAR(value(negativeCosine(z1(), 3 * z1())), -1.0, 1e-12);
}

TEST(Byol, MomentumRisesByACosine) {
  const double expected[] = {.996, .9965857864376269, .998, .9994142135623731, 1.0};
  for (int i = 0; i <= 4; ++i) EXPECT_NEAR(momentumAt(0.996, 250LL * i, 1000), expected[i], 1e-15);
}

}  // namespace
}  // namespace selvox::learn::losses

#include "core/learn/losses/nt_xent.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

TEST(NtXent, GoldenValues) {
  EXPECT_NEAR(value(ntXent(z1(), z2(), {0.5})), 2.2558501995062104, 1e-12);
  EXPECT_NEAR(value(ntXent(z1(), z2(), {0.1})), 6.034089866432632, 1e-12);
  const at::Tensor same = at::ones({4, 8}, at::kDouble);
  EXPECT_NEAR(value(ntXent(same, same, {0.5})), std::log(7.0), 1e-12);
}

TEST(NtXent, GradientMatchesCentralDifferences) {
  expectGradient([](const at::Tensor& x) { return ntXent(x, z2(), {0.5}); }, z1());
  expectGradient([](const at::Tensor& x) { return ntXent(z1(), x, {0.2}); }, z2());
}

TEST(NtXent, IsSymmetricAndBlindToLengthAndOrder) {
  const double reference = value(ntXent(z1(), z2(), {0.2}));
  EXPECT_NEAR(value(ntXent(z2(), z1(), {0.2})), reference, 1e-12);
  EXPECT_NEAR(value(ntXent(z1() * 7, z2() * 0.1, {0.2})), reference, 1e-12);
  const at::Tensor order = at::tensor({2, 0, 3, 1}, at::kLong);
  EXPECT_NEAR(value(ntXent(z1().index_select(0, order), z2().index_select(0, order), {0.2})), reference, 1e-12);
}

TEST(NtXent, KeysTakeTheirRowsOutOfTheDenominator) {
  const at::Tensor keys = at::tensor({0, 0, 1, 1}, at::kLong);
  EXPECT_NEAR(value(ntXent(z1(), z2(), keys, {0.1})), 6.006964132398418, 1e-12);
  EXPECT_NEAR(value(ntXent(z1(), z2(), at::arange(4, at::kLong), {0.1})), 6.034089866432632, 1e-12);
  EXPECT_NEAR(value(ntXent(z1(), z2(), at::zeros({4}, at::kLong), {0.1})), 0.0, 1e-12);  // nothing repels
  expectGradient([&](const at::Tensor& x) { return ntXent(x, z2(), keys, {0.5}); }, z1());
  EXPECT_THROW(static_cast<void>(ntXent(z1(), z2(), at::arange(3, at::kLong), {0.1})), c10::Error);
}

// l_i = -s_p + ln(e^{s_p} + sum_k w_k e^{s_k}), w_k = e^{beta s_k} / mean_k e^{beta s_k}, written out.
double hardByHand(double temperature, double beta) {
  at::Tensor z = at::cat({z1(), z2()}, 0);
  z = z / z.norm(2, {1}, true);
  const at::Tensor s = z.mm(z.t()) / temperature;
  double sum = 0;
  for (std::int64_t i = 0; i < 8; ++i) {
    double weights = 0, negatives = 0;
    const double positive = value(s[i][(i + 4) % 8]);
    for (std::int64_t k = 0; k < 8; ++k) {
      if (k == i || k == (i + 4) % 8) continue;
      weights += std::exp(beta * value(s[i][k])) / 6;
      negatives += std::exp((1 + beta) * value(s[i][k]));
    }
    sum += -positive + std::log(std::exp(positive) + negatives / weights);
  }
  return sum / 8;
}

TEST(NtXent, HardNegativesAreWeightedByTheirSimilarity) {
  for (const double beta : {0.5, 1.0, 2.0}) {
    EXPECT_NEAR(value(ntXent(z1(), z2(), {0.5, beta})), hardByHand(0.5, beta), 1e-12) << beta;
  }
  EXPECT_NEAR(hardByHand(0.5, 0), 2.2558501995062104, 1e-12);
  EXPECT_GT(hardByHand(0.5, 1), hardByHand(0.5, 0));
  const at::Tensor same = at::ones({4, 8}, at::kDouble);
  EXPECT_NEAR(value(ntXent(same, same, {0.5, 1.0})), std::log(7.0), 1e-12) << "weights have mean 1";
  expectGradient([](const at::Tensor& x) { return ntXent(x, z2(), {0.5, 1.0}); }, z1());
  const at::Tensor keys = at::zeros({4}, at::kLong);  // no negatives at all
  expectGradient([&](const at::Tensor& x) { return ntXent(x, z2(), keys, {0.5, 1.0}); }, z1());
}

TEST(NtXent, RefusesMatricesOfTwoShapes) {
  EXPECT_THROW(static_cast<void>(ntXent(z1(), z2().narrow(0, 0, 3))), c10::Error);
}

}  // namespace
}  // namespace selvox::learn::losses

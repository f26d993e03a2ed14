// Golden values, gradients and invariants of the contrastive and distillation losses.

#include "core/learn/losses/moco.h"
#include "core/learn/losses/self_distillation.h"
#include "core/learn/losses/supcon.h"
#include "core/learn/losses/swav.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

at::Tensor bank() {
  return table(6, 8, [](double k) { return std::sin(0.03 * k * k + 0.3 * k + 2.0); });
}
at::Tensor tenths() {
  return at::arange(8, at::kDouble) * 0.1;
}

TEST(Moco, GoldenValues) {
  EXPECT_NEAR(value(moco(z1(), z2(), bank(), {0.2})), 3.33177141143213, 1e-12);
  EXPECT_NEAR(value(moco(z1(), z2(), bank(), {0.07})), 7.985589705332364, 1e-12);
  EXPECT_NEAR(value(mocoV3(z1(), z2(), {0.2})), 1.1021551347955836, 1e-12);
  EXPECT_NEAR(value(mocoV3(z1(), z2(), {1.0})), 2.9095264505058527, 1e-12);
  EXPECT_NEAR(value(mocoV3(z1(), z2(), {0.2}) + mocoV3(z2(), z1(), {0.2})), 2.091965202641912, 1e-12);
}

TEST(Moco, GradientsAndWhereTheyStop) {
  expectGradient([](const at::Tensor& x) { return moco(x, z2(), bank(), {0.2}); }, z1());
  expectGradient([](const at::Tensor& x) { return mocoV3(x, z2(), {0.2}); }, z1());
  const at::Tensor q = z1().requires_grad_(true), k = z2().requires_grad_(true), b = bank().requires_grad_(true);
  (moco(q, k, b) + mocoV3(q, k)).backward();
  EXPECT_TRUE(q.grad().defined());
  EXPECT_FALSE(k.grad().defined() || b.grad().defined());
}

TEST(Moco, HardNegativesAreWeightedByTheirSimilarity) {
  // One query along x; negatives at cosines 0.6 and -0.8; T 1, beta 2.
  const at::Tensor q = at::tensor({1., 0.}, at::kDouble).view({1, 2}), k = q.clone();
  const at::Tensor negatives = at::tensor({.6, .8, -.8, .6}, at::kDouble).view({2, 2});
  const double mean = (std::exp(1.2) + std::exp(-1.6)) / 2;
  const double others = (std::exp(1.8) + std::exp(-2.4)) / mean;
  EXPECT_NEAR(value(moco(q, k, negatives, {1.0, 2.0})), -1 + std::log(std::exp(1.0) + others), 1e-12);
  // In the batch: keys along x and at cosine .6; the second query has its own key and x.
  const at::Tensor two = at::tensor({1., 0., .6, .8}, at::kDouble).view({2, 2});
  const double one = -1 + std::log(std::exp(1.0) + std::exp(0.6));  // a single negative has weight 1
  EXPECT_NEAR(value(mocoV3(two, two, {1.0, 2.0})), 2 * one, 1e-12);
  expectGradient([](const at::Tensor& x) { return moco(x, z2(), bank(), {0.5, 1.0}); }, z1());
  expectGradient([](const at::Tensor& x) { return mocoV3(x, z2(), {0.5, 1.0}); }, z1());
}

TEST(Moco, QueueDropsTheOldestAndTakesKeysOfLengthOne) {
  const at::Tensor after = mocoQueue(bank(), z2());
  EXPECT_EQ(after.sizes(), bank().sizes());
  EXPECT_TRUE(at::equal(after.narrow(0, 0, 2), bank().narrow(0, 4, 2)));
  EXPECT_TRUE(at::allclose(after.narrow(0, 2, 4).norm(2, {1}), at::ones({4}, at::kDouble)));
}

TEST(Supcon, GoldenValues) {
  const at::Tensor labels = at::tensor({0., 0., 1., 1.}, at::kDouble);
  EXPECT_NEAR(value(supcon(z1(), labels, {0.1}).loss), 6.3048005635431, 1e-10);
  const at::Tensor rows = at::cat({z1(), z2()}), twice = at::cat({labels, labels});
  EXPECT_NEAR(value(supcon(rows, twice, {0.1}).loss), 6.579539378551822, 1e-12);
  EXPECT_NEAR(value(supcon(rows, twice, {0.5}).loss), 2.3649401019300473, 1e-12);
}

TEST(Supcon, GradientAndAnchorsWithoutAPositive) {
  const at::Tensor labels = at::tensor({0., 0., 1., 2.}, at::kDouble);
  expectGradient([&](const at::Tensor& x) { return supcon(x, labels, {0.3}).loss; }, z1());
  EXPECT_EQ(supcon(z1(), labels).skipped, 2);
  EXPECT_EQ(value(supcon(z1(), at::arange(4, at::kDouble)).loss), 0.0);
}

TEST(Dino, GoldenValues) {
  const std::vector<at::Tensor> student{z1(), z2()}, teacher{0.5 * z2(), 0.5 * z1()};
  const at::Tensor zero = at::zeros({8}, at::kDouble);
  EXPECT_NEAR(value(dino(student, teacher, zero)), 0.7038150426284229, 1e-12);
  EXPECT_NEAR(value(dino(student, teacher, tenths())), 1.2919847826070292, 1e-12);
  const at::Tensor centre = dinoCentre(zero, teacher);
  EXPECT_NEAR(centre[0].item<double>(), 0.0162186833, 1e-10);
  EXPECT_NEAR(centre[1].item<double>(), 0.024428326, 1e-10);
  EXPECT_NEAR(centre[2].item<double>(), 0.0158459862, 1e-10);
}

TEST(Dino, GradientReachesTheStudentAlone) {
  expectGradient([](const at::Tensor& x) { return dino({x, z2()}, {0.5 * z2(), 0.5 * z1()}, tenths()); }, z1());
  const at::Tensor t = z2().requires_grad_(true), s = z1().requires_grad_(true);
  dino({s, s}, {t, t}, tenths()).backward();
  EXPECT_FALSE(t.grad().defined());
}

TEST(Ibot, GoldenValues) {
  const at::Tensor mask = at::tensor({1., 0., 1., 1.}, at::kDouble).view({2, 2});
  const at::Tensor rows = at::tensor({0, 2, 3}, at::kLong);
  const at::Tensor s = z1().index_select(0, rows), t = (0.5 * z2()).index_select(0, rows);
  EXPECT_NEAR(value(ibot(s, t, tenths(), mask)), 5.303796705568975, 1e-11);
  const at::Tensor third = at::cat({mask, at::zeros({1, 2}, at::kDouble)});
  EXPECT_NEAR(value(ibot(s, t, tenths(), third)), 3.535864470379317, 1e-11);
  expectGradient([&](const at::Tensor& x) { return ibot(x, t, tenths(), mask); }, s);
  EXPECT_THROW(static_cast<void>(ibot(z1(), z2(), tenths(), mask)), c10::Error);
}

TEST(Koleo, GoldenValuesAndGradient) {
  EXPECT_NEAR(value(koleo(z1())), 0.14121979600282958, 1e-12);
  EXPECT_NEAR(value(koleo(z2())), -0.29581430050695195, 1e-9);
  expectGradient([](const at::Tensor& x) { return koleo(x); }, z1());
  EXPECT_NEAR(value(koleo(5 * z1())), value(koleo(z1())), 1e-12);
}

TEST(Sinkhorn, GoldenCodes) {
  const at::Tensor scores = table(4, 3, [](double k) { return std::sin(0.1 * k * k + 0.3 * k + 0.5); });
  const at::Tensor sharp = sinkhorn(scores, {0.05, 3});
  EXPECT_NEAR(sharp[0][0].item<double>(), 0.0044219342, 1e-10);
  EXPECT_NEAR(sharp[0][2].item<double>(), 0.9864605139, 1e-10);
  EXPECT_NEAR(sharp[2][1].item<double>(), 0.999999871, 1e-9);
  const at::Tensor soft = sinkhorn(scores, {0.5, 3});  // the order of the two normalisations shows
  const at::Tensor expected = at::tensor({.21607323, .1279764, .65595037, .91974117, .04869694, .03156189, .11954509,
                                          .53159005, .34886486, .05950673, .6455628, .29493047},
                                         at::kDouble)
                                  .view({4, 3});
  EXPECT_TRUE(at::allclose(soft, expected, 0, 1e-8));
  EXPECT_TRUE(at::allclose(sharp.sum(1), at::ones({4}, at::kDouble)));
}

TEST(Swav, GradientAndStoppedCodes) {
  expectGradient(
      [](const at::Tensor& x) {
        return swav({x, z2()}, {0.1, {0.5, 3}, 1}) * 0 + swav({z2(), x}, {0.1, {0.5, 3}, 1});
      },
      z1());
  // One assigned view: its codes are constants, so nothing reaches it.
  const at::Tensor first = z1().requires_grad_(true), second = z2().requires_grad_(true);
  swav({first, second}, {0.1, {}, 1}).backward();
  EXPECT_FALSE(first.grad().defined());
  EXPECT_TRUE(second.grad().defined());
}

}  // namespace
}  // namespace selvox::learn::losses

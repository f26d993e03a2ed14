// A classifier's losses by hand, against each other and against central differences.

#include "core/learn/losses/classify.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

at::Tensor rows(std::initializer_list<double> values, std::int64_t columns) {
  return at::tensor(values, at::kDouble).view({-1, columns});
}

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

// Chances 1/2, 1/4, 1/4 and 1/5, 3/5, 1/5.
at::Tensor threeClasses() {
  return rows({std::log(2.0), 0, 0, 0, std::log(3.0), 0}, 3);
}
at::Tensor secondThenFirst() {
  return rows({0, 1, 0, 1, 0, 0}, 3);
}

TEST(ClassLoss, SoftmaxByHand) {
  const auto loss = [](ClassLossOptions o) { return value(classLoss(threeClasses(), secondThenFirst(), o)); };
  EXPECT_NEAR(loss({}), (std::log(4.0) + std::log(5.0)) / 2, 1e-12);
  ClassLossOptions focal;
  focal.gamma = 2;
  EXPECT_NEAR(loss(focal), (0.5625 * std::log(4.0) + 0.64 * std::log(5.0)) / 2, 1e-12);
  ClassLossOptions smooth;
  smooth.smoothing = 0.3;  // 0.8 of the true class, 0.1 of each other
  EXPECT_NEAR(loss(smooth),
              (0.8 * std::log(4.0) + 0.1 * (std::log(2.0) + std::log(4.0)) + 0.8 * std::log(5.0) +
               0.1 * (std::log(5.0 / 3) + std::log(5.0))) /
                  2,
              1e-12);
  ClassLossOptions weighed;
  weighed.weights = at::tensor({3.0, 0.5, 1.0}, at::kDouble);
  EXPECT_NEAR(loss(weighed), (0.5 * std::log(4.0) + 3 * std::log(5.0)) / 2, 1e-12);
}

TEST(ClassLoss, SeveralLabelsByHand) {
  const at::Tensor logits = rows({0, std::log(3.0)}, 2), target = rows({1, 0}, 2);  // chances 1/2, 3/4
  ClassLossOptions o{ClassKind::MultiLabel};
  EXPECT_NEAR(value(classLoss(logits, target, o)), (std::log(2.0) + std::log(4.0)) / 2, 1e-12);
  o.gamma = 2;
  EXPECT_NEAR(value(classLoss(logits, target, o)), (0.25 * std::log(2.0) + 0.5625 * std::log(4.0)) / 2, 1e-12);
  o.gamma = 0, o.smoothing = 0.2;  // 0.9 and 0.1
  EXPECT_NEAR(value(classLoss(logits, target, o)), (std::log(2.0) + 0.1 * std::log(4.0 / 3) + 0.9 * std::log(4.0)) / 2,
              1e-12);
}

TEST(ClassLoss, GradesAreDifferencesOfChances) {
  const at::Tensor logits = rows({1.0, -0.5, -2.0}, 3);  // of more than grade 0, 1, 2
  const at::Tensor p = classProbabilities(logits, ClassKind::Ordinal).contiguous();
  const double expected[] = {1 - sigmoid(1), sigmoid(1) - sigmoid(-0.5), sigmoid(-0.5) - sigmoid(-2), sigmoid(-2)};
  for (int k = 0; k < 4; ++k) EXPECT_NEAR(p.data_ptr<double>()[k], expected[k], 1e-12) << k;
  EXPECT_NEAR(value(classLoss(logits, rows({0, 0, 1, 0}, 4), {ClassKind::Ordinal})), -std::log(expected[2]), 1e-12);
  // Two grades are a yes or no.
  EXPECT_NEAR(value(classLoss(rows({0.7}, 1), rows({0, 1}, 2), {ClassKind::Ordinal})), -std::log(sigmoid(0.7)), 1e-12);
  // Far away grades keep a finite loss.
  EXPECT_TRUE(std::isfinite(value(classLoss(rows({60, 59}, 2), rows({1, 0, 0}, 3), {ClassKind::Ordinal}))));
}

TEST(ClassLoss, GradientsMatchCentralDifferences) {
  const at::Tensor soft = at::softmax(z2(), 1), several = at::sigmoid(z2());
  ClassLossOptions o;
  o.weights = at::arange(1, 9, at::TensorOptions().dtype(at::kDouble)) / 4;
  o.smoothing = 0.1;
  for (const double gamma : {0.0, 0.5, 2.0}) {
    o.gamma = gamma;
    o.kind = ClassKind::Softmax;
    expectGradient([&](const at::Tensor& x) { return classLoss(x, soft, o); }, z1());
    o.kind = ClassKind::MultiLabel;
    expectGradient([&](const at::Tensor& x) { return classLoss(x, several, o); }, z1());
    o.kind = ClassKind::Ordinal;
    const at::Tensor falling = z1().narrow(1, 0, 7) * 0.1 - at::arange(7, at::TensorOptions().dtype(at::kDouble));
    expectGradient([&](const at::Tensor& x) { return classLoss(x, soft, o); }, falling);
  }
}

TEST(ClassLoss, ACertainRightAnswerHasAFiniteSlope) {
  for (const double gamma : {0.0, 0.5, 2.0}) {
    at::Tensor x = rows({200, 0}, 2).requires_grad_(true);
    ClassLossOptions o;
    o.gamma = gamma;
    classLoss(x, rows({1, 0}, 2), o).backward();
    EXPECT_TRUE(x.grad().isfinite().all().item<bool>()) << gamma;
  }
}

TEST(ClassLoss, StaysInFloat32UnderAutocast) {
  EXPECT_EQ(classLoss(z1().to(at::kBFloat16), at::softmax(z2(), 1), {}).scalar_type(), at::kFloat);
}

TEST(ClassBalanced, WeighsByTheEffectiveNumber) {
  const auto even = classBalanced({5, 100}, 0);
  EXPECT_NEAR(even[0], 1, 1e-12);
  // beta 0.5: effective numbers 2 (1 - 1/2) = 1 and 2 (1 - 1/8) = 1.75.
  const auto some = classBalanced({1, 3}, 0.5);
  EXPECT_NEAR(some[0] / some[1], 1.75, 1e-12);
  EXPECT_NEAR(some[0] + some[1], 2, 1e-12);
  const auto near = classBalanced({10, 1000}, 0.999999);
  EXPECT_NEAR(near[0] / near[1], 100, 0.1);
  EXPECT_EQ(classBalanced({0, 4}, 0.9)[0], classBalanced({1, 4}, 0.9)[0]);
}

}  // namespace
}  // namespace selvox::learn::losses

#include "core/learn/losses/position.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

TEST(DistanceMatrix, IsTheMeanOverPairs) {
  // Crops at 0, 3, 4 along one axis; embeddings at (0,0), (0,3), (4,3): distances 3, 5, 4 for 3, 4, 1.
  const at::Tensor e = at::tensor({0., 0., 0., 3., 4., 3.}, at::kDouble).view({1, 3, 2});
  const at::Tensor p = at::tensor({0., 3., 4.}, at::kDouble).view({1, 3, 1});
  EXPECT_NEAR(value(distanceMatrix(e, p)), (0.0 + 1.0 + 9.0) / 3, 1e-6);
  EXPECT_NEAR(value(distanceMatrix(p, p)), 0, 1e-12) << "the crops' own places are the answer";
  const at::Tensor order = at::tensor({2, 0, 1}, at::kLong);
  EXPECT_NEAR(value(distanceMatrix(e.index_select(1, order), p.index_select(1, order))), 10.0 / 3, 1e-6);
}

TEST(DistanceMatrix, GradientMatchesCentralDifferences) {
  const at::Tensor p = z2().narrow(1, 0, 3).unsqueeze(0);
  expectGradient([&](const at::Tensor& x) { return distanceMatrix(x.unsqueeze(0), p); }, z1());
  const at::Tensor same = at::zeros({1, 3, 2}, at::kDouble).requires_grad_(true);
  distanceMatrix(same, at::zeros({1, 3, 1}, at::kDouble) + at::arange(3, at::kDouble).view({1, 3, 1})).backward();
  EXPECT_TRUE(at::isfinite(same.grad()).all().item<bool>()) << "embeddings that agree have a finite slope";
}

TEST(BodyPart, AsksForAnEvenRise) {
  const at::Tensor s = at::tensor({0., 1., 1.5, 4.}, at::kDouble).view({1, 4});
  const auto penalty = [](double rise) { return std::log1p(std::exp(-rise)); };
  const double order = (penalty(1) + penalty(.5) + penalty(2.5)) / 3;
  const double even = (0.5 * 0.25 + (2.0 - 0.5)) / 2;  // differences -.5 and 2
  const BodyPartTerms terms = bodyPart(s);
  EXPECT_NEAR(value(terms.order), order, 1e-12);
  EXPECT_NEAR(value(terms.even), even, 1e-12);
  EXPECT_NEAR(value(terms.loss), order + even, 1e-12);
  EXPECT_NEAR(value(bodyPart(s * 0).loss), std::log(2.0), 1e-12) << "one who knows nothing";
  const at::Tensor apart = at::tensor({1., 1., 0.}, at::kDouble).view({1, 3});
  EXPECT_NEAR(value(bodyPart(s, apart).loss), (penalty(1) + penalty(.5)) / 2 + 0.125, 1e-12);
  EXPECT_EQ(value(bodyPart(s, apart * 0).loss), 0.0);
}

TEST(BodyPart, GradientMatchesCentralDifferences) {
  expectGradient([](const at::Tensor& x) { return bodyPart(x).loss; }, z1());
}

}  // namespace
}  // namespace selvox::learn::losses

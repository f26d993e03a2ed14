#include "core/learn/losses/triplet.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

at::Tensor twoOfTwo() {
  return at::tensor({0., 0., 1., 1.}, at::kDouble);
}

// Rows at 0, 60 and 180 degrees of any length: distances 1, 2 and sqrt 3.
TEST(Triplet, ByHand) {
  const at::Tensor rows = at::tensor({3.0, 0.0, 0.5, 0.5 * std::sqrt(3.0), -7.0, 0.0}, at::kDouble).view({3, 2});
  const at::Tensor labels = at::tensor({0., 0., 1.}, at::kDouble);
  const TripletResult soft = triplet(rows, labels);
  EXPECT_NEAR(value(soft.loss), (std::log1p(std::exp(-1.0)) + std::log1p(std::exp(1 - std::sqrt(3.0)))) / 2, 1e-12);
  EXPECT_EQ(soft.skipped, 1) << "the third has none of its label";
  EXPECT_NEAR(soft.positive[0].item<double>(), 1, 1e-12);
  EXPECT_NEAR(soft.negative[1].item<double>(), std::sqrt(3.0), 1e-12);
  EXPECT_NEAR(value(triplet(rows, labels, {1.0}).loss), (2 - std::sqrt(3.0)) / 2, 1e-12);
  EXPECT_EQ(value(triplet(rows, labels, {0.3}).loss), 0.0) << "all are far enough apart";
}

TEST(Triplet, OfTheGoldenRows) {
  EXPECT_NEAR(value(triplet(z1(), twoOfTwo()).loss), 1.0058537621462391, 1e-10);
  EXPECT_NEAR(value(triplet(z1(), twoOfTwo(), {0.3}).loss), 0.8494689220131758, 1e-10);
}

TEST(Triplet, GradientsAndWhereThereIsNothingToCompare) {
  expectGradient([](const at::Tensor& x) { return triplet(x, twoOfTwo()).loss; }, z1());
  expectGradient([](const at::Tensor& x) { return triplet(x, twoOfTwo(), {0.5}).loss; }, z1());
  const at::Tensor alike = at::ones({4, 8}, at::kDouble).requires_grad_(true);
  triplet(alike, twoOfTwo()).loss.backward();
  EXPECT_TRUE(alike.grad().isfinite().all().item<bool>()) << "equal rows have no direction";
  const TripletResult single = triplet(z1(), at::zeros({4}, at::kDouble));
  EXPECT_EQ(value(single.loss), 0.0);
  EXPECT_EQ(single.skipped, 4) << "no other label";
  EXPECT_ANY_THROW(static_cast<void>(triplet(z1(), at::zeros({3}, at::kDouble))));
}

}  // namespace
}  // namespace selvox::learn::losses

#include "core/learn/losses/voco.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

TEST(VocoLoss, GoldenValueAndNegativesByHand) {
  const at::Tensor y = at::tensor({0., .25, .5, .25}, at::kDouble), s = at::tensor({.1, .3, .6, .2}, at::kDouble);
  const losses::VocoTerms terms = losses::voco(s, y, 0);
  EXPECT_NEAR(value(terms.positive), 0.07832690502268844, 1e-12);
  EXPECT_NEAR(value(terms.negative), 0.01, 1e-12);
  const at::Tensor two = at::tensor({0., 0., 1., 0.}, at::kDouble);
  EXPECT_NEAR(value(losses::voco(s, two, 0).negative), (.01 + .09 + .04) / 3, 1e-12);
  EXPECT_NEAR(value(losses::voco(y, y, 0).positive), 0, 1e-12);  // a perfect answer
}

TEST(VocoLoss, RegulariserIsTheMeanLikenessOfDifferentBases) {
  const at::Tensor bases = at::tensor({1., 0., 0., 2., .6, .8}, at::kDouble).view({1, 3, 2});
  EXPECT_NEAR(value(losses::vocoRegulariser(bases)), (0 + .6 + .8) / 3, 1e-12);
  EXPECT_NEAR(value(losses::vocoRegulariser(at::cat({bases, bases}))), (0 + .6 + .8) / 3, 1e-12);
}

TEST(VocoLoss, Gradients) {
  const at::Tensor y = (z2().view({2, 2, 8}).abs()).softmax(-1);
  expectGradient(
      [&](const at::Tensor& x) {
        const auto terms = losses::voco(x.view({2, 2, 8}).sigmoid(), y);
        return terms.positive + terms.negative;
      },
      z1());
  expectGradient([](const at::Tensor& x) { return losses::vocoRegulariser(x.view({1, 4, 8})); }, z1());
}

}  // namespace
}  // namespace selvox::learn::losses

#include "core/learn/losses/dice_ce.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

at::Tensor logits() {
  return z1().view({2, 2, 8});
}
at::Tensor target() {
  return z2().view({2, 2, 8}).select(1, 1).gt(0).to(at::kLong);
}

TEST(DiceCe, GoldenValuesAsNnUnet) {
  EXPECT_NEAR(value(softDice(logits(), target())), -0.49650068734151076, 1e-12);
  EXPECT_NEAR(value(softDice(logits(), target(), {1, 1, true})), -0.5015806612406017, 1e-12);
  EXPECT_NEAR(value(crossEntropy(logits(), target())), 0.7737440552853321, 1e-12);
  EXPECT_NEAR(value(diceCe(logits(), target())), 0.7737440552853321 - 0.49650068734151076, 1e-12);
  EXPECT_NEAR(value(diceCe(logits(), target(), {0.5, 2})), 2 * 0.7737440552853321 - 0.5 * 0.49650068734151076, 1e-12);
}

TEST(DiceCe, GoldenValuesOfThirtyTwoVoxels) {
  const at::Tensor two = at::stack({z1().flatten(), z2().flatten()}, 0).unsqueeze(0);  // (1, 2, 32)
  const at::Tensor every3rd = at::arange(32).remainder(3).eq(0).to(at::kLong).unsqueeze(0);
  EXPECT_NEAR(value(softDice(two, every3rd)), -0.33211771, 1e-6);
  EXPECT_NEAR(value(crossEntropy(two, every3rd)), 0.942447921214376, 1e-12);
}

TEST(DiceCe, GradientMatchesCentralDifferences) {
  for (const bool batch : {false, true}) {
    expectGradient([batch](const at::Tensor& x) { return diceCe(x, target(), {1, 1, batch}); }, logits());
  }
}

TEST(DiceCe, PerfectIsMinusOneAndBackgroundDoesNotCount) {
  const at::Tensor sure = at::zeros({1, 3, 6}, at::kDouble);
  const at::Tensor label = at::tensor({0, 0, 1, 1, 2, 2}, at::kLong).unsqueeze(0);
  sure.scatter_(1, label.unsqueeze(1), 50.0);
  EXPECT_NEAR(value(softDice(sure, label)), -1.0, 1e-6);
  EXPECT_TRUE(std::isfinite(value(softDice(at::zeros({1, 2, 4}, at::kDouble), at::zeros({1, 4}, at::kLong)))));
}

TEST(DiceCe, StaysInFloat32UnderAutocast) {
  EXPECT_EQ(diceCe(logits().to(at::kBFloat16), target()).scalar_type(), at::kFloat);
}

}  // namespace
}  // namespace selvox::learn::losses

// Tversky, focal and boundary losses against values by hand.

#include "core/learn/losses/boundary.h"
#include "core/learn/losses/dice_ce.h"
#include "core/learn/losses/overlap.h"
#include "core/learn/losses/voxel_focal.h"
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
const double kLn2 = std::log(2.0);

// All probabilities 1/2, four of six voxels inside: TP 2, FP 1, FN 2.
TEST(Tversky, WeighsWhatIsMissedMoreThanWhatIsTooMuch) {
  const at::Tensor even = at::zeros({1, 2, 6}, at::kDouble);
  const at::Tensor inside = at::tensor({1, 1, 1, 1, 0, 0}, at::kLong).unsqueeze(0);
  TverskyOptions options;
  options.overlap.smooth = 0;
  EXPECT_NEAR(value(tversky(even, inside, options)), 1 - 2 / 3.7, 1e-12);
  options.power = 0.75;
  EXPECT_NEAR(value(tversky(even, inside, options)), std::pow(1 - 2 / 3.7, 0.75), 1e-12);
  options = {1, 1, 1, {false, 0}};  // alpha = beta = 1 is the Jaccard index
  EXPECT_NEAR(value(tversky(even, inside, options)), 1 - 2.0 / 5, 1e-12);
}

TEST(Tversky, WithHalfAndHalfItIsDice) {
  for (const bool batch : {false, true}) {
    TverskyOptions options{0.5, 0.5, 1, {batch, 0}};
    EXPECT_NEAR(value(tversky(logits(), target(), options)), 1 + value(softDice(logits(), target(), {1, 1, batch, 0})),
                1e-12);
  }
}

TEST(Tversky, GradientMatchesCentralDifferencesAndAPerfectAnswerHasOne) {
  for (const double power : {1.0, 0.75})
    expectGradient([power](const at::Tensor& x) { return tversky(x, target(), {0.3, 0.7, power, {}}); }, logits());
  at::Tensor sure = at::zeros({1, 2, 4}, at::kDouble);
  const at::Tensor inside = at::tensor({0, 1, 1, 0}, at::kLong).unsqueeze(0);
  sure.scatter_(1, inside.unsqueeze(1), 60.0);
  sure.requires_grad_(true);
  tversky(sure, inside, {0.3, 0.7, 0.75, {}}).backward();
  EXPECT_TRUE(sure.grad().isfinite().all().item<bool>());
}

TEST(VoxelFocal, HalfCertainVoxelsCountAQuarter) {
  const at::Tensor even = at::zeros({1, 2, 4}, at::kDouble), label = at::tensor({0, 1, 1, 1}, at::kLong).unsqueeze(0);
  EXPECT_NEAR(value(voxelFocal(even, label)), 0.25 * kLn2, 1e-12);
  EXPECT_NEAR(value(voxelFocal(even, label, 2, at::tensor({1.0, 3.0}, at::kDouble))), 0.25 * kLn2 * 10 / 4, 1e-12);
  at::Tensor sure = at::zeros({1, 2, 1}, at::kDouble);  // class 1 with 4/5: it counts (1/5)^2
  sure[0][1][0] = std::log(4.0);
  EXPECT_NEAR(value(voxelFocal(sure, at::ones({1, 1}, at::kLong))), -0.04 * std::log(0.8), 1e-12);
  EXPECT_NEAR(value(voxelFocal(logits(), target(), 0)), value(crossEntropy(logits(), target())), 1e-12);
  for (const double gamma : {0.0, 2.0})
    expectGradient([gamma](const at::Tensor& x) { return voxelFocal(x, target(), gamma); }, logits());
}

TEST(VoxelFocal, OverlappingStructuresAreAnsweredOneByOne) {
  // p = 4/5 and 1/2 of one voxel each, wanted: yes and no.
  const at::Tensor x = at::tensor({std::log(4.0), 0.0}, at::kDouble).view({1, 2, 1});
  const at::Tensor g = at::tensor({1.0, 0.0}, at::kDouble).view({1, 2, 1});
  EXPECT_NEAR(value(binaryFocal(x, g)), (-std::log(0.8) + kLn2) / 2, 1e-12);
  EXPECT_NEAR(value(binaryFocal(x, g, 2)), (-0.04 * std::log(0.8) + 0.25 * kLn2) / 2, 1e-12);
  EXPECT_NEAR(value(binaryFocal(x, g, 0, at::tensor({5.0, 1.0}, at::kDouble))), (-5 * std::log(0.8) + kLn2) / 2, 1e-12);
  expectGradient([&g](const at::Tensor& t) { return binaryFocal(t, g, 2); }, x);
}

TEST(CrossEntropy, WeightsMakeAWeightedMean) {
  at::Tensor x = at::zeros({1, 2, 2}, at::kDouble);
  x[0][1][1] = std::log(4.0);  // the second voxel is class 1 with 4/5
  const at::Tensor label = at::tensor({0, 1}, at::kLong).unsqueeze(0);
  EXPECT_NEAR(value(crossEntropy(x, label, at::tensor({1.0, 3.0}, at::kDouble))), (kLn2 - 3 * std::log(0.8)) / 4,
              1e-12);
}

TEST(Boundary, DistancesAreSignedByTheSideAndShareTheLargest) {
  const at::Tensor mask = at::tensor({0, 0, 1, 1, 0, 0}, at::kFloat).view({1, 1, 1, 6});
  const at::Tensor d = signedDistances(mask, {{2, 1, 1}}).flatten();
  const float expected[] = {1, 0.5, -0.5, -0.5, 0.5, 1};
  for (int i = 0; i < 6; ++i) EXPECT_FLOAT_EQ(d[i].item<float>(), expected[i]) << i;
  EXPECT_NEAR(value(boundary(at::ones({1, 1, 1, 6}, at::kDouble), d.view({1, 1, 1, 6}))), 2.0 / 6, 1e-7);
}

TEST(Boundary, MillimetresFollowTheAxes) {
  at::Tensor mask = at::zeros({1, 1, 3, 3, 3});
  mask[0][0][1][1][1] = 1;
  const at::Tensor d = signedDistances(mask, {{1, 2, 4}})[0][0];  // x, y, z
  const double largest = std::sqrt(1.0 + 4 + 16);
  EXPECT_NEAR(d[1][1][0].item<double>(), 1 / largest, 1e-6);
  EXPECT_NEAR(d[1][0][1].item<double>(), 2 / largest, 1e-6);
  EXPECT_NEAR(d[0][1][1].item<double>(), 4 / largest, 1e-6);
  EXPECT_NEAR(d[1][1][1].item<double>(), -1 / largest, 1e-6);
}

TEST(Boundary, NothingOrEverythingHasNoBoundary) {
  EXPECT_EQ(signedDistances(at::zeros({1, 1, 4, 4}), {{1, 1, 1}}).abs().max().item<float>(), 0);
  EXPECT_EQ(signedDistances(at::ones({1, 1, 4, 4}), {{1, 1, 1}}).abs().max().item<float>(), 0);
}

}  // namespace
}  // namespace selvox::learn::losses

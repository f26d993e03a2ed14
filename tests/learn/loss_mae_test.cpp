#include "core/learn/losses/mae.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::losses {
namespace {
using namespace selvox::learn::test;

at::Tensor maskedRows() {
  return at::tensor({1.0, 0.0, 1.0, 1.0}, at::kDouble);
}

TEST(Mae, GoldenValueWithRowsAsPatches) {
  EXPECT_NEAR(value(mae(z1(), z2(), maskedRows(), {true, {}})), 1.2960787587790534, 1e-12);
}

TEST(Mae, ByHandWithoutNormPix) {
  const at::Tensor error = (z1() - z2()).square().mean(-1);
  const double expected = value(error[0] + error[2] + error[3]) / 3;
  EXPECT_NEAR(value(mae(z1(), z2(), maskedRows())), expected, 1e-14);
}

TEST(Mae, GradientMatchesCentralDifferences) {
  expectGradient([](const at::Tensor& x) { return mae(z1(), x, maskedRows(), {true, {}}); }, z2());
  expectGradient([](const at::Tensor& x) { return mae(z1(), x, maskedRows()); }, z2());
}

TEST(Mae, VisibleVoxelsDoNotCount) {
  const at::Tensor pred = z2();
  pred[1] += 1000;
  EXPECT_NEAR(value(mae(z1(), pred, maskedRows())), value(mae(z1(), z2(), maskedRows())), 1e-12);
  EXPECT_EQ(value(mae(z1(), z2(), at::zeros({4}, at::kDouble))), 0.0);
}

// Volumes, tokens and patches are the same loss on the same numbers.
TEST(Mae, ThreeFormsAgree) {
  const at::Tensor images =
      table(2, 2 * 64, [](double k) { return std::sin(0.7 * k + 0.01 * k * k); }).view({2, 2, 4, 4, 4});
  const at::Tensor pred =
      table(2, 2 * 64, [](double k) { return std::cos(0.3 * k + 0.02 * k * k); }).view({2, 2, 4, 4, 4});
  const at::Tensor cells =
      at::tensor({1., 0., 0., 1., 1., 0., 1., 0., 0., 1., 0., 0., 0., 0., 1., 0.}, at::kDouble).view({2, 8});
  const at::Tensor voxels =
      cells.view({2, 1, 2, 2, 2}).repeat_interleave(2, 2).repeat_interleave(2, 3).repeat_interleave(2, 4);
  const at::Tensor patches = patchify(images, {2}), guess = patchify(pred, {2});
  for (const bool normPix : {false, true}) {
    const double expected = value(mae(patches, guess, cells, {normPix, {}}));
    EXPECT_NEAR(value(mae(images, guess, cells, {normPix, {2}})), expected, 1e-12);
    EXPECT_NEAR(value(mae(images, pred, voxels, {normPix, {2, 2, 2}})), expected, 1e-12);
  }
}

TEST(Mae, PatchesAreCutAsInTheReference) {
  const at::Tensor image = at::arange(2 * 4 * 4, at::kDouble).view({1, 2, 4, 4});  // (N, C, H, W)
  const at::Tensor patch = patchify(image, {2})[0][1];                             // upper right
  // h, w, then channel: (0,2)c0 (0,2)c1 (0,3)c0 …
  EXPECT_TRUE(at::equal(patch, at::tensor({2., 18., 3., 19., 6., 22., 7., 23.}, at::kDouble)));
  EXPECT_THROW(static_cast<void>(patchify(image, {3})), c10::Error);
}

}  // namespace
}  // namespace selvox::learn::losses

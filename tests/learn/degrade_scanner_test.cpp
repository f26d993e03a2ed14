#include <algorithm>
#include <numbers>

#include "core/learn/methods/degrade/artifacts.h"
#include "core/learn/methods/degrade/ct.h"
#include "core/learn/methods/degrade/mr.h"
#include "tests/learn/restoration_support.h"

namespace selvox::learn::methods::degrade {
namespace {
using namespace selvox::learn::test;

double energy(const at::Tensor& t) {
  return t.abs().square().sum().item<double>();
}
double largest(const at::Tensor& t) {
  return t.abs().max().item<double>();
}

TEST(MrBiasField, IsThePositiveExponentialOfACubicOfMeanZero) {
  for (const std::vector<std::int64_t>& size : {std::vector<std::int64_t>{12, 14}, {10, 9, 11}}) {
    base::Rng rng = testRng(1);
    at::Tensor sample = blobSample(size) + 1;
    sample.flatten()[0] = 0;  // the ground lies at 0
    const at::Tensor field = (biasField(sample, 0.3, rng) / sample).log();
    const at::Tensor inner = field.narrow(1, 1, size[0] - 1).squeeze(0);
    for (std::int64_t axis = 0; axis < inner.dim(); ++axis) {
      EXPECT_LT(largest(inner.diff(4, axis)), 1e-10) << "order above 3";
      EXPECT_GT(largest(inner.diff(1, axis)), 1e-3);
    }
    EXPECT_LT(std::abs(inner.mean().item<double>()), 0.2);
  }
  base::Rng rng = testRng(1);
  EXPECT_TRUE(at::allclose(biasField(blobSample({8, 8}), 0, rng), blobSample({8, 8})));
}

TEST(MrMotion, ShiftsPhasesOfTheBlockAlone) {
  const at::Tensor sample = blobSample({3, 16, 20});
  const Motion motion{-2, 2, 5, 1.7};
  const at::Tensor plain = at::fft_fft(sample, 16, -2), moved = movedSpectrum(sample, motion);
  EXPECT_NEAR(energy(moved), energy(plain), 1e-9 * energy(plain));
  EXPECT_LT(largest(moved.abs() - plain.abs()), 1e-9);
  // Lines 2..6 counted from -8 are the frequencies -6..-2, that is the entries 10..14.
  const at::Tensor changed = (moved - plain).abs().amax(std::vector<std::int64_t>{0, 1, 3}).gt(1e-9);
  EXPECT_EQ(changed.nonzero().flatten().min().item<std::int64_t>(), 10);
  EXPECT_EQ(changed.nonzero().flatten().max().item<std::int64_t>(), 14);
}

TEST(MrMotion, AllLinesMovedIsTheBodyMovedAndNoShiftIsNone) {
  const at::Tensor sample = blobSample({16, 20});
  EXPECT_LT(largest(motionGhost(sample, {-1, 0, 20, 3}) - sample.roll(3, -1)), 1e-9);
  EXPECT_LT(largest(motionGhost(sample, {-2, 3, 6, 0}) - sample), 1e-9);
  EXPECT_GT(largest(motionGhost(sample - 5, {-2, 7, 4, 2}) - (sample - 5)), 0.01);
  EXPECT_GE(motionGhost(sample - 5, {-2, 7, 4, 2}).min().item<double>(), sample.min().item<double>() - 5 - 1e-9);
}

TEST(MrGibbs, CutsTheSpectrumAndNothingElse) {
  const at::Tensor sample = countedSample({16, 16}).remainder(7);
  const at::Tensor before = at::fft_fft2(sample)[0], after = at::fft_fft2(gibbs(sample, 0.5))[0];
  for (std::int64_t y = 0; y < 16; ++y) {
    for (std::int64_t x = 0; x < 16; ++x) {
      const bool kept = std::min(y, 16 - y) <= 4 && std::min(x, 16 - x) <= 4;
      const double wanted = kept ? before[y][x].abs().item<double>() : 0.0;
      EXPECT_NEAR(after[y][x].abs().item<double>(), wanted, 1e-9) << y << " " << x;
    }
  }
  EXPECT_LT(largest(gibbs(sample, 1) - sample), 1e-9);
}

TEST(MrSpike, RaisesOnePairOfPoints) {
  const at::Tensor sample = blobSample({12, 16});
  const at::Tensor added = at::fft_fft2(spike(sample, 0.5, 3, 5, 0.7) - sample)[0].abs();
  EXPECT_NEAR(added[3][5].item<double>(), 0.5 * 12 * 16 / 2, 1e-9);
  EXPECT_NEAR(added[9][11].item<double>(), 0.5 * 12 * 16 / 2, 1e-9);
  EXPECT_NEAR(added.sum().item<double>(), 0.5 * 12 * 16, 1e-8);
}

// Near a point all is as with many views; streaks begin about views / pi voxels away.
TEST(CtStreaks, FewViewsAgreeWithManyNearThePointOnly) {
  const at::Tensor few = backProjectedPoint(40, 40, 30, 0.2), many = backProjectedPoint(40, 40, 300, 0.2);
  const at::Tensor difference = (few - many).abs();
  EXPECT_LT(largest(difference.narrow(0, 36, 7).narrow(1, 36, 7)), 1e-4);
  EXPECT_GT(largest(difference), 3e-3);
  EXPECT_TRUE(at::allclose(few, few.flip({0, 1}), 1e-9, 1e-12)) << "half a turn changes nothing";
  // The response to a point is about one at the point, nothing around it.
  EXPECT_NEAR(many[39][39].item<double>(), std::numbers::pi / 4, 1e-6);
}

TEST(CtStreaks, FadeWithViewsAndAreLinear) {
  const at::Tensor sample = blobSample({2, 24, 28}).gt(0.8).to(at::kDouble).contiguous();
  double before = 1e9;
  for (const int views : {8, 16, 32}) {
    const double now = energy(sparseViewStreaks(sample, views, 0.1, 1) - sample);
    EXPECT_LT(now, 0.8 * before) << views;
    EXPECT_GT(now, 0) << views;
    before = now;
  }
  EXPECT_TRUE(at::equal(sparseViewStreaks(sample, 400, 0.1, 1), sample));
  const at::Tensor once = sparseViewStreaks(sample, 12, 0.1, 1);
  EXPECT_TRUE(at::allclose(sparseViewStreaks(sample * 3 - 2, 12, 0.1, 1), once * 3 - 2, 1e-9, 1e-9));
  EXPECT_TRUE(at::allclose(sparseViewStreaks(sample, 12, 0.1, 2) - sample, 2 * (once - sample), 1e-9, 1e-9));
}

TEST(CtRings, DependOnTheRadiusAlone) {
  base::Rng rng = testRng(3);
  const at::Tensor sample = blobSample({2, 21, 21});
  const at::Tensor added = rings(sample, {10, 10}, 4, 0.3, rng) - sample;
  EXPECT_TRUE(at::allclose(added, added.flip({3}), 1e-9, 1e-12));
  EXPECT_TRUE(at::allclose(added, added.transpose(2, 3), 1e-9, 1e-12));
  EXPECT_TRUE(at::allclose(added[0][0], added[0][1], 1e-9, 1e-12)) << "every slice alike";
  EXPECT_GT(largest(added), 0.01);
  EXPECT_LE(largest(added), 4 * 0.3);
}

TEST(CtCupping, LowersTheMiddleAndSparesTheCorners) {
  at::Tensor sample = at::ones({1, 11, 11}, at::kDouble);
  sample[0][0][5] = 0;  // the ground
  const at::Tensor out = cupping(sample, 0.3);
  EXPECT_NEAR(out[0][5][5].item<double>(), 0.7, 1e-12);
  EXPECT_NEAR(out[0][0][0].item<double>(), 1, 1e-12);
  EXPECT_NEAR(out[0][5][10].item<double>(), 1 - 0.3 * (1 - 25.0 / 50), 1e-12);
  EXPECT_EQ(out[0][0][5].item<double>(), 0);
}

TEST(Artifacts, EachChangesTheSampleKeepsItsShapeAndRepeats) {
  for (const Artifact& artifact : artifacts()) {
    for (const std::vector<std::int64_t>& size :
         {std::vector<std::int64_t>{24, 28}, {20, 22, 26}, {1, 1}, {1, 5, 2}, {7, 3}}) {
      const at::Tensor sample = blobSample(size) * 3 - 1;
      base::Rng one = testRng(7), two = testRng(7);
      const at::Tensor out = artifact.apply(sample, 1, one);
      EXPECT_EQ(out.sizes(), sample.sizes()) << artifact.id;
      EXPECT_EQ(out.scalar_type(), at::kDouble) << artifact.id;
      EXPECT_TRUE(out.is_contiguous()) << artifact.id;
      EXPECT_TRUE(out.isfinite().all().item<bool>()) << artifact.id << " " << at::IntArrayRef(size);
      EXPECT_TRUE(at::equal(out, artifact.apply(sample, 1, two))) << artifact.id;
      if (size[0] >= 20) {
        EXPECT_GT(largest(out - sample), 1e-3) << artifact.id;
      }
    }
  }
}

}  // namespace
}  // namespace selvox::learn::methods::degrade

#include <set>

#include "core/learn/methods/degrade/bezier.h"
#include "core/learn/methods/degrade/local_shuffle.h"
#include "core/learn/methods/degrade/painting.h"
#include "tests/learn/restoration_support.h"

namespace selvox::learn::methods::degrade {
namespace {
using namespace selvox::learn::test;

TEST(Bezier, GoldenValuesSortedBothAndAbscissaeOnly) {
  const BezierCurve rising({0.25, 0.75}, {0.75, 0.25}, false), falling({0.25, 0.75}, {0.75, 0.25}, true);
  EXPECT_NEAR(rising(0.1), 0.2204227025572, 1e-9);
  EXPECT_NEAR(rising(0.5), 0.5, 1e-9);
  EXPECT_NEAR(rising(0.9), 0.7795772974428001, 1e-9);
  EXPECT_NEAR(falling(0.1), 0.7795772974427999, 1e-9);
  EXPECT_NEAR(falling(0.5), 0.5, 1e-9);
  EXPECT_NEAR(falling(0.9), 0.22042270255719978, 1e-9);
}

// Control points whose curve turns back along x: sorting then matters (values: the definition in plain Python).
TEST(Bezier, ACurveThatTurnsBackIsSorted) {
  const BezierCurve rising({0.95, 0.1}, {0.02, 0.7}, false), falling({0.95, 0.1}, {0.02, 0.7}, true);
  const std::array<std::array<double, 3>, 4> expected{{
      {0.1, 0.013460886678009019, 0.9646882368847597},
      {0.3, 0.06972209330596536, 0.8577066291122417},
      {0.5, 0.5588575063140778, 0.2983271685419979},
      {0.9, 0.9659369423736875, 0.012931821803842277},
  }};
  for (const auto& [x, up, down] : expected) {
    EXPECT_NEAR(rising(x), up, 1e-9) << x;
    EXPECT_NEAR(falling(x), down, 1e-9) << x;
  }
}

TEST(Bezier, MapsTheSamplesOwnRangeOntoItself) {
  const at::Tensor sample = blobSample({9, 8, 7}) * 5 - 2;
  const Range range = rangeOf(sample);
  for (const bool inverted : {false, true}) {
    const BezierCurve curve({0.2, 0.9}, {0.6, 0.1}, inverted);
    const at::Tensor bent = bezierContrast(sample, curve);
    const Range now = rangeOf(bent);
    EXPECT_NEAR(now.low, range.low, 1e-6);
    EXPECT_NEAR(now.high, range.high, 1e-6);
    const at::Tensor order = sample.flatten().argsort();
    const at::Tensor steps = bent.flatten().index_select(0, order).diff();
    EXPECT_EQ((inverted ? steps.gt(1e-12) : steps.lt(-1e-12)).sum().item<std::int64_t>(), 0) << "one direction only";
  }
  const at::Tensor flat = at::ones({1, 4, 4}, at::kDouble);
  EXPECT_TRUE(at::equal(bezierContrast(flat, BezierCurve({0.2, 0.9}, {0.6, 0.1}, true)), flat));
}

// Were windows taken from what is already shuffled, voxels would wander further than one window.
TEST(LocalShuffle, VoxelsComeFromTheOriginalWithinOneWindow) {
  base::Rng rng = testRng(1);
  const at::Tensor sample = countedSample({20, 30, 40});
  const at::Tensor out = localShuffle(sample, 10000, rng);
  const at::Tensor source = out.to(at::kLong), own = sample.to(at::kLong);
  const auto furthest = [&](std::int64_t step, std::int64_t side) {
    const auto along = [&](const at::Tensor& t) {
      return at::div(t, at::scalar_tensor(step, at::kLong), "floor").remainder(side);
    };
    return (along(source) - along(own)).abs().max().item<std::int64_t>();
  };
  EXPECT_EQ(furthest(1200, 20), 1);  // windows of at most 2, 3, 4
  EXPECT_EQ(furthest(40, 30), 2);
  EXPECT_EQ(furthest(1, 40), 3);
  EXPECT_GT(source.ne(own).to(at::kDouble).mean().item<double>(), 0.5);
}

TEST(LocalShuffle, OneWindowKeepsEveryValueAndChannelsMoveTogether) {
  for (std::uint64_t i = 0; i < 20; ++i) {
    base::Rng rng = testRng(i);
    const at::Tensor one = countedSample({40, 40});
    const at::Tensor out = localShuffle(at::cat({one, one + 5000}), 1, rng);
    EXPECT_TRUE(at::equal(std::get<0>(out[0].flatten().sort()), one.flatten()));
    EXPECT_TRUE(at::equal(out[1], out[0] + 5000));
    EXPECT_LE(out[0].ne(one[0]).sum().item<std::int64_t>(), 16);
  }
  base::Rng rng = testRng(1);
  const at::Tensor small = countedSample({12, 19});
  EXPECT_TRUE(at::equal(localShuffle(small, 500, rng), small)) << "sides below 20 leave nothing to permute";
}

TEST(Painting, InsideLeavesTheMarginAndFillsWithTheRange) {
  const Range range{-3, 4};
  at::Tensor touched = at::zeros({1, 24, 30, 36}, at::kDouble);
  std::vector<at::Tensor> filled;
  std::int64_t untouched = 0;
  for (std::uint64_t i = 0; i < 400; ++i) {
    base::Rng rng = testRng(i);
    const at::Tensor sample = at::full({1, 24, 30, 36}, 100.0, at::kDouble);
    const at::Tensor out = paintInside(sample, range, rng), changed = out.ne(100.0);
    touched += changed;
    filled.push_back(out.masked_select(changed));
    if (!changed.any().item<bool>()) ++untouched;
  }
  const at::Tensor inner = touched.narrow(1, 3, 18).narrow(2, 3, 24).narrow(3, 3, 30);
  EXPECT_EQ(touched.sum().item<double>(), inner.sum().item<double>());
  for (const int axis : {1, 2, 3}) {
    EXPECT_GT(inner.select(axis, 0).max().item<double>(), 0) << "up to the margin";
    EXPECT_GT(inner.select(axis, -1).max().item<double>(), 0) << "up to the margin";
  }
  const at::Tensor noise = at::cat(filled);
  EXPECT_NEAR(static_cast<double>(untouched) / 400, 0.05, 0.035);
  EXPECT_NEAR(noise.mean().item<double>(), 0.5, 0.02);
  EXPECT_NEAR(noise.var().item<double>(), 49.0 / 12, 0.05);
  EXPECT_GE(noise.min().item<double>(), -3);
  EXPECT_LT(noise.max().item<double>(), 4);
}

TEST(Painting, OutsideKeepsBoxesOfTheOriginal) {
  for (std::uint64_t i = 0; i < 100; ++i) {
    base::Rng rng = testRng(i);
    const at::Tensor sample = at::full({1, 28, 35, 42}, 100.0, at::kDouble);
    const at::Tensor kept = paintOutside(sample, {0, 1}, rng).eq(100.0).to(at::kDouble);
    EXPECT_EQ(kept.sum().item<double>(), kept.narrow(1, 3, 22).narrow(2, 3, 29).narrow(3, 3, 36).sum().item<double>());
    // The smallest box: 28 - 16, 35 - 20, 42 - 24.
    EXPECT_GE(kept.sum().item<double>(), 12.0 * 15 * 18);
  }
}

TEST(Painting, SmallPatchesShrinkTheMargin) {
  base::Rng rng = testRng(3);
  for (const std::vector<std::int64_t>& size : {std::vector<std::int64_t>{1, 5, 7}, {3, 4}, {2, 2, 2}}) {
    const at::Tensor sample = countedSample(size) + 100;
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(paintInside(sample, {0, 1}, rng).sizes(), sample.sizes());
      const at::Tensor out = paintOutside(sample, {0, 1}, rng);
      EXPECT_TRUE(out.eq(sample).any().item<bool>());
    }
  }
}

}  // namespace
}  // namespace selvox::learn::methods::degrade

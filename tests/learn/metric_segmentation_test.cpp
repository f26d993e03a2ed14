#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/base/rng.h"
#include "core/learn/metrics/bootstrap.h"
#include "core/learn/metrics/distance_transform.h"
#include "core/learn/metrics/segmentation.h"

namespace selvox::learn::metrics {
namespace {

using Voxels = std::vector<std::uint8_t>;

Voxels box(const Grid& g, std::array<std::int64_t, 3> low, std::array<std::int64_t, 3> high) {
  Voxels v(static_cast<std::size_t>(g.voxels()), 0);
  for (auto z = low[0]; z < high[0]; ++z)
    for (auto y = low[1]; y < high[1]; ++y)
      for (auto x = low[2]; x < high[2]; ++x) v[static_cast<std::size_t>((z * g.shape[1] + y) * g.shape[2] + x)] = 1;
  return v;
}

TEST(Overlap, ByHand) {
  const Voxels a{1, 1, 1, 0, 0}, b{0, 1, 1, 1, 0}, none(5, 0);
  EXPECT_DOUBLE_EQ(dice(a, b), 2.0 / 3);
  EXPECT_DOUBLE_EQ(iou(a, b), 0.5);
  EXPECT_DOUBLE_EQ(dice(a, none), 0.0);
  EXPECT_DOUBLE_EQ(iou(none, a), 0.0);
  EXPECT_TRUE(std::isnan(dice(none, none)));
  EXPECT_TRUE(std::isnan(iou(none, none)));
}

TEST(DistanceTransform, MatchesBruteForceOnAnisotropicVoxels) {
  const Grid grid{{5, 7, 6}, {3.0, 0.7, 1.1}};
  base::Rng rng(11, base::Purpose::Test);
  for (int trial = 0; trial < 20; ++trial) {
    Voxels seeds(static_cast<std::size_t>(grid.voxels()), 0);
    for (auto& s : seeds) s = rng.chance(0.04 * trial) ? 1 : 0;
    const auto fast = squaredDistance(seeds, grid);
    for (std::int64_t i = 0; i < grid.voxels(); ++i) {
      double nearest = INFINITY;
      for (std::int64_t j = 0; j < grid.voxels(); ++j) {
        if (seeds[static_cast<std::size_t>(j)] == 0) continue;
        const double dz = static_cast<double>(i / 42 - j / 42) * 3.0,
                     dy = static_cast<double>(i / 6 % 7 - j / 6 % 7) * 0.7,
                     dx = static_cast<double>(i % 6 - j % 6) * 1.1;
        nearest = std::min(nearest, dz * dz + dy * dy + dx * dx);
      }
      if (std::isinf(nearest)) {
        ASSERT_TRUE(std::isinf(fast[static_cast<std::size_t>(i)]));
      } else {
        ASSERT_NEAR(fast[static_cast<std::size_t>(i)], nearest, 1e-9) << trial << " " << i;
      }
    }
  }
}

TEST(SurfaceDistance, ShiftedBoxes) {
  const Grid grid{{12, 12, 12}, {2.0, 1.0, 0.5}};
  const Voxels a = box(grid, {2, 2, 2}, {6, 6, 6}), b = box(grid, {4, 2, 2}, {8, 6, 6});  // two slices of 2 mm further
  const SurfaceDistances d = surfaceDistances(a, b, grid);
  EXPECT_EQ(d.predToRef.size(), 56u);  // 4^3 without its 2^3 core
  EXPECT_DOUBLE_EQ(*std::max_element(d.predToRef.begin(), d.predToRef.end()), 4.0);
  EXPECT_DOUBLE_EQ(hd95(d), 4.0);
  const SurfaceDistances same = surfaceDistances(a, a, grid);
  EXPECT_DOUBLE_EQ(hd95(same), 0.0);
  EXPECT_DOUBLE_EQ(normalisedSurfaceDistance(same, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(hd95(surfaceDistances(b, a, grid)), hd95(d));
}

TEST(SurfaceDistance, OneVoxelEach) {
  const Grid grid{{1, 5, 9}, {9.0, 3.0, 4.0}};
  Voxels a(45, 0), b(45, 0);
  a[0] = 1, b[9 + 1] = 1;  // one step in y (3 mm) and one in x (4 mm)
  const SurfaceDistances d = surfaceDistances(a, b, grid);
  EXPECT_DOUBLE_EQ(hd95(d), 5.0);
  EXPECT_DOUBLE_EQ(hd95Pooled(d), 5.0);
  EXPECT_DOUBLE_EQ(normalisedSurfaceDistance(d, 4.9), 0.0);
  EXPECT_DOUBLE_EQ(normalisedSurfaceDistance(d, 5.0), 1.0);
}

// 20 near voxels one way, a far one the other: the larger directed percentile and the pooled one differ.
TEST(SurfaceDistance, DirectedAndPooledDiffer) {
  SurfaceDistances d;
  d.predToRef.assign(20, 0.0);
  d.refToPred = {0.0, 10.0};
  EXPECT_DOUBLE_EQ(hd95(d), 9.5);
  EXPECT_DOUBLE_EQ(hd95Pooled(d), 0.0);
  EXPECT_DOUBLE_EQ(normalisedSurfaceDistance(d, 1.0), 21.0 / 22);
}

TEST(SurfaceDistance, TheEdgeOfTheImageIsOutside) {
  const Grid grid{{3, 3, 3}, {1, 1, 1}};
  const Voxels full(27, 1);
  EXPECT_EQ(surfaceDistances(full, full, grid).predToRef.size(), 26u);
}

TEST(SurfaceDistance, UndefinedWhereAMaskIsEmpty) {
  const Grid grid{{3, 3, 3}, {1, 1, 1}};
  const Voxels full(27, 1), none(27, 0);
  EXPECT_TRUE(std::isnan(hd95(surfaceDistances(full, none, grid))));
  EXPECT_TRUE(std::isnan(hd95Pooled(surfaceDistances(none, full, grid))));
  EXPECT_TRUE(std::isnan(hd95(surfaceDistances(none, none, grid))));
  EXPECT_DOUBLE_EQ(normalisedSurfaceDistance(surfaceDistances(full, none, grid), 2.0), 0.0);
  EXPECT_TRUE(std::isnan(normalisedSurfaceDistance(surfaceDistances(none, none, grid), 2.0)));
}

TEST(Percentile, InterpolatesLinearly) {
  EXPECT_DOUBLE_EQ(percentile({3, 1, 2}, 0.5), 2.0);
  EXPECT_DOUBLE_EQ(percentile({0, 10}, 0.95), 9.5);
  EXPECT_DOUBLE_EQ(percentile({7}, 0.95), 7.0);
  EXPECT_TRUE(std::isnan(percentile({}, 0.5)));
}

TEST(Bootstrap, MeanIntervalAndCounts) {
  const std::vector<double> values{0.8, 0.9, NAN, 0.7, 0.6};
  const std::vector<std::string> patients{"a", "b", "b", "c", "d"};
  const Interval i = bootstrapMean(values, patients, 1);
  EXPECT_DOUBLE_EQ(i.mean, 0.75);
  EXPECT_EQ(i.n, 4);
  EXPECT_EQ(i.undefined, 1);
  EXPECT_GT(i.low, 0.6);
  EXPECT_LT(i.low, 0.75);
  EXPECT_GT(i.high, 0.75);
  EXPECT_LT(i.high, 0.9);
  const Interval again = bootstrapMean(values, patients, 1);
  EXPECT_EQ(again.low, i.low);
  EXPECT_EQ(again.high, i.high);
}

// The width of the interval is that of the normal approximation for 200 independent patients, and grows when the same
// values belong to twenty patients whose scans agree.
TEST(Bootstrap, ResamplesPatientsNotScans) {
  std::vector<double> values;
  std::vector<std::string> own, shared;
  base::Rng rng(2, base::Purpose::Test);
  for (int p = 0; p < 20; ++p) {
    const double level = rng.normal();
    for (int s = 0; s < 10; ++s) {
      values.push_back(level);
      own.push_back(std::to_string(10 * p + s));
      shared.push_back(std::to_string(p));
    }
  }
  const Interval scans = bootstrapMean(values, own), patients = bootstrapMean(values, shared);
  const double ratio = (patients.high - patients.low) / (scans.high - scans.low);
  EXPECT_NEAR(ratio, std::sqrt(10.0), 0.5);
}

TEST(Bootstrap, DifferenceIsPaired) {
  const std::vector<double> a{0.1, 0.5, 0.9}, b{0.0, 0.4, 0.8};
  const std::vector<std::string> patients{"a", "b", "c"};
  const Interval d = bootstrapDifference(a, b, patients);
  EXPECT_NEAR(d.low, 0.1, 1e-12);
  EXPECT_NEAR(d.high, 0.1, 1e-12);
}

TEST(Bootstrap, NothingDefined) {
  const std::vector<double> values{NAN};
  const std::vector<std::string> patients{"a"};
  const Interval i = bootstrapMean(values, patients);
  EXPECT_TRUE(std::isnan(i.mean));
  EXPECT_EQ(i.n, 0);
}

}  // namespace
}  // namespace selvox::learn::metrics

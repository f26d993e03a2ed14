#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/volume/bspline.h"
#include "tests/volume/phantom.h"

using namespace selvox::volume;
using selvox::test::makeVolume;

namespace {
double ramp(double x, double y, double z) {
  return 2 * x - 3 * y + 0.5 * z + 4;
}
double cubicPolynomial(double x) {
  return 0.02 * x * x * x - 0.3 * x * x + x - 1;
}
}  // namespace

TEST(Resample, LinearReproducesARampAwayFromTheBorder) {
  Volume v = makeVolume<float>({20, 18, 16}, VoxelType::Float32, [](auto x, auto y, auto z) {
    return ramp(static_cast<double>(x), static_cast<double>(y), static_cast<double>(z));
  });
  v.worldFromVoxel = Affine::translation({5, 6, 7}) * Affine::scaling({1, 2, 3});
  for (const Interpolation method : {Interpolation::Linear, Interpolation::Cubic}) {
    const Volume r = resampleToSpacing(v, {0.7, 2.6, 3}, method);
    EXPECT_EQ(r.extent, (Extent{29, 14, 16}));  // 20/0.7 = 28.57, 36/2.6 = 13.85, 16
    const Vec3 spacing = r.worldFromVoxel.spacing();
    EXPECT_NEAR(spacing[0], 0.7, 1e-12);
    EXPECT_NEAR(spacing[1], 2.6, 1e-12);
    // The outer corner of the first voxel stays: -0.5 in both grids.
    const Vec3 before = v.worldFromVoxel.apply({-0.5, -0.5, -0.5}), after = r.worldFromVoxel.apply({-0.5, -0.5, -0.5});
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(before[i], after[i], 1e-12);
    const Affine sourceFromResult = *v.worldFromVoxel.inverse() * r.worldFromVoxel;
    for (std::int64_t z = 4; z < 12; ++z) {
      for (std::int64_t y = 4; y < 10; ++y) {
        for (std::int64_t x = 8; x < 20; ++x) {
          const Vec3 p =
              sourceFromResult.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
          const double tolerance = method == Interpolation::Linear ? 1e-4 : 0.02;  // the mirrored border rings a little
          ASSERT_NEAR(r.valueAt(x, y, z), ramp(p[0], p[1], p[2]), tolerance);
        }
      }
    }
  }
}

TEST(Resample, CubicSplineReproducesACubicPolynomial) {
  // Away from the border the mirror condition has died out (pole 0.268 per voxel).
  Volume v = makeVolume<double>({60, 1, 1}, VoxelType::Float64,
                                [](auto x, auto, auto) { return cubicPolynomial(static_cast<double>(x) / 4); });
  const Volume r = resampleToSpacing(v, {0.4, 1, 1}, Interpolation::Cubic);
  for (std::int64_t i = 40; i < r.extent.x - 40; ++i) {
    const double x = (static_cast<double>(i) + 0.5) * 0.4 - 0.5;
    ASSERT_NEAR(r.valueAt(i, 0, 0), cubicPolynomial(x / 4), 2e-4 + 1e-6 * std::abs(cubicPolynomial(x / 4))) << i;
  }
}

TEST(Resample, CubicSplineInterpolatesItsSamples) {
  std::vector<double> line{3, -1, 4, 1, -5, 9, 2, -6};
  const auto samples = line;
  prefilter(line.data(), 8, 1);
  for (std::int64_t i = 0; i < 8; ++i) {
    const Taps taps = tapsAt(static_cast<double>(i), 8, Interpolation::Cubic);
    double sum = 0;
    for (std::size_t k = 0; k < 4; ++k)
      sum += static_cast<double>(taps.weight[k]) * line[static_cast<std::size_t>(taps.index[k])];
    EXPECT_NEAR(sum, samples[static_cast<std::size_t>(i)], 1e-5) << i;
  }
  std::vector<double> constant(5, 7.0);
  prefilter(constant.data(), 5, 1);
  for (double c : constant) EXPECT_NEAR(c, 7, 1e-12);
}

TEST(Resample, OddSizesAndSingleSlices) {
  Volume v =
      makeVolume<std::int16_t>({7, 1, 1}, VoxelType::Int16, [](auto x, auto, auto) { return static_cast<double>(x); });
  for (const Interpolation method : {Interpolation::Nearest, Interpolation::Linear, Interpolation::Cubic}) {
    const Volume r = resampleToSpacing(v, {100, 0.5, 1}, method);
    EXPECT_EQ(r.extent, (Extent{1, 2, 1}));
    for (float value : toFloat(r)) EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(Resample, NearestKeepsTypeAndLabels) {
  Volume v =
      makeVolume<std::uint8_t>({4, 1, 1}, VoxelType::UInt8, [](auto x, auto, auto) { return static_cast<double>(x); });
  const Volume up = resampleToSpacing(v, {0.5, 1, 1}, Interpolation::Nearest);
  ASSERT_EQ(up.type, VoxelType::UInt8);
  const std::vector<std::uint8_t> expected{0, 0, 1, 1, 2, 2, 3, 3};
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), up.as<std::uint8_t>().begin()));
}

TEST(Resample, NonFiniteVoxelsDoNotSpread) {
  Volume v = makeVolume<float>({30, 1, 1}, VoxelType::Float32, [](auto, auto, auto) { return 0.0; });
  v.as<float>()[10] = std::nanf("");
  for (float value : toFloat(resampleToSpacing(v, {0.5, 1, 1}, Interpolation::Cubic))) EXPECT_EQ(value, 0.0f);
}

TEST(ResampleToGrid, SameGridGivesTheSameValues) {
  Volume v = makeVolume<std::int16_t>({9, 8, 7}, VoxelType::Int16, [](auto x, auto y, auto z) {
    return static_cast<double>((x * 31 + y * 17 + z * 7) % 50);
  });
  v.worldFromVoxel = Affine::translation({1, 2, 3}) * Affine::scaling({0.5, 0.6, 0.7});
  for (const Interpolation method : {Interpolation::Nearest, Interpolation::Linear, Interpolation::Cubic}) {
    const Volume r = resampleToGrid(v, v.extent, v.worldFromVoxel, method, -1);
    for (std::int64_t z = 0; z < 7; ++z) {
      for (std::int64_t y = 0; y < 8; ++y) {
        for (std::int64_t x = 0; x < 9; ++x) ASSERT_NEAR(r.valueAt(x, y, z), v.valueAt(x, y, z), 1e-3);
      }
    }
  }
}

TEST(ResampleToGrid, RotatedGridFollowsTheWorldAndFillsOutside) {
  Volume v = makeVolume<float>({20, 20, 20}, VoxelType::Float32, [](auto x, auto y, auto z) {
    return ramp(static_cast<double>(x), static_cast<double>(y), static_cast<double>(z));
  });
  const double c = std::cos(0.5), s = std::sin(0.5);
  Affine turn;
  turn.m = {c, -s, 0, 9.5, s, c, 0, 9.5, 0, 0, 1, 9.5, 0, 0, 0, 1};
  const Volume r =
      resampleToGrid(v, {41, 41, 3}, turn * Affine::translation({-20, -20, -1}), Interpolation::Linear, -99);
  int inside = 0, outside = 0;
  for (std::int64_t y = 0; y < 41; ++y) {
    for (std::int64_t x = 0; x < 41; ++x) {
      const Vec3 p = r.worldFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), 1});
      if (p[0] > 0 && p[0] < 19 && p[1] > 0 && p[1] < 19) {
        ASSERT_NEAR(r.valueAt(x, y, 1), ramp(p[0], p[1], p[2]), 1e-3);
        ++inside;
      } else if (p[0] < -0.6 || p[0] > 19.6 || p[1] < -0.6 || p[1] > 19.6) {
        ASSERT_EQ(r.valueAt(x, y, 1), -99);
        ++outside;
      }
    }
  }
  EXPECT_GT(inside, 300);
  EXPECT_GT(outside, 300);
}

TEST(ResampleToGrid, NearestFillIsCodedAndSingularSourcesAreAllFill) {
  Volume v = makeVolume<std::int16_t>({2, 2, 2}, VoxelType::Int16, [](auto, auto, auto) { return 5.0; });
  v.scale = 2;
  v.offset = 1;
  const Volume r = resampleToGrid(v, {3, 1, 1}, Affine{}, Interpolation::Nearest, -9);
  EXPECT_EQ(r.valueAt(0, 0, 0), 11);
  EXPECT_EQ(r.valueAt(2, 0, 0), -9);
  v.worldFromVoxel = Affine::scaling({1, 1, 0});
  EXPECT_EQ(resampleToGrid(v, {1, 1, 1}, Affine{}, Interpolation::Linear, 3).valueAt(0, 0, 0), 3);
}

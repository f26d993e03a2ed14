#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "tests/volume/phantom.h"

using namespace selvox::volume;
using selvox::test::makeVolume;

namespace {

void expectNear(const Vec3& a, const Vec3& b, double tolerance) {
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(a[i], b[i], tolerance) << i;
}

// The value at a world position, by searching the voxel whose centre lies there.
double valueAtWorld(const Volume& volume, const Vec3& world) {
  const Vec3 p = volume.worldFromVoxel.inverse()->apply(world);
  return volume.valueAt(std::llround(p[0]), std::llround(p[1]), std::llround(p[2]));
}

}  // namespace

TEST(Affine, InverseAndProductByHand) {
  Affine a;
  a.m = {2, 0, 0, 10, 0, 0, -3, 20, 0, 4, 0, 30, 0, 0, 0, 1};
  EXPECT_DOUBLE_EQ(a.determinant(), 24);
  expectNear(a.apply({1, 2, 3}), {12, 11, 38}, 1e-12);
  expectNear(a.spacing(), {2, 4, 3}, 1e-12);
  const auto inverse = a.inverse();
  ASSERT_TRUE(inverse);
  expectNear(inverse->apply(a.apply({1, 2, 3})), {1, 2, 3}, 1e-12);
  expectNear((a * *inverse).apply({5, 6, 7}), {5, 6, 7}, 1e-12);
  expectNear((Affine::translation({1, 2, 3}) * Affine::scaling({2, 2, 2})).apply({1, 1, 1}), {3, 4, 5}, 1e-12);
}

TEST(Affine, SingularHasNoInverseAndTinySpacingHasOne) {
  Affine flat = Affine::scaling({1, 1, 0});
  EXPECT_FALSE(flat.inverse());
  flat(2, 2) = std::nan("");
  EXPECT_FALSE(flat.inverse());
  EXPECT_TRUE(Affine::scaling({1e-6, 1e-6, 1e-6}).inverse());
}

TEST(Orientation, Letters) {
  EXPECT_EQ(orientationLetters(Affine{}), "LPS");
  EXPECT_EQ(orientationLetters(Affine::scaling({-1, -1, 1})), "RAS");
  Affine sagittal;
  sagittal.m = {0, 0, 2, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 1};
  EXPECT_EQ(orientationLetters(sagittal), "PIL");
}

TEST(Orientation, All48GridsOfOneScanBecomeTheSameLpsVolume) {
  // An asymmetric phantom in the world; each grid samples it with its own axis order and directions.
  const Extent world{3, 4, 5};
  const Vec3 spacing{1, 2, 3}, corner{-7, 11, 13};
  const auto truth = [](std::int64_t x, std::int64_t y, std::int64_t z) {
    return static_cast<double>(100 * z + 10 * y + x);
  };
  const Volume lps = [&] {
    Volume v = makeVolume<std::int16_t>(world, VoxelType::Int16, truth);
    v.worldFromVoxel = Affine::translation(corner) * Affine::scaling(spacing);
    return v;
  }();
  const std::string hash = voxelsHash(lps);
  std::array<int, 3> order{0, 1, 2};
  int grids = 0;
  std::set<std::string> letters;
  do {
    for (int flips = 0; flips < 8; ++flips) {
      const std::array<std::int64_t, 3> size{world.x, world.y, world.z};
      Affine worldIndexFromVoxel;
      std::array<std::int64_t, 3> extent{};
      for (int v = 0; v < 3; ++v) {
        const int w = order[static_cast<std::size_t>(v)];
        worldIndexFromVoxel(v, v) = 0;
        extent[static_cast<std::size_t>(v)] = size[static_cast<std::size_t>(w)];
      }
      for (int v = 0; v < 3; ++v) {
        const int w = order[static_cast<std::size_t>(v)];
        const bool flip = flips >> v & 1;
        worldIndexFromVoxel(w, v) = flip ? -1 : 1;
        worldIndexFromVoxel(w, 3) = flip ? static_cast<double>(size[static_cast<std::size_t>(w)] - 1) : 0;
      }
      Volume grid =
          makeVolume<std::int16_t>({extent[0], extent[1], extent[2]}, VoxelType::Int16, [&](auto x, auto y, auto z) {
            const Vec3 p =
                worldIndexFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
            return truth(std::llround(p[0]), std::llround(p[1]), std::llround(p[2]));
          });
      grid.worldFromVoxel = lps.worldFromVoxel * worldIndexFromVoxel;
      letters.insert(orientationLetters(grid.worldFromVoxel));
      const Volume oriented = orientToLps(grid);
      ASSERT_EQ(oriented.extent, world);
      EXPECT_EQ(oriented.data, lps.data);
      for (std::size_t i = 0; i < 16; ++i) ASSERT_NEAR(oriented.worldFromVoxel.m[i], lps.worldFromVoxel.m[i], 1e-9);
      EXPECT_EQ(voxelsHash(oriented), hash);
      ++grids;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(grids, 48);
  EXPECT_EQ(letters.size(), 48u);
}

TEST(Orientation, ObliqueGridsKeepEveryVoxelAtItsPlace) {
  const double angle = 0.4, tilt = 0.3;
  Affine a;
  a.m = {-std::cos(angle),
         std::sin(angle),
         0,
         5,
         std::sin(tilt) * std::sin(angle),
         std::sin(tilt) * std::cos(angle),
         -std::cos(tilt),
         6,
         -std::cos(tilt) * std::sin(angle),
         -std::cos(tilt) * std::cos(angle),
         -std::sin(tilt),
         7,
         0,
         0,
         0,
         1};
  Volume grid =
      makeVolume<float>({4, 5, 6}, VoxelType::Float32, [](auto x, auto y, auto z) { return x + 10.0 * y + 100.0 * z; });
  grid.worldFromVoxel = a * Affine::scaling({1, 1.5, 2});
  const Volume oriented = orientToLps(grid);
  EXPECT_EQ(orientationLetters(oriented.worldFromVoxel), "LPS");
  for (std::int64_t z = 0; z < 6; ++z) {
    for (std::int64_t y = 0; y < 5; ++y) {
      for (std::int64_t x = 0; x < 4; ++x) {
        const Vec3 world =
            grid.worldFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
        ASSERT_EQ(valueAtWorld(oriented, world), grid.valueAt(x, y, z));
      }
    }
  }
}

TEST(Orientation, ColourVoxelsMoveWhole) {
  Volume rgb;
  rgb.extent = {2, 1, 1};
  rgb.channels = 3;
  rgb.type = VoxelType::UInt8;
  for (int v : {1, 2, 3, 4, 5, 6}) rgb.data.push_back(static_cast<std::byte>(v));
  rgb.worldFromVoxel = Affine::scaling({-1, 1, 1});
  const Volume oriented = orientToLps(rgb);
  const std::vector<std::uint8_t> expected{4, 5, 6, 1, 2, 3};
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), oriented.as<std::uint8_t>().begin()));
  const Volume grey = toLuminance(rgb);  // 0.299 * 1 + 0.587 * 2 + 0.114 * 3 = 1.815; 4.815
  EXPECT_EQ(grey.as<std::uint8_t>()[0], 2);
  EXPECT_EQ(grey.as<std::uint8_t>()[1], 5);
}

TEST(VoxelsHash, DependsOnRealValuesNotOnTheirStorage) {
  const auto formula = [](auto x, auto y, auto z) { return static_cast<double>(x + 3 * y + 11 * z); };
  Volume shorts = makeVolume<std::int16_t>({5, 4, 3}, VoxelType::Int16, formula);
  shorts.offset = -20;
  const Volume floats =
      makeVolume<float>({5, 4, 3}, VoxelType::Float32, [&](auto x, auto y, auto z) { return formula(x, y, z) - 20; });
  EXPECT_EQ(voxelsHash(shorts), voxelsHash(floats));
  EXPECT_EQ(voxelsHash(shorts).size(), 32u);
  Volume other = shorts;
  other.extent = {4, 5, 3};
  EXPECT_NE(voxelsHash(other), voxelsHash(shorts));
  other = floats;
  other.as<float>()[7] += 1e-5f;
  EXPECT_NE(voxelsHash(other), voxelsHash(floats));
  Volume zero = makeVolume<float>({1, 1, 1}, VoxelType::Float32, [](auto, auto, auto) { return 0.0; });
  Volume minusZero = makeVolume<float>({1, 1, 1}, VoxelType::Float32, [](auto, auto, auto) { return -0.0; });
  EXPECT_EQ(voxelsHash(zero), voxelsHash(minusZero));
}

TEST(Statistics, PercentilesAreExactInEveryType) {
  // 0 .. 999 shuffled by a stride: rank p sits at p/100 * 999.
  const auto formula = [](auto x, auto, auto) { return static_cast<double>(x * 7 % 1000); };
  const auto expectAll = [](const Statistics& s) {
    EXPECT_DOUBLE_EQ(s.minimum, 0);
    EXPECT_DOUBLE_EQ(s.maximum, 999);
    EXPECT_DOUBLE_EQ(s.mean, 499.5);
    EXPECT_NEAR(s.standardDeviation, std::sqrt((1e6 - 1) / 12), 1e-9);
    EXPECT_NEAR(s.p0_1, 0.999, 1e-9);
    EXPECT_NEAR(s.p0_5, 4.995, 1e-9);
    EXPECT_NEAR(s.p99_5, 994.005, 1e-9);
    EXPECT_NEAR(s.p99_9, 998.001, 1e-9);
  };
  expectAll(statistics(makeVolume<std::int16_t>({1000, 1, 1}, VoxelType::Int16, formula)));
  expectAll(statistics(makeVolume<std::uint16_t>({1000, 1, 1}, VoxelType::UInt16, formula)));
  expectAll(statistics(makeVolume<std::int32_t>({1000, 1, 1}, VoxelType::Int32, formula)));
  expectAll(statistics(makeVolume<float>({1000, 1, 1}, VoxelType::Float32, formula)));
  Volume negative = makeVolume<double>({1000, 1, 1}, VoxelType::Float64,
                                       [&](auto x, auto y, auto z) { return 999 - formula(x, y, z); });
  negative.scale = -1;
  negative.offset = 999;
  expectAll(statistics(negative));
}

TEST(Statistics, NonFiniteVoxelsAreLeftOut) {
  Volume v =
      makeVolume<float>({4, 1, 1}, VoxelType::Float32, [](auto x, auto, auto) { return static_cast<double>(x); });
  v.as<float>()[0] = std::nanf("");
  v.as<float>()[3] = INFINITY;
  EXPECT_EQ(statistics(v).minimum, 1);
  EXPECT_EQ(statistics(v).maximum, 2);
  EXPECT_EQ(statistics(v).mean, 1.5);
  for (float& value : v.as<float>()) value = std::nanf("");
  EXPECT_EQ(statistics(v).maximum, 0);
}

TEST(VoxelTypes, NamesRoundTrip) {
  for (int i = 0; i < 8; ++i) EXPECT_EQ(voxelTypeFromName(name(static_cast<VoxelType>(i))), static_cast<VoxelType>(i));
  EXPECT_FALSE(voxelTypeFromName("int64"));
  EXPECT_EQ(bytesPerVoxel(VoxelType::UInt16), 2u);
}

#include "core/volume/picture.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/base/rng.h"
#include "tests/base/temporary.h"

namespace selvox::volume {
namespace {

// A body of `blobs` soft spheres placed by the seed: every seed another person.
Volume person(std::uint64_t seed, Extent extent = {48, 40, 36}) {
  base::Rng rng(seed, base::Purpose::Test, 0);
  struct Blob {
    double x, y, z, radius, value;
  };
  std::vector<Blob> blobs;
  const auto unit = [&] { return rng.next() / 4294967296.0; };
  for (int i = 0; i < 25; ++i) blobs.push_back({unit(), unit(), unit(), 0.06 + 0.12 * unit(), 200 + 800 * unit()});
  Volume made;
  made.extent = extent;
  made.type = VoxelType::Float32;
  made.data.resize(made.bytes());
  std::size_t at = 0;
  for (std::int64_t z = 0; z < extent.z; ++z)
    for (std::int64_t y = 0; y < extent.y; ++y)
      for (std::int64_t x = 0; x < extent.x; ++x, ++at) {
        double sum = 0;
        for (const auto& b : blobs) {
          const double dx = (x + 0.5) / extent.x - b.x, dy = (y + 0.5) / extent.y - b.y,
                       dz = (z + 0.5) / extent.z - b.z;
          sum += b.value * std::exp(-(dx * dx + dy * dy + dz * dz) / (b.radius * b.radius));
        }
        made.as<float>()[at] = static_cast<float>(sum);
      }
  return made;
}

Picture seen(const Volume& volume) {
  const test::TemporaryFolder folder;
  EXPECT_TRUE(writeBrickFile(folder / "v.vol", {}, volume));
  return pictureOf(*BrickFile::open(folder / "v.vol"));
}

template <class Change>
Volume changed(Volume volume, Change change) {
  for (float& value : volume.as<float>()) value = change(value);
  return volume;
}

TEST(Picture, CopiesLookTheSameAndOthersDoNot) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Volume one = person(seed);
    const Picture picture = seen(one);
    ASSERT_EQ(picture.planes.size(), 3u);
    base::Rng rng(seed, base::Purpose::Test, 1);
    const Volume eightBit = changed(one, [](float v) { return std::floor(v / 8); });
    const Volume noised = changed(one, [&](float v) { return v + 20 * (rng.next() / 4294967296.0f - 0.5f); });
    const Volume coarse = resampleToSpacing(one, {1.25, 1.25, 1}, Interpolation::Linear);
    for (const Volume* copy : {&eightBit, &noised, &coarse}) {
      const Picture again = seen(*copy);
      EXPECT_LE(differentBits(*pictureHash(picture), *pictureHash(again)), 8);
      EXPECT_GE(likeness(picture, again), 0.95);
    }
    EXPECT_LT(likeness(picture, seen(person(seed + 100))), 0.8);
  }
}

TEST(Picture, ScaleAndOffsetOfTheValuesDoNotCount) {
  const Volume one = person(3);
  const auto hash = pictureHash(seen(one));
  EXPECT_EQ(hash, pictureHash(seen(changed(one, [](float v) { return 4 * v - 1024; }))));
}

TEST(Picture, FlatAndTinyScansHaveNone) {
  EXPECT_FALSE(pictureHash(seen(changed(person(1), [](float) { return 7.0f; }))));
  EXPECT_FALSE(pictureHash(seen(person(1, {7, 7, 40}))));
  EXPECT_EQ(seen(person(1, {30, 20, 1})).planes.size(), 1u);
  EXPECT_EQ(seen(person(1, {30, 20, 3})).planes.size(), 1u);
  EXPECT_EQ(likeness(seen(person(1)), seen(person(1, {30, 20, 1}))), 0);
}

}  // namespace
}  // namespace selvox::volume

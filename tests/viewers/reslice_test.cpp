#include <algorithm>

#include "viewers/reslice.h"

#include <gtest/gtest.h>

#include "tests/viewers/phantom.h"

using namespace selvox;
using namespace selvox::viewers;

namespace {

// Values name their voxel: 100 z + 10 y + x.
volume::Volume counted(volume::VoxelType type, const volume::Extent& extent = {4, 3, 2}) {
  volume::Volume v = test::emptyVolume(extent, type, {});
  volume::withType(type, [&](auto tag) {
    auto data = v.as<decltype(tag)>();
    for (std::int64_t z = 0; z < extent.z; ++z)
      for (std::int64_t y = 0; y < extent.y; ++y)
        for (std::int64_t x = 0; x < extent.x; ++x)
          data[test::voxelIndex(v, x, y, z)] = static_cast<decltype(tag)>(100 * z + 10 * y + x);
  });
  return v;
}

SliceFrame pixelPerVoxel() {
  return {0, 0, 1, 1, QPointF(0.5, 0.5)};
}

}  // namespace

TEST(Reslice, EveryTypeGivesTheSameSlices) {
  for (const auto type :
       {volume::VoxelType::UInt8, volume::VoxelType::Int16, volume::VoxelType::UInt16, volume::VoxelType::Int32,
        volume::VoxelType::UInt32, volume::VoxelType::Float32, volume::VoxelType::Float64}) {
    const volume::Volume v = counted(type);
    EXPECT_EQ(imageSlice(v, Plane::Axial, 1).codes,
              (std::vector<float>{100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123}));
    EXPECT_EQ(imageSlice(v, Plane::Sagittal, 2).codes, (std::vector<float>{2, 12, 22, 102, 112, 122}));
    EXPECT_EQ(imageSlice(v, Plane::Coronal, 0).codes, (std::vector<float>{0, 1, 2, 3, 100, 101, 102, 103}));
  }
}

TEST(Reslice, IndicesAreClampedAndShortDataIsNoSlice) {
  volume::Volume v = counted(volume::VoxelType::Int16);
  EXPECT_EQ(imageSlice(v, Plane::Axial, 99).codes, imageSlice(v, Plane::Axial, 1).codes);
  EXPECT_EQ(imageSlice(v, Plane::Axial, -5).codes, imageSlice(v, Plane::Axial, 0).codes);
  v.data.resize(v.data.size() - 1);
  EXPECT_TRUE(imageSlice(v, Plane::Axial, 0).codes.empty());
}

TEST(Reslice, ChannelsAreStepped) {
  volume::Volume v = test::emptyVolume({2, 1, 1}, volume::VoxelType::UInt8, {});
  v.channels = 3;
  v.data = {std::byte{1}, std::byte{2}, std::byte{3}, std::byte{40}, std::byte{50}, std::byte{60}};
  EXPECT_EQ(imageSlice(v, Plane::Axial, 0).codes, (std::vector<float>{1, 40}));
}

TEST(Reslice, PixelsInterpolateValuesBetweenVoxelCentres) {
  const ImageSlice slice{2, 1, {0, 200}};
  const WindowTable table(test::emptyVolume({1, 1, 1}, volume::VoxelType::Int16, {}), {200, 100});
  // Four pixels a voxel: centres at (i + 0.5) / 4 - 0.5 voxels.
  const SliceFrame frame{0.5, 0, 4, 4, QPointF(4, 2)};
  const QImage image = drawSlice(slice, frame, {8, 4}, table, qRgb(9, 9, 9));
  const auto grey = [&](int x) { return qRed(image.pixel(x, 1)); };
  EXPECT_EQ(grey(0), 0);         // -0.375: held at the edge voxel
  EXPECT_EQ(grey(1), 0);         // -0.125
  EXPECT_NEAR(grey(2), 32, 1);   // 0.125
  EXPECT_NEAR(grey(3), 96, 1);   // 0.375
  EXPECT_NEAR(grey(5), 223, 1);  // 0.875
  EXPECT_EQ(grey(7), 255);
  EXPECT_EQ(qRed(drawSlice(slice, frame, {8, 4}, table, 0, false).pixel(3, 1)), 0) << "boxes without smoothing";
}

TEST(Reslice, OutsideIsGround) {
  const ImageSlice slice{1, 1, {50}};
  const WindowTable table(test::emptyVolume({1, 1, 1}, volume::VoxelType::Int16, {}), {100, 50});
  const QImage image = drawSlice(slice, {0, 0, 2, 2, QPointF(2, 2)}, {4, 4}, table, qRgb(1, 2, 3));
  EXPECT_EQ(image.pixel(0, 0), qRgb(1, 2, 3));
  EXPECT_EQ(image.pixel(3, 1), qRgb(1, 2, 3));
  EXPECT_EQ(qRed(image.pixel(1, 1)), 128);
}

TEST(Reslice, ShrinkingAverages) {
  ImageSlice slice{8, 8, std::vector<float>(64)};
  for (int i = 0; i < 64; ++i)
    slice.codes[static_cast<std::size_t>(i)] = (i % 2) ? 200.0f : 0.0f;  // stripes a voxel wide
  const WindowTable table(test::emptyVolume({1, 1, 1}, volume::VoxelType::Int16, {}), {200, 100});
  const QImage image = drawSlice(slice, {3.5, 3.5, 0.25, 0.25, QPointF(1, 1)}, {2, 2}, table, 0);
  for (int y = 0; y < 2; ++y)
    for (int x = 0; x < 2; ++x) EXPECT_NEAR(qRed(image.pixel(x, y)), 128, 2) << "no moiré";
}

TEST(Reslice, LabelsOnAnotherGridAreFoundInTheWorld) {
  volume::Volume grid = test::emptyVolume({4, 4, 4}, volume::VoxelType::Int16, {});
  volume::Affine shifted = volume::Affine::translation({2, 0, 0});  // label voxel 0 lies on image voxel 2
  volume::Volume labels = test::emptyVolume({2, 4, 4}, volume::VoxelType::UInt8, shifted);
  labels.as<std::uint8_t>()[test::voxelIndex(labels, 1, 2, 3)] = 7;
  const LabelSlice slice = labelSlice(labels, grid, Plane::Axial, 3);
  ASSERT_EQ(slice.labels.size(), 16u);
  EXPECT_EQ(slice.labels[2 * 4 + 3], 7);
  EXPECT_EQ(std::count(slice.labels.begin(), slice.labels.end(), 7), 1);
}

TEST(Reslice, LabelPixelsAreNearest) {
  const LabelSlice slice{2, 1, {3, 5}};
  const auto pixels = labelPixels(slice, pixelPerVoxel(), {3, 2});
  EXPECT_EQ(pixels, (std::vector<std::uint16_t>{3, 5, 0, 0, 0, 0}));
}

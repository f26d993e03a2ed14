#include "viewers/camera.h"

#include <cmath>

#include <gtest/gtest.h>

#include "viewers/volume_presets.h"
#include "viewers/volume_scene.h"

using namespace selvox;
using namespace selvox::viewers;

namespace {

double dot(const volume::Vec3& a, const volume::Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

void expectNear(const volume::Vec3& a, const volume::Vec3& b) {
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(a[i], b[i], 1e-12);
}

}  // namespace

TEST(Camera, FromTheFrontPatientLeftIsOnTheRight) {
  expectNear(standardCamera(StandardView::Front).right(), {1, 0, 0});
  expectNear(standardCamera(StandardView::Back).right(), {-1, 0, 0});
  expectNear(standardCamera(StandardView::PatientLeft).right(), {0, 1, 0});  // posterior at the right
  expectNear(standardCamera(StandardView::PatientRight).right(), {0, -1, 0});
  expectNear(standardCamera(StandardView::Top).right(), {-1, 0, 0});  // seen from above the head, face up
}

TEST(Camera, TurningKeepsTheFrameOrthonormal) {
  Camera camera = openingCamera();
  for (int i = 0; i < 500; ++i) camera.turn(0.37, -0.21);
  EXPECT_NEAR(dot(camera.direction, camera.direction), 1, 1e-9);
  EXPECT_NEAR(dot(camera.up, camera.up), 1, 1e-9);
  EXPECT_NEAR(dot(camera.up, camera.direction), 0, 1e-9);
}

TEST(Camera, TheSceneFollowsTheHand) {
  Camera camera;  // from the front; what faces us is anterior
  camera.turn(0.3, 0);
  // Dragged to the right: the face turns to the right of the screen, the patient's right side comes into view.
  EXPECT_LT(camera.direction[0], 0);
  Camera down;
  down.turn(0, 0.3);
  EXPECT_GT(down.direction[2], 0) << "dragged down: the top comes into view";
}

TEST(VolumePresets, RelativeOnesFollowThePercentilesAndShift) {
  volume::Statistics s;
  s.p0_5 = 100, s.p99_5 = 300;
  const VolumePreset& mip = volumePreset("mip");
  ASSERT_EQ(std::string(mip.id), "mip");
  auto points = realPoints(mip, s, 0);
  EXPECT_DOUBLE_EQ(points.front().value, 100);
  EXPECT_DOUBLE_EQ(points.back().value, 300);
  points = realPoints(mip, s, 0.5);
  EXPECT_DOUBLE_EQ(points.front().value, 200);
  EXPECT_DOUBLE_EQ(realPoints(volumePreset("ct-bone"), s, 0).front().value, -1000) << "Hounsfield units stay";
  for (const VolumePreset& preset : volumePresets())
    for (std::size_t i = 1; i < preset.points.size(); ++i)
      EXPECT_GT(preset.points[i].value, preset.points[i - 1].value) << preset.id;
}

TEST(Shrink, AveragesAndKeepsTheWorld) {
  volume::Volume v;
  v.extent = {4, 2, 2};
  v.type = volume::VoxelType::Int16;
  v.worldFromVoxel = volume::Affine::scaling({1, 2, 3});
  v.data.resize(v.bytes());
  for (std::size_t i = 0; i < 16; ++i) v.as<std::int16_t>()[i] = static_cast<std::int16_t>(i % 4 < 2 ? 10 : 20);
  const volume::Volume small = shrink(v, 2);
  EXPECT_EQ(small.extent, (volume::Extent{2, 1, 1}));
  EXPECT_EQ(small.as<std::int16_t>()[0], 10);
  EXPECT_EQ(small.as<std::int16_t>()[1], 20);
  expectNear(small.worldFromVoxel.apply({0, 0, 0}), {0.5, 1, 1.5});  // the middle of the first box
  expectNear(small.worldFromVoxel.spacing(), {2, 4, 6});
}

TEST(Body, OtsuSeparatesTwoPeaks) {
  volume::Volume v;
  v.extent = {32, 32, 32};
  v.type = volume::VoxelType::Int16;
  v.data.resize(v.bytes());
  for (std::size_t i = 0; i < v.as<std::int16_t>().size(); ++i)
    v.as<std::int16_t>()[i] = static_cast<std::int16_t>((i % 3 == 0 ? 400 : 20) + static_cast<int>(i % 17));
  const double threshold = bodyThreshold(v, false);
  EXPECT_GT(threshold, 36);
  EXPECT_LT(threshold, 400);
  EXPECT_EQ(bodyThreshold(v, true), -300);
}

#include "viewers/window_level.h"

#include <limits>

#include <gtest/gtest.h>

#include "tests/viewers/phantom.h"

using namespace selvox;
using namespace selvox::viewers;

namespace {

volume::Volume typed(volume::VoxelType type, double scale = 1, double offset = 0) {
  volume::Volume v = test::emptyVolume({1, 1, 1}, type, {});
  v.scale = scale;
  v.offset = offset;
  return v;
}

}  // namespace

TEST(WindowLevel, EdgesAreBlackAndWhiteAndTheLevelIsGrey) {
  const WindowTable table(typed(volume::VoxelType::Int16), {400, 40});  // -160 … 240
  EXPECT_EQ(qRed(table(-160)), 0);
  EXPECT_EQ(qRed(table(-161)), 0);
  EXPECT_EQ(qRed(table(240)), 255);
  EXPECT_EQ(qRed(table(3000)), 255);
  EXPECT_EQ(qRed(table(40)), 128);
  EXPECT_EQ(qRed(table(-60)), 64);  // a quarter
}

TEST(WindowLevel, ScaleAndOffsetOfTheStoredCodesCount) {
  // value = 2 * code - 1024: the window -160 … 240 is the codes 432 … 632.
  const WindowTable table(typed(volume::VoxelType::UInt16, 2, -1024), {400, 40});
  EXPECT_EQ(qRed(table(432)), 0);
  EXPECT_EQ(qRed(table(532)), 128);
  EXPECT_EQ(qRed(table(632)), 255);
}

TEST(WindowLevel, NegativeScaleTurnsTheTableRound) {
  for (const auto type : {volume::VoxelType::Int16, volume::VoxelType::Float32}) {
    const WindowTable table(typed(type, -1, 0), {100, -50});  // values -100 … 0 are codes 100 … 0
    EXPECT_EQ(qRed(table(100)), 0);
    EXPECT_EQ(qRed(table(0)), 255);
  }
}

TEST(WindowLevel, FloatsAreExactToAStepAndNanIsBlack) {
  const WindowTable table(typed(volume::VoxelType::Float32), {1e-3, 5e-4});  // 0 … 0.001
  EXPECT_EQ(qRed(table(-1.0f)), 0);
  EXPECT_NEAR(qRed(table(5e-4f)), 128, 1);
  EXPECT_EQ(qRed(table(1.0f)), 255);
  EXPECT_EQ(qRed(table(std::numeric_limits<float>::quiet_NaN())), 0);
  EXPECT_EQ(qRed(table(std::numeric_limits<float>::infinity())), 255);
}

TEST(WindowLevel, PresetsAndPercentiles) {
  ASSERT_GE(ctPresets().size(), 9u);
  volume::Statistics s;
  s.minimum = 0, s.maximum = 100000, s.p0_1 = 10, s.p99_9 = 210;
  EXPECT_EQ(percentileWindow(s), (Window{200, 110}));
  s.p0_1 = s.p99_9 = 7;  // nearly constant: the whole range, never a width of zero
  EXPECT_GT(percentileWindow(s).width, 0);
  EXPECT_GT(Window::between(5, 5).width, 0);
}

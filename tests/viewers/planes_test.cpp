#include "viewers/planes.h"

#include <cmath>

#include <gtest/gtest.h>

using namespace selvox;
using namespace selvox::viewers;

TEST(Planes, LettersOfAnAxisAlignedGridAreRadiological) {
  const volume::Affine grid = volume::Affine::scaling({1, 2, 3});
  const EdgeLetters axial = edgeLetters(Plane::Axial, grid);
  EXPECT_EQ(axial.left, "R");
  EXPECT_EQ(axial.right, "L");
  EXPECT_EQ(axial.top, "A");
  EXPECT_EQ(axial.bottom, "P");
  const EdgeLetters coronal = edgeLetters(Plane::Coronal, grid);
  EXPECT_EQ(coronal.left, "R");
  EXPECT_EQ(coronal.right, "L");
  EXPECT_EQ(coronal.top, "S");
  EXPECT_EQ(coronal.bottom, "I");
  const EdgeLetters sagittal = edgeLetters(Plane::Sagittal, grid);
  EXPECT_EQ(sagittal.left, "A");
  EXPECT_EQ(sagittal.right, "P");
  EXPECT_EQ(sagittal.top, "S");
  EXPECT_EQ(sagittal.bottom, "I");
}

TEST(Planes, ObliqueDirectionsAreCompoundByDominance) {
  const double c = std::cos(0.5), s = std::sin(0.5);  // 28.6 degrees about the body's axis
  EXPECT_EQ(directionLetters({c, s, 0}), "LP");
  EXPECT_EQ(directionLetters({-s, c, 0}), "PR");
  EXPECT_EQ(directionLetters({-0.5, -0.5, 0.7}), "SRA");
  const double small = 0.1;  // under 15 degrees: one letter says it
  EXPECT_EQ(directionLetters({1, small, -small}), "L");
  EXPECT_EQ(directionLetters({0, 0, 0}), "");
  volume::Affine oblique;
  oblique(0, 0) = c, oblique(0, 1) = -s, oblique(1, 0) = s, oblique(1, 1) = c;
  const EdgeLetters axial = edgeLetters(Plane::Axial, oblique);
  EXPECT_EQ(axial.left, "RA");
  EXPECT_EQ(axial.right, "LP");
  EXPECT_EQ(axial.top, "AL");
  EXPECT_EQ(axial.bottom, "PR");
}

TEST(Planes, PositionsCarryLettersInsteadOfSigns) {
  EXPECT_EQ(positionText({-19, 31, 23}), QString::fromUtf8("R 19.0 · P 31.0 · S 23.0 mm"));
  EXPECT_EQ(positionText({4.26, -0.04, -7}), QString::fromUtf8("L 4.3 · P 0.0 · I 7.0 mm"));
  EXPECT_EQ(axisText(1, -12.34), "A 12.3 mm");
}

TEST(Planes, FramesGoThereAndBack) {
  const SliceFrame frame{10, 20, 2.5, -4, QPointF(100, 50)};
  EXPECT_EQ(frame.toScreen(10, 20), QPointF(100, 50));
  EXPECT_EQ(frame.toScreen(12, 21), QPointF(105, 46));
  const QPointF voxel = frame.toVoxel(QPointF(105, 46));
  EXPECT_DOUBLE_EQ(voxel.x(), 12);
  EXPECT_DOUBLE_EQ(voxel.y(), 21);
  const QPointF doubled = frame.scaled(2).toScreen(12, 21);
  EXPECT_EQ(doubled, QPointF(210, 92));
}

#include "viewers/overlay.h"

#include <gtest/gtest.h>

using namespace selvox::viewers;

namespace {

constexpr QRgb kBlack = 0xff000000;
const LabelColours kColours{0, qRgb(200, 100, 0), qRgb(0, 0, 250)};

QImage black(int side) {
  QImage image(side, side, QImage::Format_RGB32);
  image.fill(kBlack);
  return image;
}

// A square of label 1 from `from` to `to` (exclusive) in an image of `side` pixels.
std::vector<std::uint16_t> square(int side, int from, int to, std::uint16_t label = 1) {
  std::vector<std::uint16_t> labels(static_cast<std::size_t>(side * side), 0);
  for (int y = from; y < to; ++y)
    for (int x = from; x < to; ++x) labels[static_cast<std::size_t>(y * side + x)] = label;
  return labels;
}

}  // namespace

TEST(Overlay, OpacityMixesLinearly) {
  QImage image = black(8);
  const auto labels = square(8, 2, 6);
  fillLabels(image, {&labels, &kColours}, 0.5, {0, 8});
  EXPECT_EQ(image.pixel(3, 3), qRgb(100, 50, 0));
  EXPECT_EQ(image.pixel(0, 0), kBlack);
  image = black(8);
  fillLabels(image, {&labels, &kColours}, 1, {0, 4});  // the left half of a swipe
  EXPECT_EQ(image.pixel(3, 3), qRgb(200, 100, 0));
  EXPECT_EQ(image.pixel(4, 3), kBlack);
}

TEST(Overlay, HiddenAndUnknownLabelsAreNotDrawn) {
  QImage image = black(8);
  const LabelColours hidden{0, qRgba(200, 100, 0, 0)};
  auto labels = square(8, 2, 6);
  labels[0] = 40000;
  fillLabels(image, {&labels, &hidden}, 1, {0, 8});
  EXPECT_EQ(image, black(8));
}

TEST(Overlay, OutlineIsTwoPixelsInsideTheLabel) {
  QImage image = black(20);
  const auto labels = square(20, 4, 16);
  outlineLabels(image, {&labels, &kColours}, 2, false, 1, {0, 20});
  for (int x = 0; x < 20; ++x) {
    const bool line = x == 4 || x == 5 || x == 14 || x == 15;
    EXPECT_EQ(image.pixel(x, 10), line ? qRgb(200, 100, 0) : kBlack) << x;
    EXPECT_EQ(image.pixel(10, x), line ? qRgb(200, 100, 0) : kBlack) << x;
  }
}

TEST(Overlay, ALabelCutByTheViewHasNoLineThere) {
  QImage image = black(10);
  const std::vector<std::uint16_t> all(100, 1);
  outlineLabels(image, {&all, &kColours}, 2, false, 1, {0, 10});
  EXPECT_EQ(image, black(10));
}

TEST(Overlay, DashesLeaveGaps) {
  QImage image = black(64);
  const auto labels = square(64, 4, 60);
  outlineLabels(image, {&labels, &kColours}, 2, true, 1, {0, 64});
  int drawn = 0;
  for (int x = 4; x < 60; ++x) drawn += image.pixel(x, 4) != kBlack;
  EXPECT_GT(drawn, 20);
  EXPECT_LT(drawn, 40);
}

TEST(Overlay, DifferenceTellsExtraFromMissed) {
  const QRgb outline = qRgb(255, 255, 255), extra = qRgb(255, 0, 0), missed = qRgb(0, 0, 255);
  const DifferenceStyle style{outline, extra, missed, 0, 1};
  const auto reference = square(40, 2, 20), prediction = square(40, 10, 30);
  QImage image = black(40);
  drawDifference(image, reference, prediction, style);
  EXPECT_EQ(image.pixel(2, 10), outline);
  EXPECT_EQ(image.pixel(15, 15), kBlack) << "agreement stays picture";
  int red = 0, blue = 0;
  for (int y = 0; y < 40; ++y)
    for (int x = 0; x < 40; ++x) {
      const QRgb p = image.pixel(x, y);
      const bool inPrediction = x >= 10 && x < 30 && y >= 10 && y < 30,
                 inReference = x >= 2 && x < 20 && y >= 2 && y < 20;
      if (p == outline) continue;
      if (qRed(p) > 0) {
        ++red;
        EXPECT_TRUE(inPrediction && !inReference) << x << ',' << y;
      }
      if (qBlue(p) > 0) {
        ++blue;
        EXPECT_TRUE(inReference && !inPrediction) << x << ',' << y;
      }
    }
  EXPECT_EQ(red, 20 * 20 - 10 * 10);
  EXPECT_GT(blue, 100);
}

TEST(Overlay, HatchesLeanTheirWay) {
  const DifferenceStyle style{qRgb(255, 255, 255), qRgb(255, 0, 0), qRgb(0, 0, 255), 0, 2};
  const std::vector<std::uint16_t> nothing(64 * 64, 0), everything(64 * 64, 1);
  QImage extra = black(64);
  drawDifference(extra, nothing, everything, style);
  QImage missed = black(64);
  drawDifference(missed, everything, nothing, style);
  for (int i = 20; i < 40; ++i) {
    EXPECT_EQ(extra.pixel(i, 30), extra.pixel(i + 1, 29)) << "/";
    EXPECT_EQ(missed.pixel(i, 30), missed.pixel(i + 1, 31)) << "\\";
  }
}

TEST(Overlay, DifferenceOfOneLabelIgnoresTheOthers) {
  DifferenceStyle style{qRgb(255, 255, 255), qRgb(255, 0, 0), qRgb(0, 0, 255), 2, 1};
  QImage image = black(20);
  drawDifference(image, square(20, 2, 8, 1), square(20, 10, 18, 1), style);
  EXPECT_EQ(image, black(20));
}

// The 3D view needs OpenGL: these run under Xvfb or on a desktop and are skipped elsewhere.

#include <algorithm>

#include <gtest/gtest.h>

#include <QTest>

#include "tests/viewers/phantom.h"
#include "viewers/volume_view.h"

using namespace selvox;
using namespace selvox::viewers;

namespace {

class VolumeViewTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!openGlAvailable()) GTEST_SKIP() << "no OpenGL 3.2 on this display";
  }
  // A block of label 1 at the patient's right, of label 2 at the left.
  void fill(VolumeView& view, const volume::Affine& worldFromVoxel) {
    volume::Volume image = test::emptyVolume({48, 48, 48}, volume::VoxelType::Int16, worldFromVoxel);
    volume::Volume labels = test::emptyVolume({48, 48, 48}, volume::VoxelType::UInt8, worldFromVoxel);
    for (std::int64_t z = 14; z < 34; ++z)
      for (std::int64_t y = 14; y < 34; ++y)
        for (std::int64_t x = 4; x < 44; ++x) {
          image.as<std::int16_t>()[test::voxelIndex(image, x, y, z)] = 1000;
          if (x < 16) labels.as<std::uint8_t>()[test::voxelIndex(labels, x, y, z)] = 1;
          if (x >= 32) labels.as<std::uint8_t>()[test::voxelIndex(labels, x, y, z)] = 2;
        }
    const auto ptr = std::make_shared<const volume::Volume>(std::move(image));
    state_.setImage(ptr, "MR", Window{1000, 500});
    view.setImageFacts(volume::statistics(*ptr), false);
    state_.setLabels({{1, {"right", QColor(255, 0, 0), true}}, {2, {"left", QColor(0, 0, 255), true}}});
    state_.setLayer(LayerRole::Reference,
                    {std::make_shared<const volume::Volume>(std::move(labels)), "Reference", true, 0.5});
    view.resize(320, 322);
    view.show();
    view.setCamera(standardCamera(StandardView::Front));
  }
  static bool settle(VolumeView& view) {
    return QTest::qWaitFor([&] { return !view.frame().image.isNull() && view.settled(); }, 60000);
  }
  // Mean column of pixels in which `channel` leads, as a share of the width; -1: none.
  static double middleOf(const QImage& image, bool red) {
    double sum = 0, n = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        const QRgb p = image.pixel(x, y);
        const int lead = red ? qRed(p) - qBlue(p) : qBlue(p) - qRed(p);
        if (lead > 60) sum += x, ++n;
      }
    return n > 0 ? sum / n / image.width() : -1;
  }
  ViewState state_{ViewerStyle{}};
};

}  // namespace

TEST_F(VolumeViewTest, SurfacesLieWhereTheWorldSays) {
  VolumeView view(&state_);
  fill(view, volume::Affine::scaling({1, 1, 1}));
  ASSERT_TRUE(settle(view)) << qPrintable(view.problem());
  EXPECT_EQ(view.frame().surfaces, 2);
  EXPECT_LT(middleOf(view.frame().image, true), 0.45) << "patient right, seen from the front, is on the left";
  EXPECT_GT(middleOf(view.frame().image, false), 0.55);
  // A grid whose x axis runs to the patient's right: the same voxels now lie on the other side.
  volume::Affine mirrored = volume::Affine::scaling({-1, -1, 1});
  fill(view, mirrored);
  ASSERT_TRUE(QTest::qWaitFor([&] { return view.settled() && middleOf(view.frame().image, true) > 0.55; }, 60000));
}

TEST_F(VolumeViewTest, HiddenLabelsDisappear) {
  VolumeView view(&state_);
  fill(view, volume::Affine::scaling({1, 1, 1}));
  ASSERT_TRUE(settle(view));
  state_.setLabelVisible(1, false);
  EXPECT_TRUE(QTest::qWaitFor([&] { return middleOf(view.frame().image, true) < 0; }, 60000));
}

TEST_F(VolumeViewTest, VolumeRenderingShowsSomethingAndMovesWithTheMouse) {
  VolumeView view(&state_);
  fill(view, volume::Affine::scaling({1, 1, 2}));
  view.setLook(SolidMode::Volume, "mip");
  ASSERT_TRUE(settle(view));
  const QImage before = view.frame().image;
  int bright = 0;
  for (int y = 0; y < before.height(); ++y)
    for (int x = 0; x < before.width(); ++x) bright += qGray(before.pixel(x, y)) > 200;
  EXPECT_GT(bright, before.width() * before.height() / 50);
  QTest::mousePress(&view, Qt::LeftButton, Qt::NoModifier, {100, 100});
  QTest::mouseMove(&view, {160, 130});
  QTest::mouseRelease(&view, Qt::LeftButton, Qt::NoModifier, {160, 130});
  EXPECT_TRUE(
      QTest::qWaitFor([&] { return view.settled() && !view.frame().coarse && view.frame().image != before; }, 60000));
}

TEST_F(VolumeViewTest, ComesAndGoesWithoutHarm) {
  for (int i = 0; i < 5; ++i) {
    VolumeView view(&state_);
    fill(view, volume::Affine::scaling({1, 1, 1}));
    if (i % 2) {
      ASSERT_TRUE(settle(view));
    } else {
      QTest::qWait(5);  // destroyed in the middle of its work
    }
  }
}

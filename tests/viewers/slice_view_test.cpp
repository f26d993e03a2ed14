#include "viewers/slice_view.h"

#include <cmath>

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/viewers/phantom.h"
#include "viewers/four_up.h"

using namespace selvox;
using namespace selvox::viewers;

namespace {

// Middle of the pixels that are as bright as the marker, in shares of the picture's width and height.
QPointF brightMiddle(const QImage& picture, int atLeast) {
  double x = 0, y = 0, n = 0;
  for (int row = 0; row < picture.height(); ++row)
    for (int column = 0; column < picture.width(); ++column)
      if (qRed(picture.pixel(column, row)) >= atLeast) x += column, y += row, ++n;
  return n > 0 ? QPointF(x / n / picture.width(), y / n / picture.height()) : QPointF(-1, -1);
}

class SliceViewTest : public testing::Test {
 protected:
  void show(VolumePtr image, const QSize& size = {400, 422}) {
    image_ = std::move(image);
    state_.setImage(image_, "CT", Window{800, 500});
    for (SliceView* view : {&axial_, &sagittal_, &coronal_}) {
      view->resize(size);
      view->show();
    }
  }
  volume::Vec3 worldOf(double x, double y, double z) const { return image_->worldFromVoxel.apply({x, y, z}); }

  VolumePtr image_;
  ViewState state_{ViewerStyle{}};
  SliceView axial_{Plane::Axial, &state_}, sagittal_{Plane::Sagittal, &state_}, coronal_{Plane::Coronal, &state_};
};

}  // namespace

TEST_F(SliceViewTest, PatientRightIsOnTheLeftInAxialAndCoronal) {
  show(test::asymmetricPhantom());
  state_.setCursor(worldOf(8, 40, 24));  // the marker at the patient's right
  const QPointF axial = brightMiddle(axial_.picture(), 250), coronal = brightMiddle(coronal_.picture(), 250);
  ASSERT_GE(axial.x(), 0);
  EXPECT_LT(axial.x(), 0.35);
  EXPECT_NEAR(axial.y(), 0.5, 0.03);
  EXPECT_LT(coronal.x(), 0.35);
  EXPECT_NEAR(coronal.y(), 0.5, 0.03);
  EXPECT_EQ(axial_.letters().left, "R");
  EXPECT_EQ(coronal_.letters().left, "R");
}

TEST_F(SliceViewTest, AnteriorIsOnTopInAxialAndOnTheLeftInSagittal) {
  show(test::asymmetricPhantom());
  state_.setWindow({400, 450});  // white from 650: the anterior marker of 700
  state_.setCursor(worldOf(32, 10, 24));
  const QPointF axial = brightMiddle(axial_.picture(), 250), sagittal = brightMiddle(sagittal_.picture(), 250);
  ASSERT_GE(axial.x(), 0);
  EXPECT_LT(sagittal.x(), 0.3);
  EXPECT_NEAR(sagittal.y(), 0.5, 0.03);
  // The right marker of 900 is white too and lies in this axial slice: the anterior one pulls the middle up.
  EXPECT_LT(axial.y(), 0.4);
  EXPECT_EQ(axial_.letters().top, "A");
  EXPECT_EQ(sagittal_.letters().left, "A");
}

TEST_F(SliceViewTest, SuperiorIsOnTopInCoronalAndSagittal) {
  show(test::asymmetricPhantom());
  state_.setWindow({200, 350});  // white from 450
  state_.setCursor(worldOf(32, 40, 42));
  const QPointF coronal = brightMiddle(coronal_.picture(), 250), sagittal = brightMiddle(sagittal_.picture(), 250);
  ASSERT_GE(sagittal.x(), 0);
  EXPECT_LT(coronal.y(), 0.45);
  EXPECT_LT(sagittal.y(), 0.45);
  EXPECT_EQ(coronal_.letters().top, "S");
  EXPECT_EQ(sagittal_.letters().bottom, "I");
}

TEST_F(SliceViewTest, PixelAndWorldAgree) {
  show(test::asymmetricPhantom({64, 80, 48}, {0.7, 0.9, 2.5}));
  for (SliceView* view : {&axial_, &sagittal_, &coronal_}) {
    const QPointF pixel(123, 211);
    const QPointF back = view->pixelOf(view->worldAt(pixel));
    EXPECT_NEAR(back.x(), pixel.x(), 1e-6);
    EXPECT_NEAR(back.y(), pixel.y(), 1e-6);
  }
}

TEST_F(SliceViewTest, ThickSlicesKeepTheirProportions) {
  show(test::asymmetricPhantom({64, 80, 48}, {1, 1, 3}));
  // 10 mm to the left and 10 mm up are equally many pixels in the coronal view, although they are 10 and 3.3 voxels.
  const QPointF middle = coronal_.pixelOf({0, 0, 0});
  const double along = coronal_.pixelOf({10, 0, 0}).x() - middle.x(),
               up = middle.y() - coronal_.pixelOf({0, 0, 10}).y();
  EXPECT_GT(along, 1);
  EXPECT_NEAR(along, up, 1e-6);
  const SliceFrame frame = coronal_.frame();
  EXPECT_NEAR(-frame.rowPixels / frame.columnPixels, 3, 1e-9);
}

TEST_F(SliceViewTest, ObliqueGridsHaveCompoundLetters) {
  auto tilted = *test::asymmetricPhantom();
  volume::Affine turn;
  const double c = std::cos(0.4), s = std::sin(0.4);
  turn(0, 0) = c, turn(0, 1) = -s, turn(1, 0) = s, turn(1, 1) = c;
  tilted.worldFromVoxel = turn * tilted.worldFromVoxel;
  show(std::make_shared<const volume::Volume>(std::move(tilted)));
  EXPECT_EQ(axial_.letters().right, "LP");
  EXPECT_EQ(axial_.letters().top, "AL");
  EXPECT_EQ(sagittal_.letters().left, "AL");
  EXPECT_EQ(coronal_.letters().top, "S");
}

TEST_F(SliceViewTest, ClickMovesTheCrossInAllViews) {
  show(test::asymmetricPhantom());
  const QPoint spot = axial_.pixelOf(worldOf(50, 20, 24)).toPoint();
  QTest::mouseClick(&axial_, Qt::LeftButton, Qt::NoModifier, spot);
  EXPECT_EQ(state_.sliceOf(Plane::Sagittal), 50);
  EXPECT_EQ(state_.sliceOf(Plane::Coronal), 20);
  EXPECT_EQ(state_.sliceOf(Plane::Axial), 24) << "the clicked slice stays";
  EXPECT_EQ(state_.window(), (Window{800, 500})) << "a click is no drag";
}

TEST_F(SliceViewTest, LeftDragWindowsAndDoesNotMoveTheCross) {
  show(test::asymmetricPhantom());
  const volume::Vec3 before = state_.cursor();
  QTest::mousePress(&axial_, Qt::LeftButton, Qt::NoModifier, {200, 200});
  QTest::mouseMove(&axial_, {240, 200});
  QTest::mouseRelease(&axial_, Qt::LeftButton, Qt::NoModifier, {240, 200});
  EXPECT_GT(state_.window().width, 800);
  EXPECT_EQ(state_.window().level, 500);
  EXPECT_EQ(state_.cursor(), before);
  const double width = state_.window().width;
  QTest::mousePress(&axial_, Qt::LeftButton, Qt::NoModifier, {200, 200});
  QTest::mouseMove(&axial_, {200, 160});
  QTest::mouseRelease(&axial_, Qt::LeftButton, Qt::NoModifier, {200, 160});
  EXPECT_LT(state_.window().level, 500) << "up is brighter";
  EXPECT_EQ(state_.window().width, width);
}

TEST_F(SliceViewTest, ItkSnapSchemeDragsTheCross) {
  show(test::asymmetricPhantom());
  state_.setScheme(MouseScheme::ItkSnap);
  const QPoint spot = axial_.pixelOf(worldOf(12, 60, 24)).toPoint();
  QTest::mousePress(&axial_, Qt::LeftButton, Qt::NoModifier, {200, 200});
  QTest::mouseMove(&axial_, spot);
  QTest::mouseRelease(&axial_, Qt::LeftButton, Qt::NoModifier, spot);
  EXPECT_EQ(state_.sliceOf(Plane::Sagittal), 12);
  EXPECT_EQ(state_.window(), (Window{800, 500}));
}

TEST_F(SliceViewTest, WheelScrollsAndControlWheelZoomsUnderTheMouse) {
  show(test::asymmetricPhantom());
  const QPointF spot(150, 150);
  const auto wheel = [&](int delta, Qt::KeyboardModifiers keys) {
    QWheelEvent event(spot, axial_.mapToGlobal(spot), {}, {0, delta}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&axial_, &event);
  };
  wheel(120, Qt::NoModifier);
  EXPECT_EQ(state_.sliceOf(Plane::Axial), 25);
  wheel(-60, Qt::NoModifier);
  wheel(-60, Qt::NoModifier);  // half notches add up
  EXPECT_EQ(state_.sliceOf(Plane::Axial), 24);
  const volume::Vec3 under = axial_.worldAt(spot);
  wheel(240, Qt::ControlModifier);
  EXPECT_NEAR(state_.zoom(), 1.15 * 1.15, 1e-9);
  const volume::Vec3 after = axial_.worldAt(spot);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(after[i], under[i], 1e-6);
}

TEST_F(SliceViewTest, MiddleDragPans) {
  show(test::asymmetricPhantom());
  const volume::Vec3 under = axial_.worldAt({150, 150});
  QTest::mousePress(&axial_, Qt::MiddleButton, Qt::NoModifier, {150, 150});
  QTest::mouseMove(&axial_, {190, 130});
  QTest::mouseRelease(&axial_, Qt::MiddleButton, Qt::NoModifier, {190, 130});
  const volume::Vec3 after = axial_.worldAt({190, 130});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(after[i], under[i], 1e-6);
}

TEST_F(SliceViewTest, MeasuresMillimetres) {
  show(test::asymmetricPhantom({64, 80, 48}, {0.5, 0.5, 2}));
  state_.setTool(MouseAction::Measure);
  const QPoint from = axial_.pixelOf(worldOf(10, 10, 24)).toPoint(), to = axial_.pixelOf(worldOf(50, 40, 24)).toPoint();
  QTest::mousePress(&axial_, Qt::LeftButton, Qt::NoModifier, from);
  QTest::mouseMove(&axial_, to);
  QTest::mouseRelease(&axial_, Qt::LeftButton, Qt::NoModifier, to);
  ASSERT_EQ(axial_.measurements().size(), 1u);
  EXPECT_NEAR(axial_.measurements()[0].millimetres(), 25, 0.4);  // 20 by 15 mm
}

TEST_F(SliceViewTest, KeysStepSlices) {
  show(test::asymmetricPhantom());
  QTest::keyClick(&axial_, Qt::Key_Up);
  EXPECT_EQ(state_.sliceOf(Plane::Axial), 25);
  QTest::keyClick(&axial_, Qt::Key_PageDown);
  EXPECT_EQ(state_.sliceOf(Plane::Axial), 15);
  QTest::keyClick(&axial_, Qt::Key_End);
  EXPECT_EQ(state_.sliceOf(Plane::Axial), 47);
  QTest::keyClick(&axial_, Qt::Key_Home);
  EXPECT_EQ(state_.sliceOf(Plane::Axial), 0);
}

TEST_F(SliceViewTest, WithoutAnImageEverythingIsQuiet) {
  axial_.resize(200, 200);
  axial_.show();
  state_.clear("This file is damaged.");
  QTest::mouseClick(&axial_, Qt::LeftButton, Qt::NoModifier, {100, 100});
  QTest::keyClick(&axial_, Qt::Key_Up);
  EXPECT_FALSE(axial_.grab().isNull());
  EXPECT_EQ(axial_.accessibleDescription(), "");
}

TEST_F(SliceViewTest, OverlayAppearsAndHides) {
  show(test::asymmetricPhantom());
  auto labels = test::emptyVolume(image_->extent, volume::VoxelType::UInt8, image_->worldFromVoxel);
  for (auto& value : labels.as<std::uint8_t>()) value = 1;
  state_.setLabels({{1, {"all", QColor(0, 255, 0), true}}});
  state_.setLayer(LayerRole::Reference,
                  {std::make_shared<const volume::Volume>(std::move(labels)), "Reference", true, 1});
  const QPoint middle(axial_.picture().width() / 2, axial_.picture().height() / 2);
  EXPECT_EQ(axial_.picture().pixelColor(middle), QColor(0, 255, 0));
  state_.setLabelVisible(1, false);
  EXPECT_NE(axial_.picture().pixelColor(middle), QColor(0, 255, 0));
  state_.setLabelVisible(1, true);
  state_.setOverlayVisible(false);
  EXPECT_NE(axial_.picture().pixelColor(middle), QColor(0, 255, 0));
}

TEST(FourUp, MaximisesRestoresAndWalks) {
  ViewState state{ViewerStyle{}};
  state.setImage(test::asymmetricPhantom(), "CT", Window{800, 500});
  FourUp views(&state);
  views.resize(800, 700);
  views.show();
  QTest::mouseDClick(views.slice(Plane::Coronal), Qt::LeftButton, Qt::NoModifier, {100, 100});
  EXPECT_EQ(views.maximised(), views.slice(Plane::Coronal));
  EXPECT_EQ(views.slice(Plane::Coronal)->size(), views.size());
  EXPECT_TRUE(views.slice(Plane::Axial)->isHidden());
  QTest::keyClick(views.slice(Plane::Coronal), Qt::Key_Space);
  EXPECT_EQ(views.maximised(), nullptr);
  QTest::keyClick(views.slice(Plane::Axial), Qt::Key_V);
  EXPECT_NE(views.active(), nullptr);
  views.setLayout(ViewLayout::Row);
  EXPECT_TRUE(views.solid()->isHidden());
  EXPECT_EQ(views.slice(Plane::Axial)->height(), 700);
}

TEST(FourUp, PlanesShareOneScale) {
  ViewState state{ViewerStyle{}};
  state.setImage(test::asymmetricPhantom({64, 80, 48}, {1, 1, 2}), "CT", Window{800, 500});
  FourUp views(&state);
  views.resize(800, 700);
  views.show();
  const double axial = views.slice(Plane::Axial)->frame().columnPixels;
  EXPECT_NEAR(views.slice(Plane::Sagittal)->frame().columnPixels, axial, 1e-9);
  EXPECT_NEAR(views.slice(Plane::Coronal)->frame().columnPixels, axial, 1e-9);
}

TEST(FourUp, KeysSwitchOverlayAndSnapshotsSayNotForDiagnosis) {
  ViewState state{ViewerStyle{}};
  state.setImage(test::asymmetricPhantom(), "CT", Window{800, 500});
  FourUp views(&state);
  views.resize(640, 600);
  views.show();
  SliceView* axial = views.slice(Plane::Axial);
  QTest::keyClick(axial, Qt::Key_G);
  EXPECT_FALSE(state.overlayVisible());
  QTest::keyClick(axial, Qt::Key_O);
  EXPECT_EQ(state.mode(), OverlayMode::Outlines);
  EXPECT_TRUE(state.overlayVisible());
  QTest::keyClick(axial, Qt::Key_D);
  EXPECT_EQ(state.mode(), OverlayMode::Difference);
  QTest::keyClick(axial, Qt::Key_X);
  EXPECT_FALSE(state.crosshairVisible());
  QTest::keyClick(axial, Qt::Key_I);
  EXPECT_FALSE(state.lettersVisible());
  const QImage picture = views.snapshot(2, "case_1");
  EXPECT_EQ(picture.size(), QSize(1280, 1248));  // twice the views and the 24 px foot that carries the warning
  // The foot is written on: caption at the left, warning at the right.
  const auto inked = [&](int from, int to) {
    for (int x = from; x < to; ++x)
      for (int y = 1202; y < 1246; ++y)
        if (qGray(picture.pixel(x, y)) > 120) return true;
    return false;
  };
  EXPECT_TRUE(inked(0, 200));
  EXPECT_TRUE(inked(1060, 1280));
}

TEST(SliceView, LabelOutlineFollowsThePixelRatio) {
  // The picture of an exported view is drawn on its own pixels, not scaled up.
  ViewState state{ViewerStyle{}};
  state.setImage(test::asymmetricPhantom(), "CT", Window{800, 500});
  SliceView view(Plane::Axial, &state);
  view.resize(300, 322);
  view.show();
  EXPECT_EQ(view.picture().size(), QSize(300, 300));
  EXPECT_EQ(view.snapshot(2).size(), QSize(600, 644));
  EXPECT_EQ(view.picture().size(), QSize(300, 300)) << "and the view itself goes back to the screen's";
}

#include "viewers/view_state.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "tests/viewers/phantom.h"

using namespace selvox;
using namespace selvox::viewers;

TEST(ViewState, CursorStartsInTheMiddleAndStaysInside) {
  ViewState state{ViewerStyle{}};
  state.setImage(test::asymmetricPhantom(), "CT", Window{400, 40});
  EXPECT_EQ(state.sliceOf(Plane::Axial), 24);
  EXPECT_EQ(state.sliceOf(Plane::Sagittal), 32);
  EXPECT_EQ(state.sliceOf(Plane::Coronal), 40);
  state.setCursor({1e6, -1e6, 0});
  EXPECT_EQ(state.sliceOf(Plane::Sagittal), 63);
  EXPECT_EQ(state.sliceOf(Plane::Coronal), 0);
  state.setSlice(Plane::Axial, -3);
  EXPECT_EQ(state.sliceOf(Plane::Axial), 0);
}

TEST(ViewState, SlicesMoveOnlyTheirOwnAxis) {
  ViewState state{ViewerStyle{}};
  state.setImage(test::asymmetricPhantom({64, 80, 48}, {0.5, 1, 3}), "CT", Window{400, 40});
  const volume::Vec3 before = state.cursor();
  state.setSlice(Plane::Axial, 30);
  EXPECT_DOUBLE_EQ(state.cursor()[0], before[0]);
  EXPECT_DOUBLE_EQ(state.cursor()[1], before[1]);
  EXPECT_DOUBLE_EQ(state.cursor()[2], (30 - 23.5) * 3);
}

TEST(ViewState, UnusableVolumesAreMessagesNotCrashes) {
  ViewState state{ViewerStyle{}};
  state.setImage(nullptr, "x");
  EXPECT_FALSE(state.image());
  EXPECT_FALSE(state.message().isEmpty());
  auto flat = test::emptyVolume({4, 4, 4}, volume::VoxelType::Int16, volume::Affine::scaling({1, 0, 1}));
  state.setImage(std::make_shared<const volume::Volume>(std::move(flat)), "x");
  EXPECT_FALSE(state.image());
  EXPECT_TRUE(state.message().contains("geometry"));
  state.setCursor({0, 0, 0});
  state.setSlice(Plane::Axial, 2);
  EXPECT_TRUE(state.readout().isEmpty());
}

TEST(ViewState, WindowAndZoomStayUsable) {
  ViewState state{ViewerStyle{}};
  state.setImage(test::asymmetricPhantom(), "CT", Window{400, 40});
  state.setWindow({-5, 10});
  EXPECT_GT(state.window().width, 0);
  state.setZoom(1e9);
  EXPECT_LE(state.zoom(), 64);
  state.setZoom(std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(state.zoom(), 1);
  state.resetView();
  EXPECT_EQ(state.window(), (Window{400, 40}));
}

TEST(ViewState, ReadoutNamesPositionValueAndLabel) {
  ViewState state{ViewerStyle{}};
  const auto image = test::asymmetricPhantom({64, 80, 48}, {1, 1, 1});
  state.setImage(image, "FLAIR", Window{400, 40});
  auto labels = test::emptyVolume(image->extent, volume::VoxelType::UInt8, image->worldFromVoxel);
  labels.as<std::uint8_t>()[test::voxelIndex(labels, 8, 40, 24)] = 1;
  state.setLabels({{1, {"lesion", {}, true}}});
  state.setLayer(LayerRole::Reference,
                 {std::make_shared<const volume::Volume>(std::move(labels)), "Reference", true, 0.5});
  state.setCursor(image->worldFromVoxel.apply({8, 40, 24}));
  EXPECT_EQ(state.readout(), QString::fromUtf8("R 23.5 · P 0.5 · S 0.5 mm, FLAIR 900, lesion"));
  state.setLayerVisible(LayerRole::Reference, false);
  EXPECT_FALSE(state.readout().contains("lesion"));
}

TEST(ViewState, ANewCaseForgetsTheLayersOfTheOldOne) {
  ViewState state{ViewerStyle{}};
  const auto image = test::asymmetricPhantom();
  state.setImage(image, "CT", Window{400, 40});
  state.setLayer(LayerRole::Reference, {image, "Reference", true, 0.5});
  QSignalSpy layers(&state, &ViewState::layersChanged);
  state.setImage(image, "CT", Window{400, 40});
  EXPECT_FALSE(state.layer(LayerRole::Reference).volume);
  EXPECT_GE(layers.count(), 1);
}

TEST(ViewState, SwapExchangesPredictions) {
  ViewState state{ViewerStyle{}};
  const auto image = test::asymmetricPhantom();
  state.setImage(image, "CT", Window{400, 40});
  state.setLayer(LayerRole::PredictionA, {image, "A", true, 0.5});
  state.swapPredictions();
  EXPECT_EQ(state.layer(LayerRole::PredictionB).name, "A");
  EXPECT_FALSE(state.layer(LayerRole::PredictionA).volume);
}

TEST(ViewState, SwipeShowsBothPredictionsAndOtherModesOne) {
  ViewState state{ViewerStyle{}};
  const auto image = test::asymmetricPhantom();
  state.setImage(image, "CT", Window{400, 40});
  state.setLayer(LayerRole::PredictionA, {image, "A", true, 0.5});
  state.setLayer(LayerRole::PredictionB, {image, "B", false, 0.5});
  state.setMode(OverlayMode::Swipe);
  EXPECT_TRUE(state.layer(LayerRole::PredictionB).visible);
  state.setMode(OverlayMode::Outlines);
  EXPECT_TRUE(state.layer(LayerRole::PredictionA).visible);
  EXPECT_FALSE(state.layer(LayerRole::PredictionB).visible);
}

#include "viewers/slice_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QLocale>
#include <QPainter>

namespace selvox::viewers {

namespace {

constexpr double kMargin = 0.04;  // of the picture, left free around a fitting slice
constexpr int kCineMilliseconds = 66;
constexpr int kOutline = 2;  // logical pixels

std::size_t indexOf(LayerRole role) {
  return static_cast<std::size_t>(role);
}

volume::Vec3 inPlane(const volume::Vec3& voxel, const PlaneAxes& axes, double column, double row) {
  volume::Vec3 moved = voxel;
  moved[static_cast<std::size_t>(axes.column)] = column;
  moved[static_cast<std::size_t>(axes.row)] = row;
  return moved;
}

}  // namespace

double Measurement::millimetres() const {
  return std::hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
}

SliceView::SliceView(Plane plane, ViewState* state, QWidget* parent)
    : ViewPane(state, parent), plane_(plane), labelSlices_(3) {
  setMouseTracking(true);
  setAccessibleName(planeName(plane));
  connect(state, &ViewState::imageChanged, this, [this] {
    measurements_.clear();
    cine_.stop();
    tableStale_ = true;
    dropSlice();
  });
  connect(state, &ViewState::layersChanged, this, &SliceView::dropSlice);
  connect(state, &ViewState::windowChanged, this, [this] {
    tableStale_ = true;
    dropPicture();
  });
  connect(state, &ViewState::viewChanged, this, &SliceView::dropPicture);
  connect(state, &ViewState::cursorChanged, this, [this] {
    if (this->state()->sliceOf(plane_) != sliceIndex_) dropSlice();
    describe();
    update();
  });
  cine_.setInterval(kCineMilliseconds);
  connect(&cine_, &QTimer::timeout, this, [this] {
    if (!this->state()->image()) return cine_.stop();
    const std::int64_t count = along(this->state()->image()->extent, axesOf(plane_).normal);
    this->state()->setSlice(plane_, (this->state()->sliceOf(plane_) + 1) % count);
  });
}

double SliceView::fittingScale() const {
  if (!state()->image()) return 1;
  const PlaneAxes axes = axesOf(plane_);
  const volume::Vec3 spacing = state()->image()->worldFromVoxel.spacing();
  const auto size = [&](int axis) {
    return static_cast<double>(along(state()->image()->extent, axis)) * spacing[static_cast<std::size_t>(axis)];
  };
  const QRectF room = QRectF(pictureRect());
  const double usable = 1 - 2 * kMargin;
  return std::max(1e-6, std::min(room.width() * usable / size(axes.column), room.height() * usable / size(axes.row)));
}

void SliceView::setBaseScale(double pixelsPerMillimetre) {
  if (std::exchange(baseScale_, pixelsPerMillimetre) != pixelsPerMillimetre) dropPicture();
}

void SliceView::setReadoutShown(bool shown) {
  readout_ = shown;
  update();
}

SliceFrame SliceView::frame() const {
  SliceFrame frame;
  frame.screen = QRectF(pictureRect()).center();
  if (!state()->image()) return frame;
  const PlaneAxes axes = axesOf(plane_);
  const auto inverse = state()->image()->worldFromVoxel.inverse();
  const volume::Vec3 centre = inverse->apply(state()->centre());
  const volume::Vec3 spacing = state()->image()->worldFromVoxel.spacing();
  const double scale = (baseScale_ > 0 ? baseScale_ : fittingScale()) * state()->zoom();
  frame.columnCentre = centre[static_cast<std::size_t>(axes.column)];
  frame.rowCentre = centre[static_cast<std::size_t>(axes.row)];
  frame.columnPixels = spacing[static_cast<std::size_t>(axes.column)] * scale;
  frame.rowPixels = spacing[static_cast<std::size_t>(axes.row)] * scale * (axes.flipRow ? -1 : 1);
  return frame;
}

QPointF SliceView::pixelOf(const volume::Vec3& lps) const {
  if (!state()->image()) return {};
  const PlaneAxes axes = axesOf(plane_);
  const volume::Vec3 voxel = state()->image()->worldFromVoxel.inverse()->apply(lps);
  return frame().toScreen(voxel[static_cast<std::size_t>(axes.column)], voxel[static_cast<std::size_t>(axes.row)]);
}

volume::Vec3 SliceView::worldAt(const QPointF& pixel) const {
  if (!state()->image()) return {};
  const QPointF voxel = frame().toVoxel(pixel);
  volume::Vec3 full = state()->cursorVoxel();
  full[static_cast<std::size_t>(axesOf(plane_).normal)] = static_cast<double>(state()->sliceOf(plane_));
  return state()->image()->worldFromVoxel.apply(inPlane(full, axesOf(plane_), voxel.x(), voxel.y()));
}

EdgeLetters SliceView::letters() const {
  return state()->image() ? edgeLetters(plane_, state()->image()->worldFromVoxel) : EdgeLetters{};
}

QImage SliceView::picture() {
  ensurePicture();
  return picture_;
}

void SliceView::toggleCine() {
  if (cine_.isActive()) return cine_.stop();
  if (state()->image()) cine_.start();
}

void SliceView::clearMeasurements() {
  measurements_.clear();
  update();
}

void SliceView::dropSlice() {
  sliceStale_ = true;
  dropPicture();
}

void SliceView::dropPicture() {
  pictureStale_ = true;
  update();
}

void SliceView::resizeEvent(QResizeEvent* event) {
  ViewPane::resizeEvent(event);
  dropPicture();
}

double SliceView::pixelRatio() const {
  return picture_.isNull() ? devicePixelRatioF() : picture_.devicePixelRatio();
}

void SliceView::ensureSlice() {
  if (!sliceStale_) return;
  sliceStale_ = false;
  const VolumePtr& image = state()->image();
  sliceIndex_ = state()->sliceOf(plane_);
  slice_ = {};
  labelSlices_.assign(3, {});
  if (!image) return;
  if (state()->imageVisible()) slice_ = imageSlice(*image, plane_, sliceIndex_);
  for (const LayerRole role : {LayerRole::Reference, LayerRole::PredictionA, LayerRole::PredictionB}) {
    const LabelLayer& layer = state()->layer(role);
    if (layer.volume && layer.visible)
      labelSlices_[indexOf(role)] = labelSlice(*layer.volume, *image, plane_, sliceIndex_);
  }
}

void SliceView::ensurePicture() {
  const double ratio = exporting() ? pixelRatio() : devicePixelRatioF();
  if (!pictureStale_ && picture_.devicePixelRatio() == ratio) return;
  pictureStale_ = false;
  ensureSlice();
  const QRect room = pictureRect();
  const QSize physical(static_cast<int>(std::ceil(room.width() * ratio)),
                       static_cast<int>(std::ceil(room.height() * ratio)));
  if (tableStale_ && state()->image()) {
    table_ = WindowTable(*state()->image(), state()->window());
    tableStale_ = false;
  }
  SliceFrame local = frame();
  local.screen -= QPointF(room.topLeft());
  const SliceFrame pixels = local.scaled(ratio);
  picture_ = drawSlice(slice_, pixels, physical, table_, style().ground.rgb());
  if (!picture_.isNull() && state()->image() && state()->overlayVisible()) paintOverlay(picture_, pixels);
  picture_.setDevicePixelRatio(ratio);
}

void SliceView::paintOverlay(QImage& image, const SliceFrame& physical) {
  const bool any =
      std::any_of(labelSlices_.begin(), labelSlices_.end(), [](const LabelSlice& s) { return !s.labels.empty(); });
  if (any) paintMode(image, physical);
}

void SliceView::paintMode(QImage& image, const SliceFrame& physical) {
  std::array<std::vector<std::uint16_t>, 3> pixels;
  std::uint16_t most = 0;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    pixels[i] = labelPixels(labelSlices_[i], physical, image.size());
    for (const std::uint16_t label : labelSlices_[i].labels) most = std::max(most, label);
  }
  LabelColours colours(static_cast<std::size_t>(most) + 1, 0);
  for (std::size_t label = 1; label < colours.size(); ++label)
    colours[label] = state()->labelColour(static_cast<int>(label)).rgba();
  const auto has = [&](LayerRole role) { return !labelSlices_[indexOf(role)].labels.empty(); };
  const auto of = [&](LayerRole role) { return PixelLabels{&pixels[indexOf(role)], &colours}; };
  const auto opacity = [&](LayerRole role) { return state()->layer(role).opacity; };
  const int thickness = std::max(1, static_cast<int>(std::lround(kOutline * devicePixelRatioF())));
  const PixelRange all{0, image.width()};
  const std::array predictions{LayerRole::PredictionA, LayerRole::PredictionB};
  const bool predicted = has(LayerRole::PredictionA) || has(LayerRole::PredictionB);

  if (state()->mode() == OverlayMode::Difference && has(LayerRole::Reference) && predicted) {
    const LayerRole shown = has(LayerRole::PredictionA) ? LayerRole::PredictionA : LayerRole::PredictionB;
    const DifferenceStyle look{style().referenceOutline.rgb(), style().extra.rgb(), style().missed.rgb(),
                               state()->differenceLabel(), thickness};
    return drawDifference(image, pixels[indexOf(LayerRole::Reference)], pixels[indexOf(shown)], look);
  }
  if (state()->mode() == OverlayMode::Swipe) {
    const int edge = static_cast<int>(std::lround(state()->swipe() * image.width()));
    const LayerRole right = has(LayerRole::PredictionB) ? LayerRole::PredictionB : LayerRole::Reference;
    if (has(LayerRole::PredictionA))
      fillLabels(image, of(LayerRole::PredictionA), opacity(LayerRole::PredictionA), {0, edge});
    if (has(right)) fillLabels(image, of(right), opacity(right), {edge, image.width()});
    return;
  }
  const bool outlinesOnly = state()->mode() == OverlayMode::Outlines;
  for (const LayerRole role : predictions) {
    if (!has(role)) continue;
    if (outlinesOnly)
      outlineLabels(image, of(role), thickness, has(LayerRole::Reference), 1, all);
    else
      fillLabels(image, of(role), opacity(role), all);
  }
  if (!has(LayerRole::Reference)) return;
  // Beside a prediction the reference is a line, so that both stay readable in one colour.
  if (outlinesOnly || predicted)
    outlineLabels(image, of(LayerRole::Reference), thickness, false, 1, all);
  else
    fillLabels(image, of(LayerRole::Reference), opacity(LayerRole::Reference), all);
}

void SliceView::describe() {
  if (!state()->image()) return setAccessibleDescription(state()->message());
  const std::int64_t count = along(state()->image()->extent, axesOf(plane_).normal);
  setAccessibleDescription(
      tr("Slice %1 of %2, %3").arg(state()->sliceOf(plane_) + 1).arg(count).arg(state()->readout()));
}

}  // namespace selvox::viewers

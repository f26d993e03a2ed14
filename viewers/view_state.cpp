#include "viewers/view_state.h"

#include <algorithm>
#include <cmath>

#include <QLocale>

namespace selvox::viewers {

namespace {

constexpr double kLeastZoom = 0.1, kMostZoom = 64;

QString numberText(double value) {
  const bool integral = std::abs(value - std::round(value)) < 1e-6 && std::abs(value) < 1e9;
  QString text =
      integral ? QLocale().toString(static_cast<qlonglong>(std::llround(value))) : QLocale().toString(value, 'g', 5);
  return text.replace(QLatin1Char('-'), QChar(0x2212));
}

}  // namespace

ViewState::ViewState(ViewerStyle style, QObject* parent) : QObject(parent), style_(std::move(style)) {}

void ViewState::setImage(VolumePtr image, const QString& name, std::optional<Window> window) {
  if (!image || image->extent.voxels() <= 0) return clear(tr("This volume holds no voxels."));
  const auto inverse = image->worldFromVoxel.inverse();
  if (!inverse) return clear(tr("This volume has no usable geometry: its voxel axes do not span space."));
  image_ = std::move(image);
  voxelFromWorld_ = *inverse;
  imageName_ = name;
  message_.clear();
  layers_.assign(3, {});
  labels_.clear();
  const volume::Extent& extent = image_->extent;
  cursor_ = image_->worldFromVoxel.apply({std::floor(static_cast<double>(extent.x) / 2),
                                          std::floor(static_cast<double>(extent.y) / 2),
                                          std::floor(static_cast<double>(extent.z) / 2)});
  openingWindow_ = window ? *window : percentileWindow(volume::statistics(*image_));
  window_ = openingWindow_;
  Q_EMIT imageChanged();
  Q_EMIT layersChanged();
  Q_EMIT windowChanged();
  Q_EMIT cursorChanged();
  resetView();
}

void ViewState::clear(const QString& message) {
  image_.reset();
  imageName_.clear();
  message_ = message;
  layers_.assign(3, {});
  labels_.clear();
  Q_EMIT imageChanged();
  Q_EMIT layersChanged();
}

void ViewState::setImageVisible(bool visible) {
  if (std::exchange(imageVisible_, visible) != visible) Q_EMIT layersChanged();
}

void ViewState::setLayer(LayerRole role, LabelLayer layer) {
  layers_[static_cast<std::size_t>(role)] = std::move(layer);
  Q_EMIT layersChanged();
}

void ViewState::setLayerVisible(LayerRole role, bool visible) {
  LabelLayer& layer = layers_[static_cast<std::size_t>(role)];
  if (std::exchange(layer.visible, visible) != visible) Q_EMIT layersChanged();
}

void ViewState::setLayerOpacity(LayerRole role, double opacity) {
  layers_[static_cast<std::size_t>(role)].opacity = std::clamp(opacity, 0.0, 1.0);
  Q_EMIT layersChanged();
}

void ViewState::swapPredictions() {
  std::swap(layers_[static_cast<std::size_t>(LayerRole::PredictionA)],
            layers_[static_cast<std::size_t>(LayerRole::PredictionB)]);
  Q_EMIT layersChanged();
}

void ViewState::setLabels(std::map<int, LabelLook> labels) {
  labels_ = std::move(labels);
  Q_EMIT layersChanged();
}

void ViewState::setLabelVisible(int label, bool visible) {
  const auto found = labels_.find(label);
  if (found == labels_.end() || found->second.visible == visible) return;
  found->second.visible = visible;
  Q_EMIT layersChanged();
}

QColor ViewState::labelColour(int label) const {
  const auto found = labels_.find(label);
  if (found == labels_.end()) return style_.label(label);
  if (!found->second.visible) return Qt::transparent;
  return found->second.colour.isValid() ? found->second.colour : style_.label(label);
}

QString ViewState::labelName(int label) const {
  const auto found = labels_.find(label);
  if (found != labels_.end() && !found->second.name.isEmpty()) return found->second.name;
  return tr("label %1").arg(label);
}

void ViewState::setMode(OverlayMode mode) {
  if (mode_ == mode && overlayVisible_) return;
  LabelLayer& a = layers_[static_cast<std::size_t>(LayerRole::PredictionA)];
  LabelLayer& b = layers_[static_cast<std::size_t>(LayerRole::PredictionB)];
  // The swipe needs both predictions; one over the other would hide both.
  if (mode == OverlayMode::Swipe)
    a.visible = b.visible = true;
  else if (mode_ == OverlayMode::Swipe && a.volume && b.volume)
    b.visible = false;
  mode_ = mode;
  overlayVisible_ = true;
  Q_EMIT layersChanged();
}

void ViewState::setOverlayVisible(bool visible) {
  if (std::exchange(overlayVisible_, visible) != visible) Q_EMIT layersChanged();
}

void ViewState::setDifferenceLabel(int label) {
  if (std::exchange(differenceLabel_, label) != label) Q_EMIT layersChanged();
}

void ViewState::setSwipe(double share) {
  swipe_ = std::clamp(share, 0.0, 1.0);
  Q_EMIT layersChanged();
}

void ViewState::moveInside(volume::Vec3& voxel) const {
  const volume::Extent& extent = image_->extent;
  voxel[0] = std::clamp(voxel[0], 0.0, static_cast<double>(extent.x - 1));
  voxel[1] = std::clamp(voxel[1], 0.0, static_cast<double>(extent.y - 1));
  voxel[2] = std::clamp(voxel[2], 0.0, static_cast<double>(extent.z - 1));
}

void ViewState::setCursor(const volume::Vec3& lps) {
  if (!image_) return;
  volume::Vec3 voxel = voxelFromWorld_.apply(lps);
  moveInside(voxel);
  const volume::Vec3 moved = image_->worldFromVoxel.apply(voxel);
  if (std::exchange(cursor_, moved) != moved) Q_EMIT cursorChanged();
}

volume::Vec3 ViewState::cursorVoxel() const {
  return image_ ? voxelFromWorld_.apply(cursor_) : volume::Vec3{};
}

std::int64_t ViewState::sliceOf(Plane plane) const {
  if (!image_) return 0;
  const int normal = axesOf(plane).normal;
  const auto index = std::llround(cursorVoxel()[static_cast<std::size_t>(normal)]);
  return std::clamp<std::int64_t>(index, 0, along(image_->extent, normal) - 1);
}

void ViewState::setSlice(Plane plane, std::int64_t index) {
  if (!image_) return;
  const int normal = axesOf(plane).normal;
  volume::Vec3 voxel = cursorVoxel();
  voxel[static_cast<std::size_t>(normal)] =
      static_cast<double>(std::clamp<std::int64_t>(index, 0, along(image_->extent, normal) - 1));
  setCursor(image_->worldFromVoxel.apply(voxel));
}

void ViewState::setWindow(const Window& window) {
  const Window usable = Window::between(window.low(), window.low() + std::max(window.width, 0.0));
  const Window next = window.width > 0 ? window : usable;
  if (window_ == next) return;
  window_ = next;
  Q_EMIT windowChanged();
}

void ViewState::setZoom(double zoom) {
  const double usable = std::isfinite(zoom) ? std::clamp(zoom, kLeastZoom, kMostZoom) : 1;
  if (std::exchange(zoom_, usable) != usable) Q_EMIT viewChanged();
}

void ViewState::setCentre(const volume::Vec3& lps) {
  if (std::exchange(centre_, lps) != lps) Q_EMIT viewChanged();
}

void ViewState::resetView() {
  zoom_ = 1;
  if (image_) {
    const volume::Extent& extent = image_->extent;
    centre_ =
        image_->worldFromVoxel.apply({static_cast<double>(extent.x - 1) / 2, static_cast<double>(extent.y - 1) / 2,
                                      static_cast<double>(extent.z - 1) / 2});
  }
  setWindow(openingWindow_);
  Q_EMIT viewChanged();
}

void ViewState::setCrosshairVisible(bool visible) {
  if (std::exchange(crosshair_, visible) != visible) Q_EMIT displayChanged();
}

void ViewState::setLettersVisible(bool visible) {
  if (std::exchange(letters_, visible) != visible) Q_EMIT displayChanged();
}

void ViewState::setScheme(MouseScheme scheme) {
  if (std::exchange(scheme_, scheme) != scheme) Q_EMIT displayChanged();
}

void ViewState::setTool(std::optional<MouseAction> tool) {
  if (std::exchange(tool_, tool) != tool) Q_EMIT displayChanged();
}

void ViewState::setStyle(const ViewerStyle& style) {
  style_ = style;
  Q_EMIT displayChanged();
  Q_EMIT layersChanged();
}

QString ViewState::valueText() const {
  if (!image_) return {};
  const volume::Vec3 voxel = cursorVoxel();
  const auto x = std::llround(voxel[0]), y = std::llround(voxel[1]), z = std::llround(voxel[2]);
  QString text =
      (imageName_.isEmpty() ? tr("value") : imageName_) + QLatin1Char(' ') + numberText(image_->valueAt(x, y, z));
  for (const LayerRole role : {LayerRole::PredictionA, LayerRole::PredictionB, LayerRole::Reference}) {
    const LabelLayer& layer = this->layer(role);
    if (!layer.volume || !layer.visible || layer.volume->extent != image_->extent) continue;
    const int label = static_cast<int>(layer.volume->valueAt(x, y, z));
    if (label > 0) return text + QStringLiteral(", ") + labelName(label);
  }
  return text;
}

QString ViewState::readout() const {
  return image_ ? positionText(cursor_) + QStringLiteral(", ") + valueText() : QString();
}

}  // namespace selvox::viewers

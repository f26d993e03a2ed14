// What is painted over a slice: cross, letters, bar, readout, slice bar, measurements.

#include <algorithm>
#include <cmath>

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "viewers/slice_view.h"

namespace selvox::viewers {

namespace {

constexpr double kGap = 22;  // opening of the cross at its centre
constexpr double kBarMillimetres = 50;
constexpr double kBarRight = 20;  // free space for the slice bar
constexpr double kTrackWidth = 8, kThumbHeight = 26;

}  // namespace

void SliceView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (exporting()) {  // painted onto an image with a pixel ratio of its own
    pictureStale_ = true;
    picture_.setDevicePixelRatio(painter.device()->devicePixelRatioF());
  }
  painter.fillRect(rect(), style().ground);
  const VolumePtr& image = state()->image();
  if (!image) {
    paintCaption(painter, {}, {});
    paintMessage(painter, state()->message());
    return paintFocus(painter);
  }
  ensurePicture();
  painter.drawImage(pictureRect().topLeft(), picture_);
  if (exporting()) pictureStale_ = true;
  painter.save();
  painter.setClipRect(pictureRect());
  paintCross(painter);
  paintSwipe(painter);
  paintMeasurements(painter);
  paintScale(painter);
  paintLetters(painter);
  paintReadout(painter);
  if (!exporting()) paintSliceBar(painter);
  painter.restore();
  const PlaneAxes axes = axesOf(plane_);
  volume::Vec3 voxel = state()->cursorVoxel();
  voxel[static_cast<std::size_t>(axes.normal)] = static_cast<double>(state()->sliceOf(plane_));
  const double position = image->worldFromVoxel.apply(voxel)[static_cast<std::size_t>(axes.normal)];
  const std::int64_t count = along(image->extent, axes.normal);
  paintCaption(painter, tr("%1 of %2").arg(state()->sliceOf(plane_) + 1).arg(count), axisText(axes.normal, position));
  paintFocus(painter);
}

void SliceView::paintCross(QPainter& painter) {
  if (!state()->crosshairVisible()) return;
  const PlaneAxes axes = axesOf(plane_);
  const QPointF at = pixelOf(state()->cursor());
  const QRectF room = pictureRect();
  // A line carries the colour of the plane that it is the trace of.
  const auto traceOf = [&](int axis) {
    for (const Plane other : {Plane::Axial, Plane::Sagittal, Plane::Coronal})
      if (axesOf(other).normal == axis) return style().plane(other);
    return style().text;
  };
  painter.setRenderHint(QPainter::Antialiasing, false);
  const double half = kGap / 2;
  painter.setPen(QPen(traceOf(axes.row), 1));
  painter.drawLine(QPointF(room.left(), at.y()), QPointF(at.x() - half, at.y()));
  painter.drawLine(QPointF(at.x() + half, at.y()), QPointF(room.right(), at.y()));
  painter.setPen(QPen(traceOf(axes.column), 1));
  painter.drawLine(QPointF(at.x(), room.top()), QPointF(at.x(), at.y() - half));
  painter.drawLine(QPointF(at.x(), at.y() + half), QPointF(at.x(), room.bottom()));
}

void SliceView::paintLetters(QPainter& painter) {
  if (!state()->lettersVisible() && !exporting()) return;  // an exported picture always says its orientation
  const EdgeLetters letters = this->letters();
  const QRectF room = QRectF(pictureRect()).adjusted(8, 4, -kBarRight, -4);
  paintText(painter, room, Qt::AlignLeft | Qt::AlignVCenter, letters.left, true);
  paintText(painter, room, Qt::AlignRight | Qt::AlignVCenter, letters.right, true);
  paintText(painter, room, Qt::AlignHCenter | Qt::AlignTop, letters.top, true);
  paintText(painter, room, Qt::AlignHCenter | Qt::AlignBottom, letters.bottom, true);
}

void SliceView::paintScale(QPainter& painter) {
  const PlaneAxes axes = axesOf(plane_);
  const double spacing = state()->image()->worldFromVoxel.spacing()[static_cast<std::size_t>(axes.column)];
  const double perMillimetre = frame().columnPixels / spacing;
  double millimetres = kBarMillimetres;
  const QRectF room = QRectF(pictureRect()).adjusted(8, 8, -kBarRight, -8);
  // A bar that no longer fits, or is too short to read, goes to the nearest round length.
  while (millimetres * perMillimetre > room.width() * 0.45 && millimetres > 0.01)
    millimetres /= millimetres == 50 ? 5 : 2;
  while (millimetres * perMillimetre < 24 && millimetres < 1000) millimetres *= 2;
  const double length = millimetres * perMillimetre;
  const double y = std::floor(room.bottom()) - 0.5, right = std::floor(room.right()) - 0.5, left = right - length;
  QPainterPath bar;
  bar.moveTo(left, y - 5);
  bar.lineTo(left, y);
  bar.lineTo(right, y);
  bar.lineTo(right, y - 5);
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style().ground, 3));
  painter.drawPath(bar);
  painter.setPen(QPen(style().text, 1.25));
  painter.drawPath(bar);
  const QString text = tr("%1 mm").arg(QLocale().toString(millimetres, 'g', 4));
  paintText(painter, QRectF(right - 120, y - 24, 120, 18), Qt::AlignRight | Qt::AlignBottom, text);
}

void SliceView::paintReadout(QPainter& painter) {
  const QRectF room = QRectF(pictureRect()).adjusted(8, 8, -kBarRight, -6);
  QString text;
  if (readout_) {
    text = positionText(state()->cursor()) + QLatin1Char('\n') + state()->valueText();
  } else {
    const PlaneAxes axes = axesOf(plane_);
    const volume::Vec3 spacing = state()->image()->worldFromVoxel.spacing();
    text = tr("%1 \u00D7 %2 mm")
               .arg(QLocale().toString(spacing[static_cast<std::size_t>(axes.column)], 'f', 2))
               .arg(QLocale().toString(spacing[static_cast<std::size_t>(axes.row)], 'f', 2));
  }
  if (state()->window().width > 0 && exporting()) {
    text += QLatin1Char('\n') + tr("W %1 · L %2")
                                    .arg(QLocale().toString(state()->window().width, 'g', 5))
                                    .arg(QLocale().toString(state()->window().level, 'g', 5));
  }
  paintText(painter, room, Qt::AlignLeft | Qt::AlignBottom, text);
}

QRectF SliceView::sliceBarTrack() const {
  const QRectF room = pictureRect();
  return {room.right() - kTrackWidth - 2, room.top() + 6, kTrackWidth, std::max(0.0, room.height() - 12)};
}

void SliceView::paintSliceBar(QPainter& painter) {
  const QRectF track = sliceBarTrack();
  const std::int64_t count = along(state()->image()->extent, axesOf(plane_).normal);
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setPen(Qt::NoPen);
  painter.setBrush(style().track);
  painter.drawRoundedRect(track, 4, 4);
  if (count < 2 || track.height() < kThumbHeight) return;
  // The last slice (most superior, left, posterior) is at the top, as the wheel moves.
  const double share = 1 - static_cast<double>(state()->sliceOf(plane_)) / static_cast<double>(count - 1);
  painter.setBrush(colour());
  painter.drawRoundedRect(
      QRectF(track.left(), track.top() + share * (track.height() - kThumbHeight), kTrackWidth, kThumbHeight), 4, 4);
}

void SliceView::paintMeasurements(QPainter& painter) {
  painter.setRenderHint(QPainter::Antialiasing, true);
  for (const Measurement& line : measurements_) {
    const auto inverse = state()->image()->worldFromVoxel.inverse();
    const double slice = inverse->apply(line.from)[static_cast<std::size_t>(axesOf(plane_).normal)];
    if (std::llround(slice) != state()->sliceOf(plane_)) continue;
    const QPointF from = pixelOf(line.from), to = pixelOf(line.to);
    painter.setPen(QPen(style().ground, 4));
    painter.drawLine(from, to);
    painter.setPen(QPen(style().focus, 1.75));
    painter.drawLine(from, to);
    painter.setBrush(style().focus);
    for (const QPointF& end : {from, to}) painter.drawEllipse(end, 2.5, 2.5);
    const QString text = tr("%1 mm").arg(QLocale().toString(line.millimetres(), 'f', 1));
    paintText(painter, QRectF(to + QPointF(8, -20), QSizeF(120, 18)), Qt::AlignLeft | Qt::AlignVCenter, text, true);
  }
}

double SliceView::swipeX() const {
  return pictureRect().left() + state()->swipe() * pictureRect().width();
}

void SliceView::paintSwipe(QPainter& painter) {
  if (state()->mode() != OverlayMode::Swipe || !state()->overlayVisible()) return;
  const QRectF room = pictureRect();
  const double x = std::round(swipeX());
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(style().ground, 3));
  painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));
  painter.setPen(QPen(style().text, 1));
  painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));
  const bool hasB = state()->layer(LayerRole::PredictionB).volume != nullptr;
  const QString left = QStringLiteral("A"), right = hasB ? QStringLiteral("B") : tr("Reference");
  paintText(painter, QRectF(x - 130, room.top() + 22, 124, 18), Qt::AlignRight | Qt::AlignVCenter, left, true);
  paintText(painter, QRectF(x + 6, room.top() + 22, 124, 18), Qt::AlignLeft | Qt::AlignVCenter, right, true);
}

}  // namespace selvox::viewers

// Mouse, wheel and keys of a slice view.

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include "viewers/slice_view.h"

namespace selvox::viewers {

namespace {

constexpr double kClickSlack = 3;       // pixels a click may move
constexpr double kZoomPerPixel = 0.01;  // natural logarithm
constexpr double kWheelZoom = 1.15;     // a notch
constexpr double kWindowPixels = 400;   // dragging so far changes the window by its whole opening width
constexpr int kNotch = 120;
constexpr double kSwipeGrip = 8;

}  // namespace

void SliceView::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  if (captionPress(event) || !state()->image()) return;
  Q_EMIT activated();
  pressed_ = last_ = event->position();
  moved_ = false;
  action_ = click_ = MouseAction::None;
  if (event->button() == Qt::LeftButton && sliceBarTrack().adjusted(-6, 0, 4, 0).contains(event->position())) {
    draggingBar_ = true;
    return scrollTo(event->position());
  }
  const bool swiping = state()->mode() == OverlayMode::Swipe && state()->overlayVisible();
  if (event->button() == Qt::LeftButton && swiping && std::abs(event->position().x() - swipeX()) <= kSwipeGrip) {
    draggingSwipe_ = true;
    return;
  }
  const MouseBinding* binding = findBinding(state()->scheme(), event->button(), event->modifiers());
  if (!binding) return;
  action_ = binding->drag;
  click_ = binding->click;
  const bool plainLeft = binding->button == Qt::LeftButton && binding->modifiers == Qt::NoModifier;
  if (plainLeft && state()->tool()) action_ = *state()->tool();
  if (action_ == MouseAction::Crosshair) moveCross(event->position());
  if (action_ == MouseAction::Measure) click_ = MouseAction::None;
}

void SliceView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF at = event->position();
  if (draggingBar_) return scrollTo(at);
  if (draggingSwipe_) return state()->setSwipe((at.x() - pictureRect().left()) / std::max(1, pictureRect().width()));
  if (event->buttons() == Qt::NoButton) {
    const bool live = event->modifiers().testFlag(Qt::ShiftModifier) && shiftMovesCrosshair(state()->scheme());
    if (live && state()->image() && pictureRect().contains(at.toPoint())) moveCross(at);
    return;
  }
  if (action_ == MouseAction::None || !state()->image()) return;
  const QPointF way = at - pressed_;
  if (!moved_ && std::hypot(way.x(), way.y()) < kClickSlack) return;
  if (!moved_ && action_ == MouseAction::Measure) measurements_.push_back({worldAt(pressed_), worldAt(pressed_)});
  moved_ = true;
  drag(last_, at);
  last_ = at;
}

void SliceView::mouseReleaseEvent(QMouseEvent* event) {
  if (!moved_ && !draggingBar_ && !draggingSwipe_ && click_ == MouseAction::Crosshair && state()->image())
    moveCross(event->position());
  action_ = click_ = MouseAction::None;
  draggingBar_ = draggingSwipe_ = moved_ = false;
}

void SliceView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return mousePressEvent(event);
  if (event->position().y() < style().captionHeight &&
      maximiseRect().adjusted(-8, -6, 8, 6).contains(event->position().toPoint()))
    return captionPress(event), void();
  Q_EMIT maximiseRequested();
}

void SliceView::drag(const QPointF& from, const QPointF& to) {
  switch (action_) {
    case MouseAction::Window:
      return dragWindow(to - from);
    case MouseAction::Crosshair:
      return moveCross(to);
    case MouseAction::Zoom:
      return zoomAt(pressed_, std::exp((from.y() - to.y()) * kZoomPerPixel));
    case MouseAction::Scroll:
      return step(std::llround((from.y() - to.y()) / 4));
    case MouseAction::Measure:
      measurements_.back().to = worldAt(to);
      return update();
    case MouseAction::Pan: {
      const volume::Vec3 before = worldAt(from), after = worldAt(to);
      volume::Vec3 centre = state()->centre();
      for (std::size_t i = 0; i < 3; ++i) centre[i] += before[i] - after[i];
      return state()->setCentre(centre);
    }
    case MouseAction::None:
      return;
  }
}

void SliceView::dragWindow(const QPointF& delta) {
  // To the right wider, up brighter (a lower level), as radiology workstations do.
  Window window = state()->window();
  const double perPixel = window.width / kWindowPixels;
  window.width = std::max(window.width + 2 * perPixel * delta.x(), perPixel * 1e-3);
  window.level += 2 * perPixel * delta.y();
  state()->setWindow(window);
}

void SliceView::moveCross(const QPointF& pixel) {
  state()->setCursor(worldAt(pixel));
}

void SliceView::zoomAt(const QPointF& pixel, double factor) {
  const volume::Vec3 before = worldAt(pixel);
  state()->setZoom(state()->zoom() * factor);
  const volume::Vec3 after = worldAt(pixel);
  volume::Vec3 centre = state()->centre();
  for (std::size_t i = 0; i < 3; ++i) centre[i] += before[i] - after[i];
  state()->setCentre(centre);  // what lies under the mouse stays there
}

void SliceView::scrollTo(const QPointF& pixel) {
  const QRectF track = sliceBarTrack();
  const std::int64_t count = along(state()->image()->extent, axesOf(plane_).normal);
  const double share = std::clamp(1 - (pixel.y() - track.top()) / std::max(1.0, track.height()), 0.0, 1.0);
  state()->setSlice(plane_, std::llround(share * static_cast<double>(count - 1)));
}

void SliceView::step(std::int64_t slices) {
  state()->setSlice(plane_, state()->sliceOf(plane_) + slices);
}

void SliceView::wheelEvent(QWheelEvent* event) {
  event->accept();
  if (!state()->image()) return;
  wheelRest_ += event->angleDelta().y() ? event->angleDelta().y() : event->angleDelta().x();
  if (wheelAction(event->modifiers()) == MouseAction::Zoom) {
    const double notches = static_cast<double>(std::exchange(wheelRest_, 0)) / kNotch;
    return zoomAt(event->position(), std::pow(kWheelZoom, notches));
  }
  const int notches = wheelRest_ / kNotch;
  wheelRest_ -= notches * kNotch;
  if (notches) step(notches);
}

void SliceView::keyPressEvent(QKeyEvent* event) {
  if (!state()->image()) return ViewPane::keyPressEvent(event);
  const std::int64_t count = along(state()->image()->extent, axesOf(plane_).normal);
  switch (event->key()) {
    case Qt::Key_Up:
      return step(1);
    case Qt::Key_Down:
      return step(-1);
    case Qt::Key_PageUp:
      return step(10);
    case Qt::Key_PageDown:
      return step(-10);
    case Qt::Key_Home:
      return state()->setSlice(plane_, 0);
    case Qt::Key_End:
      return state()->setSlice(plane_, count - 1);
    case Qt::Key_C:
      return toggleCine();
    default:
      ViewPane::keyPressEvent(event);  // the four-up knows the rest
  }
}

}  // namespace selvox::viewers

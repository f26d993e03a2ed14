#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>

#include "ui/charts/line_chart_item.h"

namespace selvox::ui {

namespace {

constexpr double kZoomPerNotch = 1.25;
constexpr int kScrollPauseMs = 400;  // a page being scrolled does not start to zoom when a chart comes by
constexpr double kNear = 14;         // pixels

QElapsedTimer& lastScroll() {
  static QElapsedTimer timer;
  return timer;
}

}  // namespace

void LineChart::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  layoutPlot();
}

void LineChart::wheelEvent(QWheelEvent* event) {
  const bool scrolling = lastScroll().isValid() && lastScroll().elapsed() < kScrollPauseMs;
  if (!plot_.contains(event->position()) || scrolling || event->angleDelta().y() == 0) {
    lastScroll().restart();
    event->ignore();
    return;
  }
  const double notches = event->angleDelta().y() / 120.0;
  zoom(event->position(), std::pow(kZoomPerNotch, notches), event->modifiers().testFlag(Qt::ControlModifier));
  event->accept();
}

void LineChart::zoom(QPointF at, double factor, bool vertical) {
  AxisRange& range = vertical ? y_ : x_;
  const double share = vertical ? (plot_.bottom() - at.y()) / plot_.height() : (at.x() - plot_.left()) / plot_.width();
  const double fixed = range.low + share * range.span();
  const double span = range.span() / factor;
  if (span < 1e-9 * std::max(1.0, std::abs(fixed)) || !std::isfinite(span) || span > 1e15) return;
  range = {fixed - share * span, fixed + (1 - share) * span};
  (vertical ? chosenY_ : chosenX_) = true;
  refit();
}

void LineChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QChartView::mousePressEvent(event);
  setFocus(Qt::MouseFocusReason);
  dragFrom_ = event->pos();
  dragX_ = x_;
  dragY_ = y_;
}

void LineChart::mouseMoveEvent(QMouseEvent* event) {
  mouse_ = event->position();
  if (dragFrom_ && (event->buttons() & Qt::LeftButton) && (event->pos() - *dragFrom_).manhattanLength() > 3) {
    const double dx = (event->pos().x() - dragFrom_->x()) / plot_.width() * dragX_.span();
    const double dy = (event->pos().y() - dragFrom_->y()) / plot_.height() * dragY_.span();
    x_ = {dragX_.low - dx, dragX_.high - dx};
    y_ = {dragY_.low + dy, dragY_.high + dy};
    chosenX_ = chosenY_ = true;
    setCursor(Qt::ClosedHandCursor);
    refit();
  }
  if (plot_.contains(*mouse_)) {
    Q_EMIT hovered(fromAxis(x_.low + (mouse_->x() - plot_.left()) / plot_.width() * x_.span(), options_.logX));
  }
  viewport()->update();
}

void LineChart::mouseReleaseEvent(QMouseEvent*) {
  dragFrom_.reset();
  unsetCursor();
}

void LineChart::mouseDoubleClickEvent(QMouseEvent*) {
  dragFrom_.reset();
  fit();
}

void LineChart::leaveEvent(QEvent* event) {
  mouse_.reset();
  Q_EMIT left();
  viewport()->update();
  QChartView::leaveEvent(event);
}

void LineChart::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) return copyPicture();
  if (event->key() == Qt::Key_C && event->modifiers() == Qt::ControlModifier) return copyValues();
  if (event->key() == Qt::Key_Home) return fit();
  if (event->key() == Qt::Key_Plus) return zoom(plot_.center(), kZoomPerNotch, false);
  if (event->key() == Qt::Key_Minus) return zoom(plot_.center(), 1 / kZoomPerNotch, false);
  event->ignore();  // the page's own keys
}

void LineChart::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.addAction(tr("Copy values"), this, &LineChart::copyValues);
  menu.addAction(tr("Copy picture"), this, &LineChart::copyPicture);
  menu.addAction(tr("Fit"), this, &LineChart::fit);
  menu.exec(event->globalPos());
}

void LineChart::focusInEvent(QFocusEvent* event) {
  QChartView::focusInEvent(event);
  viewport()->update();
}

void LineChart::focusOutEvent(QFocusEvent* event) {
  QChartView::focusOutEvent(event);
  viewport()->update();
}

std::optional<double> LineChart::valueNear(const Item& item, double x) const {
  const auto& points = item.smooth;
  if (points.empty()) return std::nullopt;
  const auto right = std::lower_bound(points.begin(), points.end(), x, [](const events::Point& point, double at) { return point.x < at; });
  if (right == points.end()) {
    // Beyond its end a run says nothing, but half a column is within the mouse's reach.
    return x - points.back().x <= x_.span() / std::max(1.0, plot_.width()) * kNear ? std::optional(points.back().y) : std::nullopt;
  }
  if (right == points.begin()) {
    return right->x - x <= x_.span() / std::max(1.0, plot_.width()) * kNear ? std::optional(right->y) : std::nullopt;
  }
  const auto before = right - 1;
  return x - before->x < right->x - x ? before->y : right->y;
}

const LineChart::Item* LineChart::nearest(QPointF position) const {
  const double x = x_.low + (position.x() - plot_.left()) / plot_.width() * x_.span();
  const Item* best = nullptr;
  double distance = kNear;
  for (const auto& item : items_) {
    const auto value = valueNear(*item, x);
    if (!value) continue;
    const double d = std::abs(toScene(x, *value).y() - position.y());
    if (d < distance) {
      distance = d;
      best = item.get();
    }
  }
  return best;
}

QStringList LineChart::readOut(double x) const {
  QStringList lines;
  const auto at = toAxis(x, options_.logX);
  if (!at) return lines;
  for (const auto& item : items_) {
    if (const auto value = valueNear(*item, *at)) lines << item->label + '\t' + shortNumber(fromAxis(*value, options_.logY));
  }
  return lines;
}

}  // namespace selvox::ui

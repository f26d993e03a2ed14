#include "ui/charts/scatter_plot.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/charts/line_chart.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr double kReach = 9;    // pixels
constexpr double kRadius = 4.5;

}  // namespace

ScatterPlot::ScatterPlot(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ScatterPlot::setPoints(std::vector<ScatterPoint> points) {
  points_ = std::move(points);
  std::erase_if(points_, [](const ScatterPoint& point) { return !std::isfinite(point.x) || !std::isfinite(point.y); });
  if (points_.empty()) {
    range_ = {};
  } else {
    double low = points_.front().x, high = low;
    for (const ScatterPoint& point : points_) {
      low = std::min({low, point.x, point.y});
      high = std::max({high, point.x, point.y});
    }
    range_ = padded({low, high}, 0.06);
  }
  setAccessibleName(tr("Every case: %1 over %2, %n point(s)", nullptr, static_cast<int>(points_.size())).arg(yTitle_, xTitle_));
  update();
}

void ScatterPlot::setAxes(const QString& xTitle, const QString& yTitle, int xStyle, int yStyle) {
  xTitle_ = xTitle;
  yTitle_ = yTitle;
  xStyle_ = xStyle;
  yStyle_ = yStyle;
  update();
}

void ScatterPlot::setSelected(const QString& name) {
  selected_ = name;
  update();
}

QRectF ScatterPlot::plot() const {
  const QFontMetricsF metrics(Theme::font(FontRole::Caption));
  const double left = metrics.horizontalAdvance(QStringLiteral("0.00")) + 10 + metrics.height() + 4;
  return {left, 8, std::max(10.0, width() - left - 12), std::max(10.0, height() - 8 - 2 * metrics.height() - 14)};
}

QPointF ScatterPlot::place(double x, double y) const {
  const QRectF area = plot();
  return {area.left() + (x - range_.low) / range_.span() * area.width(), area.bottom() - (y - range_.low) / range_.span() * area.height()};
}

QPointF ScatterPlot::positionOf(const QString& name) const {
  for (const ScatterPoint& point : points_) {
    if (point.name == name) return place(point.x, point.y);
  }
  return {};
}

QString ScatterPlot::pointAt(QPointF position) const {
  QString best;
  double distance = kReach;
  for (const ScatterPoint& point : points_) {
    const QPointF at = place(point.x, point.y) - position;
    const double d = std::hypot(at.x(), at.y());
    if (d < distance) {
      best = point.name;
      distance = d;
    }
  }
  return best;
}

void ScatterPlot::paintAxes(QPainter& painter) const {
  const QRectF area = plot();
  const QFontMetricsF metrics(painter.font());
  for (const Tick& tick : valueTicks(range_, false, std::max(2, static_cast<int>(area.height() / 60)))) {
    const QPointF at = place(tick.position, tick.position);
    painter.setPen(Theme::color(Token::Divider));
    painter.drawLine(QPointF(area.left(), std::round(at.y()) + 0.5), QPointF(area.right(), std::round(at.y()) + 0.5));
    painter.setPen(Theme::color(Token::Text3));
    painter.drawText(QRectF(0, at.y() - metrics.height() / 2, area.left() - 6, metrics.height()), Qt::AlignRight | Qt::AlignVCenter, tick.text);
    painter.drawText(QRectF(at.x() - 40, area.bottom() + 4, 80, metrics.height()), Qt::AlignHCenter, tick.text);
  }
  painter.drawText(QRectF(area.left(), area.bottom() + metrics.height() + 8, area.width(), metrics.height()), Qt::AlignHCenter, xTitle_);
  painter.save();
  painter.translate(metrics.height(), area.center().y());
  painter.rotate(-90);
  painter.drawText(QRectF(-area.height() / 2, -metrics.height(), area.height(), metrics.height()), Qt::AlignHCenter, yTitle_);
  painter.restore();
  QPen dash(Theme::color(Token::Text3), 1);
  dash.setDashPattern({4, 4});
  painter.setPen(dash);
  painter.drawLine(area.bottomLeft(), area.topRight());
}

void ScatterPlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(Theme::font(FontRole::Caption));
  if (points_.empty()) {
    painter.setFont(Theme::font(FontRole::Body));
    painter.setPen(Theme::color(Token::Text3));
    painter.drawText(rect().adjusted(24, 0, -24, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Every test case appears here when both runs have been evaluated on the same cases."));
    return;
  }
  paintAxes(painter);
  const QRectF area = plot();
  const QFontMetricsF metrics(painter.font());
  painter.setPen(Theme::color(Token::Text3));
  painter.drawText(area.adjusted(8, 6, 0, 0), Qt::AlignLeft | Qt::AlignTop, tr("%1 better").arg(yTitle_.section(' ', -1)));
  painter.drawText(area.adjusted(0, 0, -8, -6), Qt::AlignRight | Qt::AlignBottom, tr("%1 better").arg(xTitle_.section(' ', -1)));
  for (const ScatterPoint& point : points_) {
    const bool above = point.y >= point.x;
    QColor colour = Theme::series(above ? yStyle_ : xStyle_);
    colour.setAlphaF(0.8f);
    paintMark(painter, place(point.x, point.y), above ? yStyle_ : xStyle_, colour, kRadius);
  }
  for (const ScatterPoint& point : points_) {
    if (point.name == selected_ || point.name == hovered_) paintName(painter, point);
  }
  if (hasFocus()) {
    painter.setPen(QPen(Theme::color(Token::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadiusChip, kRadiusChip);
  }
}

void ScatterPlot::paintName(QPainter& painter, const ScatterPoint& point) const {
  const QPointF at = place(point.x, point.y);
  painter.setPen(QPen(Theme::color(Token::Text), 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(at, kRadius + 4, kRadius + 4);
  QFont font = Theme::font(FontRole::Caption);
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  const QString words = QStringLiteral("%1  %2 · %3").arg(point.name, shortNumber(point.y), shortNumber(point.x));
  const QFontMetricsF metrics(font);
  QRectF box(at.x() + 14, at.y() - metrics.height() / 2 - 2, metrics.horizontalAdvance(words) + 10, metrics.height() + 4);
  if (box.right() > width() - 2) box.moveRight(at.x() - 14);
  painter.setPen(Theme::color(Token::MenuBorder));
  painter.setBrush(Theme::color(Token::Panel));
  painter.drawRoundedRect(box, kRadiusChip, kRadiusChip);
  painter.setPen(Theme::color(Token::Text));
  painter.drawText(box, Qt::AlignCenter, words);
}

void ScatterPlot::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  const QString name = pointAt(event->position());
  if (name.isEmpty() || event->button() != Qt::LeftButton) return;
  setSelected(name);
  Q_EMIT pointClicked(name);
}

void ScatterPlot::mouseMoveEvent(QMouseEvent* event) {
  const QString name = pointAt(event->position());
  if (name == hovered_) return;
  hovered_ = name;
  setCursor(name.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
  update();
}

void ScatterPlot::leaveEvent(QEvent*) {
  hovered_.clear();
  update();
}

void ScatterPlot::keyPressEvent(QKeyEvent* event) {
  const bool next = event->key() == Qt::Key_Right, previous = event->key() == Qt::Key_Left;
  if ((next || previous) && !points_.empty()) {
    const auto at = std::find_if(points_.begin(), points_.end(), [this](const ScatterPoint& point) { return point.name == selected_; });
    const auto n = static_cast<std::ptrdiff_t>(points_.size());
    const std::ptrdiff_t row = at == points_.end() ? 0 : (at - points_.begin() + (next ? 1 : n - 1)) % n;
    setSelected(points_[static_cast<std::size_t>(row)].name);
    return;
  }
  if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !selected_.isEmpty()) {
    Q_EMIT pointClicked(selected_);
    return;
  }
  QWidget::keyPressEvent(event);
}

}  // namespace selvox::ui

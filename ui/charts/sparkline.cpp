#include "ui/charts/sparkline.h"

#include <algorithm>

#include <QPainter>
#include <QPainterPath>

#include "ui/theme/theme.h"

namespace selvox::ui {

Sparkline::Sparkline(QWidget* parent) : QWidget(parent) {
  setFixedSize(sizeHint());
  connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::setPoints(std::vector<events::Point> points, Token colour) {
  if (points.size() > 1) points = events::decimate(points, points.front().x, points.back().x, width());
  points_ = std::move(points);
  colour_ = colour;
  update();
}

void Sparkline::paintEvent(QPaintEvent*) {
  if (points_.size() < 2) return;
  const auto [low, high] = std::minmax_element(points_.begin(), points_.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
  const double spanX = points_.back().x - points_.front().x;
  const double spanY = high->y - low->y;
  QPainterPath path;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const double x = 1 + (spanX > 0 ? (points_[i].x - points_.front().x) / spanX : 0) * (width() - 2);
    const double y = spanY > 0 ? 3 + (high->y - points_[i].y) / spanY * (height() - 6) : height() / 2.0;
    if (i == 0) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  }
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(Theme::color(colour_), 1.5));
  painter.drawPath(path);
}

}  // namespace selvox::ui

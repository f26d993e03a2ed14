#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include "ui/charts/line_chart_item.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr double kLabelStep = 14;     // smallest distance of two end labels
constexpr double kLabelReach = 110;   // pixels a label may cover
constexpr int kReadOutRows = 12;
constexpr int kTickRoomX = 64, kTickRoomY = 25;

QFont bold(QFont font) {
  font.setWeight(QFont::DemiBold);
  return font;
}

QColor styleColour(int style) { return style >= 6 ? Theme::color(Token::Text3) : Theme::series(style); }

}  // namespace

void paintMark(QPainter& painter, QPointF centre, int style, const QColor& colour, double radius) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  const double r = radius;
  switch (((style % 6) + 6) % 6) {
    case 0: painter.drawEllipse(centre, r, r); break;
    case 1: painter.drawRect(QRectF(centre.x() - r * 0.88, centre.y() - r * 0.88, r * 1.76, r * 1.76)); break;
    case 2: painter.drawPolygon(QPolygonF{{centre.x(), centre.y() - r * 1.2}, {centre.x() + r * 1.2, centre.y()},
                                          {centre.x(), centre.y() + r * 1.2}, {centre.x() - r * 1.2, centre.y()}}); break;
    case 3: painter.drawPolygon(QPolygonF{{centre.x(), centre.y() - r * 1.1}, {centre.x() + r * 1.1, centre.y() + r * 0.9},
                                          {centre.x() - r * 1.1, centre.y() + r * 0.9}}); break;
    case 4:
      painter.setPen(QPen(colour, 1.75));
      painter.drawLine(centre + QPointF(-r, -r), centre + QPointF(r, r));
      painter.drawLine(centre + QPointF(-r, r), centre + QPointF(r, -r));
      break;
    default:
      painter.setPen(QPen(colour, 1.5));
      painter.setBrush(Qt::NoBrush);
      painter.drawEllipse(centre, r * 0.9, r * 0.9);
  }
}

QPointF LineChart::toScene(double x, double y) const {
  return {plot_.left() + (x - x_.low) / x_.span() * plot_.width(), plot_.bottom() - (y - y_.low) / y_.span() * plot_.height()};
}

void LineChart::drawBackground(QPainter* painter, const QRectF& rect) {
  QChartView::drawBackground(painter, rect);
  painter->save();
  painter->setFont(Theme::font(FontRole::Caption));
  const QFontMetricsF metrics(painter->font());
  double furthest = x_.low;
  for (const auto& item : items_) {
    if (!item->smooth.empty()) furthest = std::max(furthest, item->smooth.back().x);
  }
  if (plannedEnd_ > 0 && options_.x == XAxis::Step && furthest < x_.high && !items_.empty()) {
    const QRectF rest(QPointF(std::max(plot_.left(), toScene(furthest, y_.low).x()), plot_.top()), plot_.bottomRight());
    painter->fillRect(rest, Theme::color(Token::Sunken));
    const QString words = tr("to come");
    if (rest.width() > metrics.horizontalAdvance(words) + 16) {
      painter->setPen(Theme::color(Token::Text3));
      painter->drawText(QRectF(rest.left(), rest.top() + 4, rest.width() - 8, metrics.height()), Qt::AlignRight, words);
    }
  }
  const int rows = std::max(2, static_cast<int>(plot_.height() / kTickRoomY));
  const int columns = std::max(2, static_cast<int>(plot_.width() / kTickRoomX));
  for (const Tick& tick : valueTicks(y_, options_.logY, rows)) {
    const double y = toScene(x_.low, tick.position).y();
    painter->setPen(QPen(Theme::color(Token::Divider), 1));
    painter->drawLine(QPointF(plot_.left(), std::round(y) + 0.5), QPointF(plot_.right(), std::round(y) + 0.5));
    painter->setPen(Theme::color(Token::Text3));
    painter->drawText(QRectF(0, y - metrics.height() / 2, plot_.left() - 6, metrics.height()), Qt::AlignRight | Qt::AlignVCenter, tick.text);
  }
  double until = -1e9;  // labels never touch
  for (const Tick& tick : xTicks(x_, options_.x, options_.logX, columns)) {
    const double x = toScene(tick.position, y_.low).x();
    const double width = metrics.horizontalAdvance(tick.text);
    const double from = std::clamp(x - width / 2, 0.0, std::max(0.0, viewport()->width() - width));
    if (from < until + 8) continue;
    until = from + width;
    painter->setPen(Theme::color(Token::Text3));
    painter->drawText(QRectF(from, plot_.bottom() + 5, width + 2, metrics.height()), Qt::AlignLeft, tick.text);
  }
  painter->restore();
}

void LineChart::drawForeground(QPainter* painter, const QRectF& rect) {
  QChartView::drawForeground(painter, rect);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setFont(Theme::font(FontRole::Caption));
  const QFontMetricsF metrics(painter->font());
  bool any = false;
  for (const auto& item : items_) any |= !item->smooth.empty() || !item->bad.empty();
  if (!any) {
    painter->setFont(Theme::font(FontRole::Table));
    painter->setPen(Theme::color(Token::Text3));
    painter->drawText(plot_, Qt::AlignCenter, message_.isEmpty() ? tr("No values yet") : message_);
  } else {
    paintReferences(*painter);
    paintNonFinite(*painter);
    paintEndLabels(*painter);
    if (!message_.isEmpty()) {
      painter->setPen(Theme::color(Token::Error));
      painter->drawText(QRectF(plot_.left() + 6, plot_.top() + 10, plot_.width() - 12, metrics.height()), Qt::AlignLeft,
                        metrics.elidedText(message_, Qt::ElideRight, plot_.width() - 12));
    }
    if (mouse_) paintReadOut(*painter);
  }
  if (hasFocus()) {
    painter->setPen(QPen(Theme::color(Token::Accent), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), kRadiusChip, kRadiusChip);
  }
  painter->restore();
}

void LineChart::paintReferences(QPainter& painter) const {
  const QFontMetricsF metrics(painter.font());
  for (const ReferenceLine& line : references_) {
    const auto y = toAxis(line.value, options_.logY);
    if (!y || *y < y_.low || *y > y_.high) continue;
    const double at = toScene(x_.low, *y).y();
    QPen pen(Theme::color(line.colour), 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(plot_.left(), at), QPointF(plot_.right(), at));
    const bool below = at - metrics.height() - 2 < plot_.top();
    painter.drawText(QRectF(plot_.left(), below ? at + 2 : at - metrics.height() - 1, plot_.width() - 4, metrics.height()),
                     Qt::AlignRight, line.label);
  }
}

void LineChart::paintNonFinite(QPainter& painter) const {
  painter.setPen(Qt::NoPen);
  painter.setBrush(Theme::color(Token::Error));
  for (const auto& item : items_) {
    double last = -1e9;
    for (const events::Point& point : item->bad) {
      const double x = toScene(point.x, y_.low).x();
      if (x < plot_.left() - 1 || x > plot_.right() + 1 || x - last < 2) continue;
      last = x;
      painter.drawPolygon(QPolygonF{{x - 4, plot_.top()}, {x + 4, plot_.top()}, {x, plot_.top() + 7}});
    }
  }
}

std::vector<LineChart::EndLabel> LineChart::endLabels() const {
  std::vector<EndLabel> labels;
  for (const auto& item : items_) {
    if (item->smooth.empty()) continue;
    const auto end = std::upper_bound(item->smooth.begin(), item->smooth.end(), x_.high,
                                      [](double x, const events::Point& point) { return x < point.x; });
    if (end == item->smooth.begin()) continue;
    const events::Point& last = *(end - 1);
    if (last.x < x_.low || last.y < y_.low || last.y > y_.high) continue;
    const QPointF at = toScene(last.x, last.y);
    labels.push_back({at, at.y(), item.get()});
  }
  std::sort(labels.begin(), labels.end(), [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  // Labels push each other down where they would touch; those that end elsewhere stand in nobody's way.
  const auto touch = [](const EndLabel& a, const EndLabel& b) { return std::abs(a.point.x() - b.point.x()) < kLabelReach; };
  for (std::size_t i = 1; i < labels.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (touch(labels[i], labels[j])) labels[i].y = std::max(labels[i].y, labels[j].y + kLabelStep);
    }
  }
  for (std::size_t i = labels.size(); i-- > 0;) {
    double limit = plot_.bottom();
    for (std::size_t j = i + 1; j < labels.size(); ++j) {
      if (touch(labels[i], labels[j])) limit = std::min(limit, labels[j].y - kLabelStep);
    }
    labels[i].y = std::min(labels[i].y, limit);
  }
  return labels;
}

void LineChart::paintEndLabels(QPainter& painter) const {
  const Item* near = mouse_ ? nearest(*mouse_) : nullptr;
  painter.setFont(bold(Theme::font(FontRole::Caption)));
  const QFontMetricsF metrics(painter.font());
  for (const EndLabel& label : endLabels()) {
    const bool grey = label.item->style >= 6 && label.item != near;
    const QColor colour = grey ? Theme::color(Token::Text3) : Theme::series(label.item->style);
    paintMark(painter, label.point, label.item->style, colour, 3);
    if (!endLabelsOn_ || label.item->label.isEmpty() || grey) continue;
    painter.setPen(colour);
    const double room = viewport()->width() - label.point.x() - 8;
    painter.drawText(QRectF(label.point.x() + 8, label.y - metrics.height() / 2, room, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(label.item->label, Qt::ElideMiddle, room));
  }
}

void LineChart::paintReadOut(QPainter& painter) const {
  if (!plot_.contains(*mouse_)) return;
  const double x = x_.low + (mouse_->x() - plot_.left()) / plot_.width() * x_.span();
  painter.setPen(QPen(Theme::color(Token::FieldBorder), 1));
  painter.drawLine(QPointF(mouse_->x(), plot_.top()), QPointF(mouse_->x(), plot_.bottom()));
  struct Row {
    const Item* item;
    double value;
  };
  std::vector<Row> rows;
  for (const auto& item : items_) {
    const auto value = valueNear(*item, x);
    if (!value) continue;
    const QPointF at = toScene(x, *value);
    if (plot_.contains(at)) paintMark(painter, at, item->style, styleColour(item->style), 3.5);
    rows.push_back({item.get(), fromAxis(*value, options_.logY)});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.value > b.value; });
  const std::size_t more = rows.size() > kReadOutRows ? rows.size() - kReadOutRows : 0;
  rows.resize(rows.size() - more);
  painter.setFont(Theme::font(FontRole::Table));
  const QFontMetricsF metrics(painter.font());
  const QFontMetricsF boldMetrics(bold(painter.font()));
  const QString head = describeX(fromAxis(x, options_.logX), options_.x) + (more ? tr(" · %1 more").arg(more) : QString());
  double names = 0, values = 0;
  for (const Row& row : rows) {
    names = std::max(names, std::min(220.0, metrics.horizontalAdvance(row.item->label)));
    values = std::max(values, boldMetrics.horizontalAdvance(shortNumber(row.value)));
  }
  const double line = metrics.height() + 3;
  const double width = std::max(metrics.horizontalAdvance(head), 16 + names + 16 + values) + 20;
  QRectF box(mouse_->x() + 14, mouse_->y() + 10, width, line * static_cast<double>(rows.size() + 1) + 12);
  if (box.right() > viewport()->width() - 2) box.moveRight(mouse_->x() - 14);
  if (box.bottom() > viewport()->height() - 2) box.moveBottom(viewport()->height() - 2);
  box.moveLeft(std::max(2.0, box.left()));
  box.moveTop(std::max(2.0, box.top()));
  painter.setPen(QPen(Theme::color(Token::MenuBorder), 1));
  painter.setBrush(Theme::color(Token::Panel));
  painter.drawRoundedRect(box, kRadiusControl, kRadiusControl);
  painter.setPen(Theme::color(Token::Text3));
  double y = box.top() + 6;
  painter.drawText(QRectF(box.left() + 10, y, width - 20, line), Qt::AlignLeft | Qt::AlignVCenter, head);
  for (const Row& row : rows) {
    y += line;
    paintMark(painter, QPointF(box.left() + 14, y + line / 2), row.item->style, styleColour(row.item->style), 3.5);
    painter.setPen(Theme::color(Token::Text));
    painter.setFont(Theme::font(FontRole::Table));
    painter.drawText(QRectF(box.left() + 26, y, names + 2, line), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(row.item->label, Qt::ElideMiddle, names));
    painter.setFont(bold(Theme::font(FontRole::Table)));
    painter.drawText(QRectF(box.left() + 26, y, width - 36, line), Qt::AlignRight | Qt::AlignVCenter, shortNumber(row.value));
  }
}

}  // namespace selvox::ui

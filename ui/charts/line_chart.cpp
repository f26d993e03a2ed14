#include "ui/charts/line_chart.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <QApplication>
#include <QClipboard>
#include <QtCharts/QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>

#include "ui/charts/line_chart_item.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr double kLineWidth = 1.75;
constexpr double kFaint = 0.28;
constexpr int kPointsPerColumn = 4;  // what events::decimate may return
constexpr int kGreyFrom = 6;         // styles beyond the palette
constexpr std::size_t kSmoothFrom = 64;  // samples
constexpr double kAir = 0.06;        // above and below the data

QLineSeries* addLine(QChart& chart, QValueAxis* x, QValueAxis* y) {
  auto* line = new QLineSeries;
  chart.addSeries(line);
  line->attachAxis(x);
  line->attachAxis(y);
  return line;
}

QList<QPointF> toQt(const std::vector<events::Point>& points) {
  QList<QPointF> list;
  list.reserve(static_cast<qsizetype>(points.size()));
  for (const events::Point& point : points) list.append(QPointF(point.x, point.y));
  return list;
}

void extend(std::optional<AxisRange>& range, double value) {
  if (!range) range = AxisRange{value, value};
  range->low = std::min(range->low, value);
  range->high = std::max(range->high, value);
}

}  // namespace

LineChart::LineChart(QWidget* parent) : QChartView(parent), xAxis_(new QValueAxis), yAxis_(new QValueAxis) {
  chart()->legend()->hide();
  chart()->setBackgroundVisible(false);
  chart()->setMargins({});
  chart()->layout()->setContentsMargins(0, 0, 0, 0);
  chart()->setAnimationOptions(QChart::NoAnimation);
  chart()->addAxis(xAxis_, Qt::AlignBottom);
  chart()->addAxis(yAxis_, Qt::AlignLeft);
  xAxis_->setVisible(false);
  yAxis_->setVisible(false);
  setRenderHint(QPainter::Antialiasing);
  setFrameShape(QFrame::NoFrame);
  setBackgroundBrush(Qt::NoBrush);
  setStyleSheet(QStringLiteral("background: transparent"));
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(160, 100);
  connect(&Theme::instance(), &Theme::changed, this, [this] {
    restyle();
    viewport()->update();
  });
}

void LineChart::setTitle(const QString& title) {
  title_ = title;
  updateAccessibility();
}

void LineChart::setSeries(const std::vector<ChartSeries>& series) {
  std::vector<std::shared_ptr<Item>> next;
  bool changed = series.size() != items_.size(), newStyle = false;
  for (const ChartSeries& each : series) {
    if (!each.curve) continue;
    const auto known = std::find_if(items_.begin(), items_.end(), [&](const auto& item) { return item->id == each.id; });
    std::shared_ptr<Item> item = known != items_.end() ? *known : std::make_shared<Item>();
    const bool fresh = known == items_.end();
    newStyle |= fresh || item->style != each.style;
    if (fresh || item->curve != each.curve || item->version != each.curve->version() || item->origin != each.origin) {
      item->id = each.id;
      transform(*item, each);
      changed = true;
    }
    changed |= item->label != each.label;
    item->label = each.label;
    item->style = each.style;
    next.push_back(std::move(item));
  }
  for (const auto& old : items_) {
    if (std::find(next.begin(), next.end(), old) != next.end()) continue;
    changed = true;
    if (old->line) chart()->removeSeries(old->line), delete old->line;
    if (old->faint) chart()->removeSeries(old->faint), delete old->faint;
  }
  items_ = std::move(next);
  if (!changed && !newStyle) return;
  for (const auto& item : items_) {
    if (!item->faint) item->faint = addLine(*chart(), xAxis_, yAxis_);
    if (!item->line) item->line = addLine(*chart(), xAxis_, yAxis_);
  }
  if (newStyle) restyle();
  updateMessage();
  refit();
  updateAccessibility();
}

void LineChart::transform(Item& item, const ChartSeries& series) {
  item.curve = series.curve;
  item.version = series.curve->version();
  item.origin = series.origin;
  const auto points = series.curve->points(options_.x, series.origin);
  // A short curve (one value a validation) is no noise to be averaged away: it would only lag behind.
  const bool smooth = options_.smoothing > 0 && points.size() >= kSmoothFrom;
  const auto smoothed = smooth ? events::smooth(points, options_.smoothing) : points;
  item.raw.clear();
  item.smooth.clear();
  item.hidden = 0;
  const auto place = [&](const std::vector<events::Point>& from, std::vector<events::Point>& to, bool count) {
    to.reserve(from.size());
    for (const events::Point& point : from) {
      const auto x = toAxis(point.x, options_.logX);
      const auto y = toAxis(point.y, options_.logY);
      if (x && y) to.push_back({*x, *y});
      if (!y && count) ++item.hidden;
    }
  };
  place(smoothed, item.smooth, true);
  if (smooth) place(points, item.raw, false);
  item.bad.clear();
  for (const events::Point& point : series.curve->nonFinitePoints(options_.x, series.origin)) {
    if (const auto x = toAxis(point.x, options_.logX)) item.bad.push_back({*x, point.y});
  }
}

void LineChart::setOptions(const ChartOptions& options) {
  if (options == options_) return;
  const bool newX = options.x != options_.x || options.logX != options_.logX;
  const bool newY = options.logY != options_.logY;
  options_ = options;
  if (newX) chosenX_ = false;
  if (newY || newX) chosenY_ = false;
  // The caller feeds the curves again; until then the old points would stand on new axes.
  for (const auto& item : items_) item->version = ~std::uint64_t{0};
}

void LineChart::setReferenceLines(std::vector<ReferenceLine> lines) {
  references_ = std::move(lines);
  refit();
}

void LineChart::setPlannedEnd(double steps) {
  if (plannedEnd_ == steps) return;
  plannedEnd_ = steps;
  refit();
}

void LineChart::setEndLabels(bool on) {
  endLabelsOn_ = on;
  layoutPlot();
}

void LineChart::fit() {
  chosenX_ = chosenY_ = false;
  refit();
}

void LineChart::refit() {
  if (!chosenX_) {
    std::optional<AxisRange> range;
    for (const auto& item : items_) {
      for (const auto* points : {&item->smooth, &item->bad}) {
        if (points->empty()) continue;
        extend(range, points->front().x);
        extend(range, points->back().x);
      }
    }
    if (range && options_.x == XAxis::Step && !options_.logX) range->low = std::min(range->low, 0.0);
    if (range && options_.x == XAxis::Step && plannedEnd_ > 0) extend(range, *toAxis(plannedEnd_, options_.logX));
    x_ = range.value_or(AxisRange{});
    if (!(x_.span() > 0)) x_ = {x_.low, x_.low + 1};
  }
  if (!chosenY_) {
    std::optional<AxisRange> range;
    for (const auto& item : items_) {
      for (const events::Point& point : item->smooth) {
        if (point.x >= x_.low && point.x <= x_.high) extend(range, point.y);
      }
    }
    // A reference line far from the data is left outside instead of flattening the curve.
    const double reach = range ? std::max(range->span(), std::abs(range->high) * 0.2) : 0;
    for (const ReferenceLine& line : references_) {
      const auto y = toAxis(line.value, options_.logY);
      if (y && (!range || (*y > range->low - reach && *y < range->high + reach))) extend(range, *y);
    }
    y_ = padded(range.value_or(AxisRange{}), kAir);
  }
  layoutPlot();
}

void LineChart::layoutPlot() {
  const QFontMetricsF metrics(Theme::font(FontRole::Caption));
  double tickWidth = metrics.horizontalAdvance(QStringLiteral("0.00"));
  for (const Tick& tick : valueTicks(y_, options_.logY, 6)) tickWidth = std::max(tickWidth, metrics.horizontalAdvance(tick.text));
  const QSizeF size = viewport()->size();
  const double line = metrics.height();
  const double left = std::ceil(tickWidth) + 8;
  const double plotWidth = std::max(20.0, size.width() - left - 8);
  double right = 8 + metrics.horizontalAdvance(QStringLiteral("00k")) / 2;
  if (endLabelsOn_) {
    for (const auto& item : items_) {
      if (item->smooth.empty() || item->label.isEmpty()) continue;
      const double share = (item->smooth.back().x - x_.low) / x_.span();
      const double width = std::min(metrics.horizontalAdvance(item->label) * 1.08 + 12, size.width() * 0.25);
      const double room = (1 - std::clamp(share, 0.0, 1.0)) * plotWidth;
      right = std::max(right, width + 4 - room);
    }
  }
  plot_ = QRectF(left, 6, std::max(20.0, size.width() - left - right), std::max(20.0, size.height() - line - 14));
  chart()->setPlotArea(plot_);
  xAxis_->setRange(x_.low, x_.high);
  yAxis_->setRange(y_.low, y_.high);
  redraw();
}

void LineChart::redraw() {
  const int columns =
      std::clamp(static_cast<int>(plot_.width() * devicePixelRatioF()), 16, kMaximumPoints / kPointsPerColumn);
  for (const auto& item : items_) {
    if (!item->line) continue;
    item->line->replace(toQt(events::decimate(item->smooth, x_.low, x_.high, columns)));
    item->faint->replace(toQt(events::decimate(item->raw, x_.low, x_.high, columns)));
  }
  viewport()->update();
}

void LineChart::restyle() {
  for (const auto& item : items_) {
    if (!item->line) continue;
    const bool grey = item->style >= kGreyFrom;
    QColor colour = grey ? Theme::color(Token::FieldBorder) : Theme::series(item->style);
    if (grey) colour.setAlphaF(0.6f);
    QPen pen(colour, kLineWidth);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    if (const auto dashes = Theme::seriesDashes(item->style, kLineWidth); !dashes.isEmpty()) pen.setDashPattern(dashes);
    item->line->setPen(pen);
    colour.setAlphaF(static_cast<float>(kFaint));
    item->faint->setPen(QPen(colour, 1));
  }
}

void LineChart::updateMessage() {
  qsizetype bad = 0;
  int hidden = 0;
  std::optional<double> first;
  for (const auto& item : items_) {
    bad += static_cast<qsizetype>(item->bad.size());
    hidden += item->hidden;
    if (item->bad.empty()) continue;
    const double x = fromAxis(item->bad.front().x, options_.logX);
    first = std::min(first.value_or(x), x);
  }
  message_.clear();
  if (bad > 0) message_ = tr("%n value(s) not finite, first at %1", nullptr, static_cast<int>(bad)).arg(describeX(*first, options_.x));
  if (hidden > 0) {
    if (!message_.isEmpty()) message_ += QStringLiteral(" · ");
    message_ += tr("%n value(s) of 0 or less not on the log axis", nullptr, hidden);
  }
}

void LineChart::updateAccessibility() {
  setAccessibleName(title_.isEmpty() ? tr("Chart") : tr("Chart %1").arg(title_));
  QStringList values;
  for (const auto& item : items_) {
    if (item->smooth.empty()) continue;
    const QString value = shortNumber(fromAxis(item->smooth.back().y, options_.logY));
    values << (item->label.isEmpty() ? value : tr("%1: %2").arg(item->label, value));
  }
  setAccessibleDescription(values.isEmpty() ? tr("no values yet") : tr("last values %1").arg(values.join(QStringLiteral(", "))));
}

int LineChart::drawnPoints(const QString& id) const {
  for (const auto& item : items_) {
    if (item->id == id && item->line) return static_cast<int>(item->line->count());
  }
  return 0;
}

QString LineChart::valuesAsText() const {
  std::map<double, std::vector<QString>> rows;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const auto& points = items_[i]->raw.empty() ? items_[i]->smooth : items_[i]->raw;
    for (const events::Point& point : points) {
      auto& row = rows[fromAxis(point.x, options_.logX)];
      row.resize(items_.size());
      row[i] = QString::number(fromAxis(point.y, options_.logY), 'g', 9);
    }
  }
  QString text = options_.x == XAxis::Step ? QStringLiteral("step") : QStringLiteral("seconds");
  for (const auto& item : items_) text += '\t' + (item->label.isEmpty() ? title_ : item->label);
  text += '\n';
  for (const auto& [x, values] : rows) {
    text += QString::number(x, 'g', 15);
    for (const QString& value : values) text += '\t' + value;
    text += '\n';
  }
  return text;
}

void LineChart::copyValues() { QApplication::clipboard()->setText(valuesAsText()); }
void LineChart::copyPicture() { QApplication::clipboard()->setPixmap(grab()); }

}  // namespace selvox::ui

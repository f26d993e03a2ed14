#include "ui/pages/viewer/window_histogram.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/shell/words.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {
constexpr double kGripReach = 6;
}

WindowHistogram::WindowHistogram(viewers::ViewState* state, QWidget* parent) : QWidget(parent), state_(state) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFocusPolicy(Qt::TabFocus);
  setAccessibleName(tr("Histogram with the window; arrows move the level, Shift and arrows change the width"));
  connect(state, &viewers::ViewState::windowChanged, this, qOverload<>(&QWidget::update));
  connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void WindowHistogram::setCounts(std::vector<double> counts, double low, double high) {
  counts_ = std::move(counts);
  low_ = low;
  high_ = high > low ? high : low + 1;
  update();
}

QRectF WindowHistogram::plot() const {
  return QRectF(rect()).adjusted(1, 2, -1, -(QFontMetrics(Theme::font(FontRole::Caption)).height() + 2));
}

double WindowHistogram::xOf(double value) const {
  const QRectF area = plot();
  return area.left() + std::clamp((value - low_) / (high_ - low_), -0.02, 1.02) * area.width();
}

double WindowHistogram::valueAt(double x) const {
  return low_ + (x - plot().left()) / plot().width() * (high_ - low_);
}

void WindowHistogram::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRectF area = plot();
  painter.setPen(Theme::color(Token::FieldBorder));
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  if (counts_.empty() || !state_->image()) return;
  const double left = std::max(area.left(), xOf(state_->window().low()));
  const double right = std::min(area.right(), xOf(state_->window().high()));
  painter.fillRect(QRectF(left, area.top(), std::max(0.0, right - left), area.height()), Theme::color(Token::Sel));
  // Square roots: the background peak would hide everything else.
  const double most = std::sqrt(*std::max_element(counts_.begin(), counts_.end()));
  const double step = area.width() / static_cast<double>(counts_.size());
  for (std::size_t i = 0; i < counts_.size() && most > 0; ++i) {
    const double height = std::sqrt(counts_[i]) / most * (area.height() - 2);
    painter.fillRect(
        QRectF(area.left() + static_cast<double>(i) * step, area.bottom() - height, std::max(1.0, step - 0.5), height),
        Theme::color(Token::Text3));
  }
  painter.setPen(QPen(Theme::color(Token::Accent), 2));
  for (const double x : {left, right}) painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  painter.setFont(Theme::font(FontRole::Caption));
  painter.setPen(Theme::color(Token::Text3));
  const QRectF foot(area.left(), area.bottom() + 1, area.width(), height() - area.bottom() - 1);
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignTop, shortNumberText(low_));
  painter.drawText(foot, Qt::AlignRight | Qt::AlignTop, shortNumberText(high_));
  if (hasFocus()) {
    painter.setPen(QPen(Theme::color(Token::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
  }
}

void WindowHistogram::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !state_->image()) return;
  const double x = event->position().x();
  const double toLow = std::abs(x - xOf(state_->window().low())), toHigh = std::abs(x - xOf(state_->window().high()));
  grip_ = std::min(toLow, toHigh) > kGripReach ? Grip::Middle : toLow < toHigh ? Grip::Low : Grip::High;
  last_ = valueAt(x);
}

void WindowHistogram::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton) || !state_->image()) return;
  const double value = valueAt(event->position().x()), moved = value - last_;
  last_ = value;
  const viewers::Window window = state_->window();
  if (grip_ == Grip::Middle) return state_->setWindow({window.width, window.level + moved});
  const double low = window.low() + (grip_ == Grip::Low ? moved : 0),
               high = window.high() + (grip_ == Grip::High ? moved : 0);
  if (high > low) state_->setWindow(viewers::Window::between(low, high));
}

void WindowHistogram::keyPressEvent(QKeyEvent* event) {
  const int way = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
  if (!way || !state_->image()) return QWidget::keyPressEvent(event);
  viewers::Window window = state_->window();
  const double step = window.width / 50 * way;
  if (event->modifiers().testFlag(Qt::ShiftModifier))
    window.width = std::max(window.width + step, window.width / 100);
  else
    window.level += step;
  state_->setWindow(window);
}

}  // namespace selvox::ui

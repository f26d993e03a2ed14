#include "ui/widgets/segmented.h"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"

namespace selvox::ui {

SegmentedControl::SegmentedControl(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); });
}

int SegmentedControl::addSegment(const QString& text, const QString& iconName, const QString& toolTip) {
  segments_.append({text, iconName, toolTip, true});
  updateGeometry();
  return count() - 1;
}

void SegmentedControl::clearSegments() {
  segments_.clear();
  current_ = 0;
  updateGeometry();
}

void SegmentedControl::setCurrent(int index) {
  if (index == current_ || index < 0 || index >= count() || !segments_[index].enabled) return;
  current_ = index;
  update();
  Q_EMIT currentChanged(index);
}

void SegmentedControl::setSegmentEnabled(int index, bool enabled, const QString& reason) {
  if (index < 0 || index >= count()) return;
  segments_[index].enabled = enabled;
  segments_[index].toolTip = reason;
  update();
}

int SegmentedControl::widthOf(const Segment& segment) const {
  const int icon = segment.icon.isEmpty() ? 0 : 14 + (segment.text.isEmpty() ? 0 : 6);
  return QFontMetrics(Theme::font(FontRole::BodyBold)).horizontalAdvance(segment.text) + icon + 24;
}

QSize SegmentedControl::sizeHint() const {
  int widest = 0;
  for (const auto& segment : segments_) widest = std::max(widest, widthOf(segment));
  return {std::max(1, count()) * widest + 2,
          std::max(kControlHeight, QFontMetrics(Theme::font(FontRole::Body)).height() + 10)};
}

QSize SegmentedControl::minimumSizeHint() const {
  constexpr int kNarrowest = 34;  // texts are cut then; the whole stands in the tool tip
  return {std::max(1, count()) * kNarrowest + 2, sizeHint().height()};
}

QRect SegmentedControl::rectOf(int index) const {
  // Equal widths when they fit, otherwise by text.
  const int usable = width() - 2;
  int total = 0;
  int widest = 0;
  for (const auto& segment : segments_) {
    total += widthOf(segment);
    widest = std::max(widest, widthOf(segment));
  }
  const bool equal = widest * count() <= usable;
  int x = 1;
  int w = 0;
  for (int i = 0; i <= index; ++i) {
    x += w;
    w = equal ? usable / count()
              : static_cast<int>(static_cast<qint64>(usable) * widthOf(segments_[i]) / std::max(1, total));
    if (i == count() - 1) w = width() - 1 - x;
  }
  if (isRightToLeft()) x = width() - x - w;
  return {x, 1, w, height() - 2};
}

int SegmentedControl::indexAt(const QPoint& point) const {
  for (int i = 0; i < count(); ++i)
    if (rectOf(i).contains(point)) return i;
  return -1;
}

void SegmentedControl::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath clip;
  clip.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadiusControl, kRadiusControl);
  painter.fillPath(clip, Theme::color(Token::Panel));
  painter.save();
  painter.setClipPath(clip);
  for (int i = 0; i < count(); ++i) {
    const auto& segment = segments_[i];
    const QRect r = rectOf(i);
    const bool chosen = i == current_;
    if (chosen)
      painter.fillRect(r, Theme::color(Token::Sel));
    else if (i == hovered_ && segment.enabled && isEnabled())
      painter.fillRect(r, Theme::color(Token::Hover));
    if (i > 0)
      painter.fillRect(isRightToLeft() ? r.right() + 1 : r.left(), 1, 1, height() - 2, Theme::color(Token::Divider));
    const Token ink = segment.enabled && isEnabled() ? Token::Text : Token::Text3;
    const QFont font = Theme::font(chosen ? FontRole::BodyBold : FontRole::Body);
    const QFontMetrics metrics(font);
    const int iconSpace = segment.icon.isEmpty() ? 0 : 14 + (segment.text.isEmpty() ? 0 : 6);
    const QString shown = metrics.elidedText(segment.text, Qt::ElideRight, r.width() - iconSpace - 8);
    int x = r.left() + (r.width() - iconSpace - metrics.horizontalAdvance(shown)) / 2;
    if (iconSpace > 0) {
      painter.drawPixmap(x, r.center().y() - 6, iconPixmap(segment.icon, 14, ink, devicePixelRatioF()));
      x += iconSpace;
    }
    painter.setFont(font);
    painter.setPen(Theme::color(ink));
    painter.drawText(QRect(x, r.top(), r.right() - x, r.height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
  }
  painter.restore();
  paint::box(&painter, rect(), Qt::transparent, Theme::color(isEnabled() ? Token::FieldBorder : Token::Divider),
             kRadiusControl);
  if (hasFocus()) paint::focusRing(&painter, rect(), kRadiusControl);
}

void SegmentedControl::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) setCurrent(indexAt(event->position().toPoint()));
}

void SegmentedControl::mouseMoveEvent(QMouseEvent* event) {
  hovered_ = indexAt(event->position().toPoint());
  update();
}

void SegmentedControl::leaveEvent(QEvent*) {
  hovered_ = -1;
  update();
}

void SegmentedControl::keyPressEvent(QKeyEvent* event) {
  const int forward = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
  const int backward = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
  int step = 0;
  if (event->key() == forward || event->key() == Qt::Key_Down) step = 1;
  if (event->key() == backward || event->key() == Qt::Key_Up) step = -1;
  if (step == 0) {
    QWidget::keyPressEvent(event);
    return;
  }
  for (int i = current_ + step; i >= 0 && i < count(); i += step) {
    if (!segments_[i].enabled) continue;
    setCurrent(i);
    return;
  }
}

bool SegmentedControl::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = indexAt(help->pos());
    if (index >= 0)
      QToolTip::showText(help->globalPos(),
                         segments_[index].toolTip.isEmpty() ? segments_[index].text : segments_[index].toolTip, this);
    else
      QToolTip::hideText();
    return true;
  }
  return QWidget::event(event);
}

}  // namespace selvox::ui

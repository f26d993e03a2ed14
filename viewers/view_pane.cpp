#include "viewers/view_pane.h"

#include <algorithm>

#include <QFocusEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace selvox::viewers {

namespace {
constexpr int kEdge = 2;  // plane colour above the caption
constexpr int kMargin = 8;
constexpr int kButton = 12;
}  // namespace

ViewPane::ViewPane(ViewState* state, QWidget* parent) : QWidget(parent), state_(state) {
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMinimumSize(96, 96);
  connect(state, &ViewState::displayChanged, this, qOverload<>(&QWidget::update));
}

QRect ViewPane::pictureRect() const {
  const int top = style().captionHeight;
  return {0, top, width(), std::max(0, height() - top)};
}

QRect ViewPane::maximiseRect() const {
  const int height = style().captionHeight;
  return {width() - kMargin - kButton, (height + kEdge - kButton) / 2, kButton, kButton};
}

void ViewPane::setMaximised(bool maximised) {
  maximised_ = maximised;
  update();
}

QImage ViewPane::snapshot(double scale) {
  QImage image(size() * scale, QImage::Format_RGB32);
  image.setDevicePixelRatio(scale);
  image.fill(style().ground);
  exporting_ = true;
  render(&image, QPoint(), QRegion(), QWidget::DrawWindowBackground);
  exporting_ = false;
  return image;
}

QFont ViewPane::textFont(bool bold) const {
  QFont text = font();
  text.setPixelSize(style().textPixels);
  text.setBold(bold);
  return text;
}

void ViewPane::paintCaption(QPainter& painter, const QString& detail, const QString& position) {
  const QRect band(0, 0, width(), style().captionHeight);
  painter.fillRect(band, style().captionGround);
  painter.fillRect(QRect(0, 0, width(), kEdge), colour());
  QRect text = band.adjusted(kMargin, kEdge, -kMargin, 0);
  if (!exporting_) text.setRight(maximiseRect().left() - kMargin);
  painter.setFont(textFont(true));
  painter.setPen(style().text);
  painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, name());
  const int used = painter.fontMetrics().horizontalAdvance(name()) + kMargin;
  painter.setFont(textFont());
  painter.setPen(style().dimText);
  const int positionWidth = painter.fontMetrics().horizontalAdvance(position);
  const QRect rest = text.adjusted(used, 0, 0, 0);
  const bool roomy = painter.fontMetrics().horizontalAdvance(detail) + kMargin + positionWidth <= rest.width();
  if (roomy || position.isEmpty()) painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, detail);
  painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, position);
  if (exporting_) return;
  const QRectF icon = QRectF(maximiseRect()).adjusted(0.5, 0.5, -0.5, -0.5);
  painter.setPen(QPen(style().text, 1.25));
  const double reach = 3.5, in = maximised_ ? 3.5 : 0;
  for (const bool right : {false, true}) {
    for (const bool bottom : {false, true}) {
      const QPointF corner(right ? icon.right() - in : icon.left() + in, bottom ? icon.bottom() - in : icon.top() + in);
      const double outward = maximised_ ? 1 : -1;
      painter.drawLine(corner, corner + QPointF((right ? 1 : -1) * reach * outward, 0));
      painter.drawLine(corner, corner + QPointF(0, (bottom ? 1 : -1) * reach * outward));
    }
  }
}

void ViewPane::paintMessage(QPainter& painter, const QString& text) {
  painter.setFont(textFont());
  painter.setPen(style().dimText);
  painter.drawText(pictureRect().adjusted(24, 12, -24, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void ViewPane::paintText(QPainter& painter, const QRectF& box, int flags, const QString& text, bool bold) {
  painter.setFont(textFont(bold));
  QColor rim = style().ground;
  rim.setAlpha(170);
  painter.setPen(rim);
  for (const QPointF& shift : {QPointF(-1, 0), QPointF(1, 0), QPointF(0, -1), QPointF(0, 1)})
    painter.drawText(box.translated(shift), flags, text);
  painter.setPen(style().text);
  painter.drawText(box, flags, text);
}

bool ViewPane::captionPress(QMouseEvent* event) {
  if (event->position().y() >= style().captionHeight) return false;
  if (event->button() == Qt::LeftButton && maximiseRect().adjusted(-8, -6, 8, 6).contains(event->position().toPoint()))
    Q_EMIT maximiseRequested();
  return true;
}

void ViewPane::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  Q_EMIT activated();
  update();
}

void ViewPane::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

void ViewPane::paintFocus(QPainter& painter) {
  if (!hasFocus() || exporting_) return;
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style().focus, 1));
  painter.drawRect(pictureRect().adjusted(0, 0, -1, -1));
}

}  // namespace selvox::viewers

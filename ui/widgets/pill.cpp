#include "ui/widgets/pill.h"

#include <algorithm>

#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"

namespace selvox::ui {
namespace {
constexpr int kPillIcon = 14;
constexpr int kPillPad = 8;
}  // namespace

ToneColours toneColours(Tone tone) {
  switch (tone) {
    case Tone::Ok:
      return {Token::Ok, Token::OkTint};
    case Tone::Warn:
      return {Token::Warn, Token::WarnTint};
    case Tone::Error:
      return {Token::Error, Token::ErrorTint};
    case Tone::Accent:
      return {Token::Accent, Token::Sel};
    case Tone::Neutral:
      break;
  }
  return {Token::Text2, Token::Hover};
}

QSize pillSize(const QString& iconName, const QString& text, const QFont& font) {
  const QFontMetrics metrics(font);
  const int icon = iconName.isEmpty() ? 0 : kPillIcon + (text.isEmpty() ? 0 : 5);
  return {metrics.horizontalAdvance(text) + icon + 2 * kPillPad, std::max(20, metrics.height() + 4)};
}

QRect paintPill(QPainter* painter, const QRect& rect, Tone tone, const QString& iconName, const QString& text,
                const QFont& font, bool filled) {
  const auto [ink, tint] = toneColours(tone);
  QSize size = pillSize(iconName, text, font);
  if (!filled) size.rwidth() -= 2 * kPillPad;
  size.setWidth(std::min(size.width(), rect.width()));
  const bool rtl = painter->layoutDirection() == Qt::RightToLeft;
  QRect shape(QPoint(rtl ? rect.right() - size.width() + 1 : rect.left(), rect.center().y() - size.height() / 2 + 1),
              size);
  if (filled) paint::box(painter, shape, Theme::color(tint), Qt::transparent, shape.height() / 2.0);
  QRect inner = filled ? shape.adjusted(kPillPad, 0, -kPillPad, 0) : shape;
  if (!iconName.isEmpty()) {
    const qreal ratio = painter->device()->devicePixelRatioF();
    const int x = rtl ? inner.right() - kPillIcon + 1 : inner.left();
    painter->drawPixmap(QPoint(x, shape.center().y() - kPillIcon / 2 + 1), iconPixmap(iconName, kPillIcon, ink, ratio));
    rtl ? inner.setRight(inner.right() - kPillIcon - 5) : inner.setLeft(inner.left() + kPillIcon + 5);
  }
  painter->save();
  painter->setFont(font);
  painter->setPen(Theme::color(filled || tone != Tone::Neutral ? ink : Token::Text));
  const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, inner.width() + 2);
  painter->drawText(inner.adjusted(0, 0, 2, 0), Qt::AlignVCenter | (rtl ? Qt::AlignRight : Qt::AlignLeft), shown);
  painter->restore();
  return shape;
}

Pill::Pill(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); });
}

Pill::Pill(Tone tone, const QString& iconName, const QString& text, QWidget* parent) : Pill(parent) {
  set(tone, iconName, text);
}

void Pill::set(Tone tone, const QString& iconName, const QString& text) {
  tone_ = tone;
  icon_ = iconName;
  text_ = text;
  setAccessibleName(text);
  updateGeometry();
  update();
}

QSize Pill::sizeHint() const {
  return pillSize(icon_, text_, Theme::font(FontRole::Table));
}

void Pill::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintPill(&painter, rect(), tone_, icon_, text_, Theme::font(FontRole::Table));
}

}  // namespace selvox::ui

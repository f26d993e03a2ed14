#include "ui/pages/qc/qc_buttons.h"

#include <QPainter>
#include <QStyle>

#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"

namespace selvox::ui {

namespace {

constexpr int kKeyBox = 18, kAir = 10, kBetween = 6;

int textWidth(const QString& text, FontRole role) {
  return QFontMetrics(Theme::font(role)).horizontalAdvance(text);
}

}  // namespace

KeyButton::KeyButton(const QString& text, const QString& iconName, const QString& key, Look look, QWidget* parent)
    : QAbstractButton(parent), icon_(iconName), key_(key), look_(look) {
  setText(text);
  setAccessibleName(text);
  if (!key.isEmpty()) setToolTip(tr("%1 (key %2)").arg(text, key));
  setFocusPolicy(Qt::TabFocus);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void KeyButton::setTint(Token ink, Token tint) {
  ink_ = ink;
  tint_ = tint;
}

void KeyButton::setWords(const QString& text) {
  setText(text);
  setAccessibleName(text);
  updateGeometry();
}

QSize KeyButton::sizeHint() const {
  int width = 2 * kAir + textWidth(text(), FontRole::BodyBold);
  if (!icon_.isEmpty()) width += kIconSize + kBetween;
  if (!key_.isEmpty()) width += kKeyBox + kBetween;
  return {std::max(width, 44), kControlHeight};
}

QRect KeyButton::mirrored(const QRect& box) const {
  return QStyle::visualRect(layoutDirection(), rect(), box);
}

void KeyButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const bool on = isChecked();
  const QColor fill = Theme::color(on ? tint_ : underMouse() ? Token::Hover : Token::Panel);
  const bool framed = look_ == Look::Framed || on;
  paint::box(&painter, rect(), fill, framed ? Theme::color(on ? ink_ : Token::FieldBorder) : QColor(Qt::transparent),
             kRadiusControl);
  const Token ink = !isEnabled() ? Token::Text3 : on ? ink_ : Token::Text;
  int x = kAir;
  if (!icon_.isEmpty()) {
    const QRect box = mirrored({x, (height() - kIconSize) / 2, kIconSize, kIconSize});
    painter.drawPixmap(box, iconPixmap(icon_, kIconSize, on ? ink_ : Token::Text2, devicePixelRatioF()));
    x += kIconSize + kBetween;
  }
  painter.setFont(Theme::font(on ? FontRole::BodyBold : FontRole::Body));
  painter.setPen(Theme::color(ink));
  const int room = width() - x - kAir - (key_.isEmpty() ? 0 : kKeyBox + kBetween);
  const bool alone = icon_.isEmpty() && key_.isEmpty();
  painter.drawText(mirrored({x, 0, room, height()}),
                   Qt::AlignVCenter | (alone ? Qt::AlignHCenter : Qt::AlignLeading), text());
  if (!key_.isEmpty()) {
    const QRect box = mirrored({width() - kAir - kKeyBox + 3, (height() - kKeyBox) / 2, kKeyBox, kKeyBox});
    paint::box(&painter, box, Theme::color(Token::Panel), Theme::color(Token::FieldBorder), kRadiusChip);
    painter.setFont(Theme::font(FontRole::Caption));
    painter.setPen(Theme::color(Token::Text2));
    painter.drawText(box, Qt::AlignCenter, key_);
  }
  if (hasFocus()) paint::focusRing(&painter, rect(), kRadiusControl);
}

TagChip::TagChip(const QString& tag, QWidget* parent) : QAbstractButton(parent) {
  setText(tag);
  setAccessibleName(tr("Take the tag %1 away").arg(tag));
  setToolTip(accessibleName());
  setFocusPolicy(Qt::TabFocus);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize TagChip::sizeHint() const {
  return {std::min(180, textWidth(text(), FontRole::Table) + 36), kCompactHeight};
}

void TagChip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint::box(&painter, rect(), Theme::color(Token::Hover),
             underMouse() ? Theme::color(Token::Accent) : QColor(Qt::transparent), kRadiusChip);
  painter.setFont(Theme::font(FontRole::Table));
  painter.setPen(Theme::color(Token::Text));
  const auto place = [this](const QRect& box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
  painter.drawText(place({8, 0, width() - 32, height()}), Qt::AlignVCenter | Qt::AlignLeading,
                   painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 32));
  painter.drawPixmap(place({width() - 20, height() / 2 - 6, 12, 12}),
                     iconPixmap("x-lg", 12, Token::Text2, devicePixelRatioF()));
  if (hasFocus()) paint::focusRing(&painter, rect(), kRadiusChip);
}

}  // namespace selvox::ui

#include "ui/theme/style_paint.h"

#include <algorithm>

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QPainterPath>
#include <QVariant>
#include <QWidget>

namespace selvox::ui::paint {
namespace {

bool on(const QStyleOption* option, QStyle::StateFlag flag) {
  return option->state.testFlag(flag);
}

QString kindOf(const QWidget* widget) {
  return widget != nullptr ? widget->property("kind").toString() : QString();
}

bool keyboardFocus(const QStyleOption* option) {
  return on(option, QStyle::State_HasFocus);
}

QColor mixed(const QColor& a, const QColor& b, double share) {
  return QColor::fromRgbF(static_cast<float>(a.redF() * (1 - share) + b.redF() * share),
                          static_cast<float>(a.greenF() * (1 - share) + b.greenF() * share),
                          static_cast<float>(a.blueF() * (1 - share) + b.blueF() * share));
}

QColor primaryFill(const QStyleOption* option) {
  const QColor accent = Theme::color(Token::Accent);
  if (!on(option, QStyle::State_Enabled)) return Theme::color(Token::Divider);
  if (on(option, QStyle::State_Sunken)) return mixed(accent, Theme::color(Token::Text), 0.25);
  if (on(option, QStyle::State_MouseOver)) return mixed(accent, Theme::color(Token::Text), 0.12);
  return accent;
}

}  // namespace

void box(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& border, qreal radius, qreal width) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const bool outlined = border.alpha() > 0;
  const qreal inset = outlined ? width / 2 : 0;
  painter->setPen(outlined ? QPen(border, width) : QPen(Qt::NoPen));
  painter->setBrush(fill.alpha() > 0 ? QBrush(fill) : QBrush(Qt::NoBrush));
  painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
  painter->restore();
}

void focusRing(QPainter* painter, const QRect& rect, qreal radius) {
  box(painter, rect, Qt::transparent, Theme::color(Token::Accent), radius, 2.0);
}

void chevron(QPainter* painter, const QRect& rect, Qt::ArrowType direction, const QColor& colour) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter->translate(QRectF(rect).center());
  switch (direction) {
    case Qt::UpArrow:
      painter->rotate(180);
      break;
    case Qt::LeftArrow:
      painter->rotate(90);
      break;
    case Qt::RightArrow:
      painter->rotate(-90);
      break;
    default:
      break;
  }
  const qreal half = std::min(4.0, std::min(rect.width(), rect.height()) / 2.0 - 1);
  painter->drawPolyline(QPolygonF({QPointF(-half, -half / 2), QPointF(0, half / 2), QPointF(half, -half / 2)}));
  painter->restore();
}

void tick(QPainter* painter, const QRect& rect, const QColor& colour) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(colour, 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const QRectF r(rect);
  painter->drawPolyline(QPolygonF({QPointF(r.left() + r.width() * 0.24, r.top() + r.height() * 0.54),
                                   QPointF(r.left() + r.width() * 0.43, r.top() + r.height() * 0.72),
                                   QPointF(r.left() + r.width() * 0.77, r.top() + r.height() * 0.32)}));
  painter->restore();
}

void button(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget) {
  const QString kind = kindOf(widget);
  const bool flat = option->features.testFlag(QStyleOptionButton::Flat) || kind == "quiet" || kind == "link";
  const bool enabled = on(option, QStyle::State_Enabled);
  if (kind == "primary") {
    box(painter, option->rect, primaryFill(option), Qt::transparent, kRadiusControl);
  } else if (flat) {
    if (enabled && (on(option, QStyle::State_MouseOver) || on(option, QStyle::State_Sunken)) && kind != "link")
      box(painter, option->rect, Theme::color(Token::Hover), Qt::transparent, kRadiusControl);
  } else {
    QColor fill = Theme::color(Token::Panel);
    if (on(option, QStyle::State_On))
      fill = Theme::color(Token::Sel);
    else if (enabled && on(option, QStyle::State_Sunken))
      fill = Theme::color(Token::Sel);
    else if (enabled && on(option, QStyle::State_MouseOver))
      fill = Theme::color(Token::Hover);
    const QColor edge = Theme::color(!enabled ? Token::Divider : kind == "danger" ? Token::Error : Token::FieldBorder);
    box(painter, option->rect, fill, edge, kRadiusControl);
  }
  if (keyboardFocus(option) && enabled) {
    if (kind == "primary") {
      box(painter, option->rect.adjusted(2, 2, -2, -2), Qt::transparent, Theme::color(Token::OnAccent),
          kRadiusControl - 2, 1.5);
    } else {
      focusRing(painter, option->rect, kRadiusControl);
    }
  }
}

void buttonLabel(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget) {
  const QString kind = kindOf(widget);
  const bool enabled = on(option, QStyle::State_Enabled);
  Token role = Token::Text;
  if (!enabled)
    role = Token::Text3;
  else if (kind == "primary")
    role = Token::OnAccent;
  else if (kind == "link")
    role = Token::Accent;
  else if (kind == "danger")
    role = Token::Error;
  painter->save();
  QFont font = painter->font();
  if (kind == "primary") font.setWeight(QFont::DemiBold);
  painter->setFont(font);
  const QFontMetrics metrics(font);
  const int gap = option->icon.isNull() || option->text.isEmpty() ? 0 : 8;
  const QSize iconSize = option->icon.isNull() ? QSize(0, 0) : option->iconSize;
  const int margin = kind == "link" ? 0 : 6;
  const QRect inner = option->rect.adjusted(margin, 0, -margin, 0);
  const QString text =
      metrics.elidedText(option->text, Qt::ElideRight, inner.width() - iconSize.width() - gap, Qt::TextShowMnemonic);
  const int total = iconSize.width() + gap + metrics.size(Qt::TextShowMnemonic, text).width();
  const bool left = widget != nullptr && widget->property("align").toString() == "left";
  const bool rtl = option->direction == Qt::RightToLeft;
  int x = left ? inner.left() : inner.left() + (inner.width() - total) / 2;
  if (rtl) x = inner.left() + inner.right() - x - total + 1;
  if (!option->icon.isNull()) {
    const QRect box(rtl ? x + total - iconSize.width() : x, option->rect.center().y() - iconSize.height() / 2 + 1,
                    iconSize.width(), iconSize.height());
    option->icon.paint(painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled,
                       on(option, QStyle::State_On) ? QIcon::On : QIcon::Off);
    if (!rtl) x += iconSize.width() + gap;
  }
  painter->setPen(Theme::color(role));
  painter->drawText(QRect(x, option->rect.top(), total - iconSize.width() - gap + 2, option->rect.height()),
                    Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine, text);
  if (option->features.testFlag(QStyleOptionButton::HasMenu))
    chevron(painter, QRect(option->rect.right() - 18, option->rect.top(), 14, option->rect.height()), Qt::DownArrow,
            Theme::color(role));
  painter->restore();
}

void toolButton(const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget) {
  const bool enabled = on(option, QStyle::State_Enabled);
  const bool framed = kindOf(widget) == "framed";
  QColor fill = framed ? Theme::color(Token::Panel) : QColor(Qt::transparent);
  if (on(option, QStyle::State_On))
    fill = Theme::color(Token::Sel);
  else if (enabled && (on(option, QStyle::State_MouseOver) || on(option, QStyle::State_Sunken)))
    fill = Theme::color(Token::Hover);
  const QColor edge = framed ? Theme::color(enabled ? Token::FieldBorder : Token::Divider) : QColor(Qt::transparent);
  box(painter, option->rect, fill, edge, kRadiusControl);
  if (keyboardFocus(option) && enabled) focusRing(painter, option->rect, kRadiusControl);
}

void checkBox(const QStyleOption* option, QPainter* painter) {
  const bool enabled = on(option, QStyle::State_Enabled);
  const bool checked = on(option, QStyle::State_On), partly = on(option, QStyle::State_NoChange);
  const QColor accent = Theme::color(enabled ? Token::Accent : Token::Text3);
  const QColor edge = Theme::color(enabled ? Token::FieldBorder : Token::Divider);
  box(painter, option->rect, checked || partly ? accent : Theme::color(Token::Panel), checked || partly ? accent : edge,
      kRadiusChip);
  if (checked) tick(painter, option->rect, Theme::color(Token::OnAccent));
  if (partly)
    painter->fillRect(QRect(option->rect.left() + 4, option->rect.center().y(), option->rect.width() - 8, 2),
                      Theme::color(Token::OnAccent));
}

void radioButton(const QStyleOption* option, QPainter* painter) {
  const bool enabled = on(option, QStyle::State_Enabled), checked = on(option, QStyle::State_On);
  const QColor accent = Theme::color(enabled ? Token::Accent : Token::Text3);
  box(painter, option->rect, Theme::color(Token::Panel),
      checked ? accent : Theme::color(enabled ? Token::FieldBorder : Token::Divider), option->rect.height() / 2.0,
      checked ? 5.0 : 1.0);
}

void field(const QStyleOption* option, QPainter* painter, const QWidget* widget) {
  const bool enabled = on(option, QStyle::State_Enabled), focus = on(option, QStyle::State_HasFocus);
  const QString state = widget != nullptr ? widget->property("state").toString() : QString();
  QColor edge = Theme::color(enabled ? Token::FieldBorder : Token::Divider);
  if (focus) edge = Theme::color(Token::Accent);
  if (state == "error") edge = Theme::color(Token::Error);
  if (state == "odd") edge = Theme::color(Token::Warn);
  const bool thick = focus || state == "error" || state == "odd";
  box(painter, option->rect, Theme::color(enabled ? Token::Panel : Token::Sunken), edge, kRadiusControl,
      thick ? 2.0 : 1.0);
}

void comboBox(const QStyleOptionComboBox* option, QPainter* painter, const QWidget* widget) {
  const QString kind = kindOf(widget);
  if (kind == "quiet") {
    if (on(option, QStyle::State_MouseOver))
      box(painter, option->rect, Theme::color(Token::Hover), Qt::transparent, kRadiusControl);
    if (keyboardFocus(option)) focusRing(painter, option->rect, kRadiusControl);
  } else {
    field(option, painter, widget);
  }
  const bool rtl = option->direction == Qt::RightToLeft;
  const QRect arrow(rtl ? option->rect.left() + 6 : option->rect.right() - 20, option->rect.top(), 14,
                    option->rect.height());
  chevron(painter, arrow, Qt::DownArrow, Theme::color(on(option, QStyle::State_Enabled) ? Token::Text2 : Token::Text3));
}

void spinBox(const QStyleOptionSpinBox* option, QPainter* painter, const QWidget* widget) {
  if (option->frame) field(option, painter, widget);
  if (option->buttonSymbols == QAbstractSpinBox::NoButtons) return;
  const QRect r = option->rect;
  const bool rtl = option->direction == Qt::RightToLeft;
  const int x = rtl ? r.left() + 4 : r.right() - 18;
  const QColor colour = Theme::color(on(option, QStyle::State_Enabled) ? Token::Text2 : Token::Text3);
  chevron(painter, QRect(x, r.top() + 2, 14, r.height() / 2 - 1), Qt::UpArrow, colour);
  chevron(painter, QRect(x, r.center().y(), 14, r.height() / 2 - 1), Qt::DownArrow, colour);
}

void scrollBar(const QStyleOptionSlider* option, const QRect& handle, QPainter* painter) {
  const bool active = on(option, QStyle::State_MouseOver) || on(option, QStyle::State_Sunken);
  QColor colour = Theme::color(Token::FieldBorder);
  colour.setAlphaF(active ? 0.9f : 0.55f);
  if (option->minimum == option->maximum) return;
  const bool horizontal = option->orientation == Qt::Horizontal;
  const QRect thumb = horizontal ? handle.adjusted(2, 3, -2, -3) : handle.adjusted(3, 2, -3, -2);
  box(painter, thumb, colour, Qt::transparent, std::min(thumb.width(), thumb.height()) / 2.0);
}

void slider(const QStyleOptionSlider* option, const QRect& groove, const QRect& handle, QPainter* painter) {
  const bool horizontal = option->orientation == Qt::Horizontal;
  const bool enabled = on(option, QStyle::State_Enabled);
  QRect track = groove;
  if (horizontal) {
    track.setTop(groove.center().y() - 1);
    track.setHeight(4);
  } else {
    track.setLeft(groove.center().x() - 1);
    track.setWidth(4);
  }
  box(painter, track, Theme::color(Token::Divider), Qt::transparent, 2);
  QRect done = track;
  const bool reversed = option->upsideDown;
  if (horizontal)
    reversed ? done.setLeft(handle.center().x()) : done.setRight(handle.center().x());
  else
    reversed ? done.setTop(handle.center().y()) : done.setBottom(handle.center().y());
  box(painter, done, Theme::color(enabled ? Token::Accent : Token::FieldBorder), Qt::transparent, 2);
  QRect knob(0, 0, 14, 14);
  knob.moveCenter(handle.center());
  box(painter, knob, Theme::color(Token::Panel), Theme::color(enabled ? Token::Accent : Token::FieldBorder), 7,
      on(option, QStyle::State_HasFocus) ? 3 : 2);
}

void tab(const QStyleOptionTab* option, QPainter* painter) {
  const bool selected = on(option, QStyle::State_Selected);
  if (!selected && on(option, QStyle::State_MouseOver) && on(option, QStyle::State_Enabled))
    painter->fillRect(option->rect.adjusted(0, 0, 0, -1), Theme::color(Token::Hover));
  if (selected)
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom() - 2, option->rect.width(), 3),
                      Theme::color(Token::Accent));
  if (on(option, QStyle::State_HasFocus) && selected)
    focusRing(painter, option->rect.adjusted(2, 2, -2, -4), kRadiusControl);
}

void headerSection(const QStyleOptionHeader* option, QPainter* painter) {
  painter->fillRect(option->rect, Theme::color(on(option, QStyle::State_MouseOver) ? Token::Hover : Token::Sunken));
  painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                    Theme::color(Token::Divider));
}

void progress(const QStyleOptionProgressBar* option, QPainter* painter) {
  QRect track = option->rect;
  if (track.height() > 8 && !option->textVisible) {
    track.setTop(option->rect.center().y() - 3);
    track.setHeight(7);
  }
  box(painter, track, Theme::color(Token::Divider), Qt::transparent, 3);
  const double range = static_cast<double>(option->maximum) - option->minimum;
  QRect done = track;
  if (range <= 0) {  // not known yet: a steady block, nothing moves
    done.setLeft(track.left() + track.width() / 3);
    done.setWidth(track.width() / 3);
  } else {
    done.setWidth(static_cast<int>(track.width() * std::clamp((option->progress - option->minimum) / range, 0.0, 1.0)));
    if (option->direction == Qt::RightToLeft) done.moveRight(track.right());
  }
  if (done.width() > 0) box(painter, done, Theme::color(Token::Accent), Qt::transparent, 3);
}

}  // namespace selvox::ui::paint

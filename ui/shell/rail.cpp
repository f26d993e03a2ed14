#include "ui/shell/rail.h"

#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"

namespace selvox::ui {

RailButton::RailButton(const QString& iconName, const QString& checkedIcon, const QString& text, QWidget* parent)
    : QToolButton(parent), icon_(iconName), checkedIcon_(checkedIcon) {
  setText(text);
  setAccessibleName(text);
  setToolTip(text);
  setFocusPolicy(Qt::TabFocus);
  setAttribute(Qt::WA_Hover);
}

void RailButton::setNarrow(bool narrow) {
  narrow_ = narrow;
  updateGeometry();
  update();
}

QSize RailButton::sizeHint() const {
  if (narrow_) return {kRailNarrow, 44};
  const QFontMetrics metrics(Theme::font(FontRole::Caption));
  const int lines =
      metrics.boundingRect(QRect(0, 0, kRailWidth - 4, 200), Qt::TextWordWrap | Qt::AlignHCenter, text()).height();
  return {kRailWidth, qMax(kRailButton, 34 + lines + 6)};
}

void RailButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const bool chosen = isChecked();
  if (chosen)
    painter.fillRect(rect(), Theme::color(Token::Panel));
  else if (underMouse() && isEnabled())
    painter.fillRect(rect(), Theme::color(Token::Hover));
  if (chosen) {
    const int x = isRightToLeft() ? width() - 3 : 0;
    painter.fillRect(x, 0, 3, height(), Theme::color(Token::Accent));
  }
  const Token ink = !isEnabled() ? Token::Text3 : chosen ? Token::Accent : Token::Text2;
  const QPixmap picture = iconPixmap(chosen ? checkedIcon_ : icon_, kRailIconSize, ink, devicePixelRatioF());
  const int top = narrow_ ? (height() - kRailIconSize) / 2 : 10;
  painter.setOpacity(isEnabled() ? 1.0 : 0.7);
  painter.drawPixmap((width() - kRailIconSize) / 2, top, picture);
  painter.setOpacity(1.0);
  if (!narrow_) {
    QFont font = Theme::font(FontRole::Caption);
    font.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(Theme::color(ink));
    painter.drawText(QRect(2, 34, width() - 4, height() - 36), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     text());
  }
  if (hasFocus()) paint::focusRing(&painter, rect().adjusted(2, 2, -2, -2), kRadiusControl);
}

Rail::Rail(QWidget* parent) : QWidget(parent) {
  setObjectName("rail");
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, kSpace1, 1, kSpace1);
  column->setSpacing(0);
  pages_ = new QVBoxLayout;
  pages_->setSpacing(0);
  column->addLayout(pages_);
  column->addStretch(1);
  foot_ = new QVBoxLayout;
  foot_->setSpacing(0);
  column->addLayout(foot_);
  setFixedWidth(kRailWidth + 1);
}

RailButton* Rail::addPage(const QString& id, const QString& iconName, const QString& checkedIcon, const QString& text,
                          const QString& shortcut) {
  auto* button = new RailButton(iconName, checkedIcon, text, this);
  button->setCheckable(true);
  button->setProperty("page", id);
  button->setProperty("tip", shortcut.isEmpty() ? text : QString("%1 (%2)").arg(text, shortcut));
  button->setToolTip(button->property("tip").toString());
  connect(button, &QToolButton::clicked, this, [this, button, id] {
    button->setChecked(true);
    Q_EMIT pageAsked(id);
  });
  pages_->addWidget(button);
  buttons_.append(button);
  return button;
}

RailButton* Rail::addFoot(const QString& iconName, const QString& text) {
  auto* button = new RailButton(iconName, iconName, text, this);
  foot_->addWidget(button);
  feet_.append(button);
  return button;
}

void Rail::setCurrent(const QString& id) {
  for (auto* button : buttons_) button->setChecked(!id.isEmpty() && button->property("page").toString() == id);
}

void Rail::setPagesEnabled(bool enabled, const QString& reason) {
  for (auto* button : buttons_) {
    button->setEnabled(enabled);
    button->setToolTip(enabled ? button->property("tip").toString() : reason);
  }
}

void Rail::setNarrow(bool narrow) {
  setFixedWidth((narrow ? kRailNarrow : kRailWidth) + 1);
  for (auto* button : buttons_) button->setNarrow(narrow);
  for (auto* button : feet_) button->setNarrow(narrow);
}

}  // namespace selvox::ui

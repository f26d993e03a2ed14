#include "ui/widgets/basics.h"

#include <algorithm>

#include <QBoxLayout>
#include <QPainter>

#include "ui/theme/icons.h"

namespace selvox::ui {
namespace {

QPushButton* makeButton(const QString& text, const QString& iconName, QWidget* parent, const char* kind,
                        Token iconRole) {
  auto* button = new QPushButton(text, parent);
  button->setProperty("kind", kind);
  if (!iconName.isEmpty()) button->setIcon(icon(iconName, iconRole, iconName, iconRole));
  button->setAutoDefault(false);
  return button;
}

}  // namespace

QPushButton* primaryButton(const QString& text, const QString& iconName, QWidget* parent) {
  return makeButton(text, iconName, parent, "primary", Token::OnAccent);
}
QPushButton* secondaryButton(const QString& text, const QString& iconName, QWidget* parent) {
  return makeButton(text, iconName, parent, "secondary", Token::Text);
}
QPushButton* quietButton(const QString& text, const QString& iconName, QWidget* parent) {
  return makeButton(text, iconName, parent, "quiet", Token::Text);
}
QPushButton* linkButton(const QString& text, QWidget* parent) {
  auto* button = makeButton(text, {}, parent, "link", Token::Accent);
  button->setCursor(Qt::PointingHandCursor);
  button->setProperty("align", "left");
  return button;
}
QPushButton* dangerButton(const QString& text, const QString& iconName, QWidget* parent) {
  return makeButton(text, iconName, parent, "danger", Token::Error);
}

QToolButton* iconButton(const QString& iconName, const QString& name, QWidget* parent, bool framed) {
  auto* button = new QToolButton(parent);
  button->setIcon(icon(iconName, Token::Text));
  button->setIconSize(QSize(kIconSize, kIconSize));
  button->setAccessibleName(name);
  button->setToolTip(name);
  button->setFocusPolicy(Qt::StrongFocus);
  if (framed) button->setProperty("kind", "framed");
  const int side = framed ? kControlHeight : kCompactHeight;
  button->setMinimumSize(side, side);
  return button;
}

QLabel* textLabel(const QString& text, FontRole role, Token colour, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  setTextRole(label, role, colour);
  return label;
}

QLabel* wrappedLabel(const QString& text, FontRole role, Token colour, QWidget* parent) {
  auto* label = textLabel(text, role, colour, parent);
  label->setWordWrap(true);
  label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  return label;
}

QLabel* iconLabel(const QString& iconName, Token role, int size, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setFixedSize(size, size);
  const auto refresh = [label, iconName, role, size] {
    label->setPixmap(iconPixmap(iconName, size, role, label->devicePixelRatioF()));
  };
  QObject::connect(&Theme::instance(), &Theme::changed, label, refresh);
  refresh();
  return label;
}

QFrame* horizontalRule(QWidget* parent) {
  auto* rule = new QFrame(parent);
  rule->setProperty("kind", "rule");
  rule->setFixedHeight(1);
  return rule;
}

QFrame* verticalRule(QWidget* parent) {
  auto* rule = new QFrame(parent);
  rule->setProperty("kind", "rule");
  rule->setFixedWidth(1);
  return rule;
}

Card::Card(const QString& title, QWidget* parent) : QFrame(parent) {
  setObjectName("card");
  body_ = new QVBoxLayout(this);
  body_->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
  body_->setSpacing(kSpace2);
  if (title.isEmpty()) return;
  titleRow_ = new QHBoxLayout;
  titleRow_->setSpacing(kSpace2);
  auto* label = textLabel(title, FontRole::Section);
  label->setTextInteractionFlags(Qt::NoTextInteraction);
  titleRow_->addWidget(label);
  titleRow_->addStretch(1);
  body_->addLayout(titleRow_);
}

ElidedLabel::ElidedLabel(const QString& text, Qt::TextElideMode mode, QWidget* parent) : QLabel(parent), mode_(mode) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setFullText(text);
}

void ElidedLabel::setFullText(const QString& text) {
  full_ = text;
  setAccessibleName(text);
  updateGeometry();
  resizeEvent(nullptr);
  update();
}

QSize ElidedLabel::minimumSizeHint() const {
  return {24, QLabel::minimumSizeHint().height()};
}

QSize ElidedLabel::sizeHint() const {
  const QFontMetrics metrics(font());
  return {metrics.horizontalAdvance(full_) + 4, metrics.height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
  if (event != nullptr) QLabel::resizeEvent(event);
  const bool cut = QFontMetrics(font()).horizontalAdvance(full_) > width();
  setToolTip(cut ? full_ : QString());
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(font());
  painter.setPen(palette().color(QPalette::WindowText));
  const QString shown = fontMetrics().elidedText(full_, mode_, width());
  painter.drawText(rect(), static_cast<int>(alignment() | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

}  // namespace selvox::ui

#include "ui/pages/start/start_cards.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QGridLayout>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QStyle>
#include <QUrl>

#include "ui/theme/icons.h"
#include "ui/theme/style_paint.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {
constexpr int kCardPad = 16;
}

ActionCard::ActionCard(const QString& iconName, const QString& title, const QString& text, bool first, QWidget* parent)
    : QAbstractButton(parent), icon_(iconName), words_(text), first_(first) {
  setText(title);
  setAccessibleName(title);
  setAccessibleDescription(text);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

QSize ActionCard::sizeHint() const {
  return {230, heightForWidth(230)};
}

int ActionCard::heightForWidth(int width) const {
  const QFontMetrics body(Theme::font(FontRole::Table)), title(Theme::font(FontRole::Section));
  const int lines = body.boundingRect(QRect(0, 0, width - 2 * kCardPad, 1000), Qt::TextWordWrap, words_).height();
  return kCardPad + 26 + 16 + title.height() + 6 + lines + kCardPad;
}

void ActionCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor fill = Theme::color(isDown() ? Token::Sel : underMouse() ? Token::Hover : Token::Panel);
  const bool strong = hasFocus() || first_;
  paint::box(&painter, rect(), fill, Theme::color(strong ? Token::Accent : Token::Divider), kRadiusCard,
             hasFocus() ? 3.0
             : first_   ? 2.0
                        : 1.0);
  const int left = kCardPad;
  const int right = width() - 2 * kCardPad;
  painter.drawPixmap(isRightToLeft() ? width() - kCardPad - 26 : left, kCardPad,
                     iconPixmap(icon_, 26, Token::Accent, devicePixelRatioF()));
  painter.setFont(Theme::font(FontRole::Section));
  painter.setPen(Theme::color(Token::Text));
  const int titleTop = kCardPad + 26 + 16;
  const int titleHeight = painter.fontMetrics().height();
  const int leading = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
  painter.drawText(QRect(left, titleTop, right, titleHeight), leading | Qt::AlignVCenter, text());
  painter.setFont(Theme::font(FontRole::Table));
  painter.setPen(Theme::color(Token::Text2));
  painter.drawText(QRect(left, titleTop + titleHeight + 6, right, height()), leading | Qt::AlignTop | Qt::TextWordWrap,
                   words_);
}

RecentRow::RecentRow(const QString& name, const QString& path, const QString& counts, const QString& when, bool here,
                     QWidget* parent)
    : QAbstractButton(parent), path_(path), counts_(counts), when_(when), here_(here) {
  setText(name);
  setAccessibleName(name);
  setAccessibleDescription(path);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setToolTip(path);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(this, &QAbstractButton::clicked, this, [this] {
    if (here_)
      Q_EMIT openAsked();
    else
      Q_EMIT locateAsked();
  });
}

void RecentRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (underMouse()) painter.fillRect(rect().adjusted(1, 0, -1, 0), Theme::color(Token::Hover));
  const qreal ratio = devicePixelRatioF();
  const QRect thumb(14, (height() - 32) / 2, 32, 32);
  paint::box(&painter, thumb, Theme::color(Token::Sunken), Theme::color(Token::Divider), kRadiusControl);
  painter.drawPixmap(
      thumb.left() + 8, thumb.top() + 8,
      iconPixmap(here_ ? "database" : "question-circle", 16, here_ ? Token::Accent : Token::Text3, ratio));
  const int wide = std::max(160, width() - 46 - 400);
  painter.setFont(Theme::font(FontRole::BodyBold));
  painter.setPen(Theme::color(here_ ? Token::Text : Token::Text3));
  painter.drawText(QRect(58, 8, wide, 20), Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, wide));
  painter.setFont(Theme::font(FontRole::Mono));
  painter.setPen(Theme::color(here_ ? Token::Text2 : Token::Text3));
  painter.drawText(QRect(58, 28, wide, 20), Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(path_, Qt::ElideMiddle, wide));
  painter.setFont(Theme::font(FontRole::Table));
  painter.setPen(Theme::color(Token::Text2));
  painter.drawText(QRect(width() - 360, 0, 190, height()), Qt::AlignVCenter | Qt::AlignRight, counts_);
  painter.drawText(QRect(width() - 160, 0, 110, height()), Qt::AlignVCenter | Qt::AlignRight,
                   here_ ? when_ : tr("Locate"));
  paint::chevron(&painter, QRect(width() - 36, 0, 20, height()), Qt::RightArrow, Theme::color(Token::Text2));
  if (hasFocus()) paint::focusRing(&painter, rect().adjusted(2, 2, -2, -2), kRadiusControl);
}

void RecentRow::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  auto* forget = menu.addAction(ui::icon("x-lg", Token::Text2), tr("Take off this list"));
  if (menu.exec(event->globalPos()) == forget) Q_EMIT forgetAsked();
}

DropTarget::DropTarget(const QString& title, const QString& text, QWidget* parent) : QFrame(parent) {
  setObjectName("drop");
  setAcceptDrops(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
  column->setSpacing(kSpace1);
  column->addWidget(iconLabel("download", Token::Text2, 24), 0, Qt::AlignHCenter);
  auto* head = textLabel(title, FontRole::BodyBold);
  head->setAlignment(Qt::AlignHCenter);
  column->addWidget(head);
  auto* hint = wrappedLabel(text, FontRole::Table, Token::Text2);
  hint->setAlignment(Qt::AlignHCenter);
  column->addWidget(hint);
  setAccessibleName(title);
}

void DropTarget::setOver(bool over) {
  setProperty("over", over);
  style()->unpolish(this);
  style()->polish(this);
}

void DropTarget::dragEnterEvent(QDragEnterEvent* event) {
  if (!event->mimeData()->hasUrls()) return;
  event->acceptProposedAction();
  setOver(true);
}

void DropTarget::dragLeaveEvent(QDragLeaveEvent*) {
  setOver(false);
}

void DropTarget::dropEvent(QDropEvent* event) {
  setOver(false);
  QStringList paths;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) paths << url.toLocalFile();
  event->acceptProposedAction();
  if (!paths.isEmpty()) Q_EMIT dropped(paths);
}

MouseTable::MouseTable(QWidget* parent) : QWidget(parent) {
  grid_ = new QGridLayout(this);
  grid_->setContentsMargins(0, kSpace1, 0, 0);
  grid_->setHorizontalSpacing(kSpace3);
  grid_->setVerticalSpacing(kSpace1);
  grid_->setColumnStretch(1, 1);
}

void MouseTable::show(const QString& scheme) {
  while (auto* item = grid_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const bool radiology = scheme == "radiology", snap = scheme == "itk-snap";
  const QList<QPair<QString, QString>> rows{{tr("left drag"), radiology ? tr("window and level")
                                                              : snap    ? tr("move the crosshair")
                                                                        : tr("window and level")},
                                            {tr("click"), tr("move the crosshair")},
                                            {tr("wheel"), tr("slices")},
                                            {tr("middle drag"), tr("pan")},
                                            {tr("right drag"), tr("zoom")}};
  int row = 0;
  for (const auto& [what, does] : rows) {
    grid_->addWidget(textLabel(what, FontRole::Table, Token::Text2), row, 0);
    grid_->addWidget(textLabel(does, FontRole::Table), row++, 1);
  }
}

}  // namespace selvox::ui

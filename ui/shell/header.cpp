#include "ui/shell/header.h"

#include <QHBoxLayout>
#include <QTabBar>

#include "ui/context.h"

namespace selvox::ui {

Header::Header(QWidget* parent) : QWidget(parent) {
  setObjectName("header");
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(kHeaderHeight + 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kSpace4, 0, kSpace4, 1);
  row->setSpacing(kSpace4);
  title_ = new ElidedLabel;
  setTextRole(title_, FontRole::Page);
  title_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  row->addWidget(title_);
  context_ = new ElidedLabel;
  setTextRole(context_, FontRole::Table, Token::Text2);
  context_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  row->addWidget(context_, 100);  // before the empty room
  tabsSlot_ = new QHBoxLayout;
  row->addLayout(tabsSlot_);
  row->addStretch(1);
  actionsSlot_ = new QHBoxLayout;
  row->addLayout(actionsSlot_);
}

void Header::place(QWidget* widget, QHBoxLayout* slot, QPointer<QWidget>& current) {
  if (current == widget) return;
  if (current != nullptr) {
    slot->removeWidget(current);
    current->hide();
    current->setParent(current->property("home").value<QWidget*>());
  }
  current = widget;
  if (widget == nullptr) return;
  widget->setProperty("home", QVariant::fromValue(static_cast<QWidget*>(page_.data())));
  slot->addWidget(widget, 0, Qt::AlignBottom);
  if (slot == actionsSlot_) slot->setAlignment(widget, Qt::AlignVCenter);
  widget->show();
}

void Header::showPage(Page* page) {
  // What belongs to the old page goes home before the new one moves in.
  place(nullptr, tabsSlot_, tabs_);
  place(nullptr, actionsSlot_, actions_);
  page_ = page;
  place(page != nullptr ? page->headerTabs() : nullptr, tabsSlot_, tabs_);
  place(page != nullptr ? page->headerActions() : nullptr, actionsSlot_, actions_);
  refresh();
}

void Header::refresh() {
  title_->setFullText(page_ != nullptr ? page_->title() : QString());
  context_->setFullText(page_ != nullptr ? page_->contextLine() : QString());
  context_->setVisible(!context_->fullText().isEmpty());
  if (page_ != nullptr) place(page_->headerActions(), actionsSlot_, actions_);
}

}  // namespace selvox::ui

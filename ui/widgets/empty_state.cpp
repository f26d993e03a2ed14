#include "ui/widgets/empty_state.h"

#include <QVBoxLayout>

#include "ui/widgets/basics.h"

namespace selvox::ui {

EmptyState::EmptyState(const QString& iconName, const QString& sentence, const QString& action, QWidget* parent)
    : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace5, kSpace5, kSpace5, kSpace5);
  column->setSpacing(kSpace3);
  column->addStretch(1);
  column->addWidget(iconLabel(iconName, Token::Text3, 32), 0, Qt::AlignHCenter);
  text_ = wrappedLabel(sentence, FontRole::Body, Token::Text2);
  text_->setAlignment(Qt::AlignHCenter);
  text_->setMaximumWidth(420);
  text_->setMinimumWidth(160);
  auto* row = new QHBoxLayout;
  row->addStretch(1);
  row->addWidget(text_, 4);
  row->addStretch(1);
  column->addLayout(row);
  if (!action.isEmpty()) {
    button_ = primaryButton(action);
    column->addWidget(button_, 0, Qt::AlignHCenter);
  }
  column->addStretch(2);
  setAccessibleName(sentence);
}

void EmptyState::setSentence(const QString& sentence) {
  text_->setText(sentence);
  setAccessibleName(sentence);
}

QString EmptyState::sentence() const {
  return text_->text();
}

}  // namespace selvox::ui

#include "ui/charts/chart_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/widgets/basics.h"

namespace selvox::ui {

ChartCard::ChartCard(const QString& title, QWidget* parent)
    : QFrame(parent), remark_(new ElidedLabel), value_(textLabel({}, FontRole::BodyBold)), chart_(new LineChart) {
  setObjectName("card");
  setAttribute(Qt::WA_StyledBackground);
  auto* head = new QHBoxLayout;
  head->setSpacing(kSpace2);
  head->addWidget(textLabel(title, FontRole::BodyBold));
  setTextRole(remark_, FontRole::Table, Token::Text3);
  head->addWidget(remark_, 1);
  head->addWidget(value_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace1);
  column->setSpacing(kSpace1);
  column->addLayout(head);
  column->addWidget(chart_, 1);
  chart_->setTitle(title);
}

void ChartCard::setRemark(const QString& remark) { remark_->setFullText(remark); }

void ChartCard::setValue(const QString& value) {
  if (value_->text() != value) value_->setText(value);
}

}  // namespace selvox::ui

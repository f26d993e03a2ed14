#include "ui/pages/runs/transfer_tab.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/runs/run_tabs.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {
namespace {

QString stateWord(TensorState state) {
  switch (state) {
    case TensorState::Matched:
      return TransferTab::tr("taken as it was");
    case TensorState::Adapted:
      return TransferTab::tr("adapted");
    case TensorState::Skipped:
      return TransferTab::tr("first values");
    default:
      return TransferTab::tr("not used");
  }
}

QString stateTitle(TensorState state, std::size_t count) {
  const QString number = countText(static_cast<qint64>(count));
  switch (state) {
    case TensorState::Matched:
      return TransferTab::tr("As they were · %1").arg(number);
    case TensorState::Adapted:
      return TransferTab::tr("Adapted · %1").arg(number);
    case TensorState::Skipped:
      return TransferTab::tr("First values · %1").arg(number);
    default:
      return TransferTab::tr("Not used · %1").arg(number);
  }
}

}  // namespace

TransferTab::TransferTab(QWidget* parent)
    : QWidget(parent),
      words_(wrappedLabel({})),
      filter_(new SearchField(tr("Filter tensors"))),
      states_(new SegmentedControl),
      count_(textLabel({}, FontRole::Table, Token::Text2)),
      table_(new TableList(
          {tr("Tensor"), tr("What became of it"), tr("Shape"), tr("From"), tr("Shape there"), tr("How or why")})) {
  setProperty("kind", "panel");
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
  column->setSpacing(kSpace3);
  column->addWidget(words_);
  auto* bar = new QHBoxLayout;
  filter_->setMaximumWidth(240);
  states_->setAccessibleName(tr("Which tensors are listed"));
  bar->addWidget(states_);
  bar->addWidget(filter_, 1);
  bar->addStretch(1);
  bar->addWidget(count_);
  column->addLayout(bar);
  table_->setAccessibleName(tr("Tensors of the network"));
  column->addWidget(table_, 1);
  connect(filter_, &QLineEdit::textChanged, this, &TransferTab::fill);
  connect(states_, &SegmentedControl::currentChanged, this, &TransferTab::fill);
}

void TransferTab::show(const Transfer& transfer) {
  transfer_ = transfer;
  const auto taken = transfer.count(TensorState::Matched) + transfer.count(TensorState::Adapted);
  const auto own = taken + transfer.count(TensorState::Skipped);
  QString words = tr("%1 of %2 tensors began with the weights of %3.")
                      .arg(countText(static_cast<qint64>(taken)), countText(static_cast<qint64>(own)), transfer.from);
  if (transfer.all > 0)
    words +=
        ' ' + tr("That is %1 of %2 values (%3 %).")
                  .arg(countText(transfer.loaded), countText(transfer.all),
                       numberText(std::floor(1000.0 * static_cast<double>(transfer.loaded) /
                                             static_cast<double>(transfer.all)) / 10, 1));  // 100 when it is all
  if (!transfer.layout.isEmpty() && transfer.layout != "selvox")
    words += ' ' + tr("The file's names follow %1.").arg(transfer.layout);
  words_->setText(words);
  const int before = states_->current();
  states_->clearSegments();
  states_->addSegment(tr("All · %1").arg(countText(static_cast<qint64>(transfer.rows.size()))));
  for (std::size_t i = 0; i < kTensorStates; ++i) {
    const auto state = static_cast<TensorState>(i);
    states_->addSegment(stateTitle(state, transfer.count(state)));
  }
  states_->setCurrent(before);
  fill();
  for (int column = 0; column < table_->columnCount(); ++column) table_->resizeColumnToContents(column);
  constexpr int kWidestName = 300;
  for (const int column : {0, 3}) table_->setColumnWidth(column, std::min(kWidestName, table_->columnWidth(column)));
}

QString TransferTab::summary() const {
  return words_->text();
}

void TransferTab::fill() {
  table_->clear();
  const QString words = filter_->text();
  int shown = 0;
  for (const auto& row : transfer_.rows) {
    if (states_->current() > 0 && states_->current() - 1 != static_cast<int>(row.state)) continue;
    const bool found = words.isEmpty() || row.name.contains(words, Qt::CaseInsensitive) ||
                       row.source.contains(words, Qt::CaseInsensitive) || row.why.contains(words, Qt::CaseInsensitive);
    if (!found) continue;
    ++shown;
    const bool unused = row.state == TensorState::Unused;  // it is the file's, not the network's
    auto* item = table_->addRow({unused ? QString() : row.name, stateWord(row.state), row.shape,
                                 unused ? row.name : row.source, row.sourceShape, row.why});
    item->setToolTip(0, item->text(0));
    item->setToolTip(3, item->text(3));
    item->setToolTip(5, row.why);
  }
  count_->setText(tr("%1 of %2").arg(countText(shown), countText(static_cast<qint64>(transfer_.rows.size()))));
}

}  // namespace selvox::ui

#include "ui/pages/experiments/leak_dialog.h"

#include <algorithm>

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/pages/data/series_model.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {
constexpr int kShortestReason = 10;  // characters: a sentence, not a keystroke
}

LeakDialog::LeakDialog(const std::vector<services::Leak>& leaks, bool pretraining, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Patients leak"));
  setMinimumWidth(640);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace5, kSpace4, kSpace5, kSpace4);
  column->setSpacing(kSpace3);
  const auto patients = static_cast<int>(services::patientsOf(leaks).size());
  auto* head = new QHBoxLayout;
  head->setSpacing(kSpace3);
  head->addWidget(iconLabel("x-octagon-fill", Token::Error, 20), 0, Qt::AlignTop);
  head->addWidget(wrappedLabel(pretraining ? tr("%n judged patients are in this pretraining set", nullptr, patients)
                                           : tr("%n judged patients were seen in training", nullptr, patients),
                               FontRole::Section),
                  1);
  column->addLayout(head);
  column->addWidget(
      wrappedLabel(tr("A network that has seen them, even without labels, makes later test results look too good. "
                      "Make another split, or start from a run that has not seen them.")));
  auto* table = new QTableWidget(static_cast<int>(leaks.size()), 4);
  table->setHorizontalHeaderLabels({tr("Patient"), tr("Judged case"), tr("Training case"), tr("How found")});
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight());
  table->horizontalHeader()->setStretchLastSection(true);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->setShowGrid(false);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setTabKeyNavigation(false);
  table->setAccessibleName(tr("Leaking patients"));
  for (int row = 0; row < table->rowCount(); ++row) {
    const auto& leak = leaks[static_cast<std::size_t>(row)];
    const QString where =
        leak.run.empty() ? toQt(leak.trainCase) : tr("%1 in %2").arg(toQt(leak.trainCase), toQt(leak.run));
    const QString how = leak.sameVoxels ? tr("identical voxels") : tr("same patient");
    const QStringList cells{toQt(leak.patient), QString("%1 (%2)").arg(toQt(leak.caseName), roleWord(toQt(leak.role))),
                            where, how};
    for (int i = 0; i < cells.size(); ++i) {
      auto* item = new QTableWidgetItem(cells[i]);
      item->setFont(Theme::font(i == 0 ? FontRole::Mono : FontRole::Table));
      table->setItem(row, i, item);
    }
  }
  table->resizeColumnsToContents();
  table->setMinimumHeight(std::min(6, table->rowCount() + 1) * Theme::rowHeight());
  column->addWidget(table, 1);
  auto* label = wrappedLabel(tr("Reason for running anyway (kept in the run and in every report)"));
  reason_ = new QPlainTextEdit;
  reason_->setPlaceholderText(tr("At least one sentence"));
  reason_->setProperty("kind", "field");
  reason_->setFixedHeight(64);
  reason_->setTabChangesFocus(true);
  reason_->setAccessibleName(tr("Reason for running anyway"));
  label->setBuddy(reason_);
  column->addWidget(label);
  column->addWidget(reason_);
  auto* foot = new QHBoxLayout;
  foot->addStretch(1);
  run_ = secondaryButton(tr("Run anyway"));
  run_->setEnabled(false);
  auto* cancel = primaryButton(tr("Cancel"));
  cancel->setDefault(true);
  foot->addWidget(run_);
  foot->addWidget(cancel);
  column->addLayout(foot);
  connect(reason_, &QPlainTextEdit::textChanged, this,
          [this] { run_->setEnabled(reason().size() >= kShortestReason); });
  connect(run_, &QPushButton::clicked, this, &QDialog::accept);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

QString LeakDialog::reason() const {
  return reason_->toPlainText().simplified();
}

}  // namespace selvox::ui

#include "ui/pages/experiments/many_dialog.h"

#include <limits>

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/shell/words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

ManyDialog::ManyDialog(ManyKind kind, ManyFacts facts, const QString& intro, const QString& stem, QWidget* parent)
    : QDialog(parent), facts_(std::move(facts)), kind_(kind) {
  setWindowTitle(manyTitle(kind));
  setMinimumWidth(560);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace5, kSpace4, kSpace5, kSpace4);
  column->setSpacing(kSpace3);
  column->addWidget(textLabel(manyTitle(kind), FontRole::Page));
  column->addWidget(wrappedLabel(intro, FontRole::Body, Token::Text2));
  grid_ = new QGridLayout;
  grid_->setHorizontalSpacing(kSpace4);
  grid_->setVerticalSpacing(kSpace2);
  grid_->setColumnStretch(0, 1);
  grid_->setColumnStretch(1, 1);
  column->addLayout(grid_);
  more_ = new QVBoxLayout;
  more_->setSpacing(kSpace2);
  column->addLayout(more_);
  name_ = new QLineEdit(freeName(stem, facts_.taken));
  seeds_ = new QLineEdit(QString::number(base::valueOr<std::uint64_t>(facts_.draft.settings, "seed", 0)));
  steps_ = new QSpinBox;
  steps_->setRange(0, std::numeric_limits<int>::max());
  steps_->setSpecialValueText(tr("as the form"));
  steps_->setGroupSeparatorShown(true);
  steps_->setValue(static_cast<int>(facts_.steps));
  connect(name_, &QLineEdit::textChanged, this, &ManyDialog::compute);
  connect(seeds_, &QLineEdit::textChanged, this, &ManyDialog::compute);
  connect(steps_, &QSpinBox::valueChanged, this, &ManyDialog::compute);
}

void ManyDialog::addField(const QString& label, QWidget* editor, const QString& hint, bool wide) {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  auto* name = textLabel(label);
  name->setBuddy(editor);
  editor->setAccessibleName(label);
  column->addWidget(name);
  column->addWidget(editor);
  if (!hint.isEmpty()) column->addWidget(wrappedLabel(hint, FontRole::Caption, Token::Text3));
  if (wide) cell_ += cell_ % 2;
  grid_->addWidget(box, cell_ / 2, cell_ % 2, 1, wide ? 2 : 1, Qt::AlignTop);
  cell_ += wide ? 2 : 1;
}

void ManyDialog::finish() {
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->addWidget(horizontalRule());
  sentence_ = wrappedLabel({});
  sentence_->setMinimumHeight(2 * fontMetrics().lineSpacing());
  sentence_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  column->addWidget(sentence_);
  column->addStretch(1);
  auto* buttons = new QDialogButtonBox;
  launch_ = primaryButton(tr("Launch"), "play-fill");
  launch_->setShortcut(QKeySequence("Ctrl+Return"));
  launch_->setDefault(true);
  buttons->addButton(secondaryButton(tr("Cancel")), QDialogButtonBox::RejectRole);
  buttons->addButton(launch_, QDialogButtonBox::AcceptRole);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(launch_, &QPushButton::clicked, this, &QDialog::accept);
  column->addWidget(buttons);
  compute();
}

void ManyDialog::compute() {
  if (sentence_ == nullptr) return;
  auto plan = planMany(asked(), facts_);
  possible_ = plan.has_value();
  plan_ = plan ? std::move(*plan) : ManyPlan{};
  sentence_->setText(possible_ ? plan_.sentence : toQt(plan.error().message));
  setTextRole(sentence_, possible_ ? FontRole::BodyBold : FontRole::Body, possible_ ? Token::Text : Token::Error);
  launch_->setEnabled(possible_);
  launch_->setText(possible_ ? tr("Launch %n runs", nullptr, static_cast<int>(plan_.runs.size())) : tr("Launch"));
}

QString ManyDialog::sentence() const {
  return sentence_->text();
}

ManyRuns ManyDialog::common() const {
  ManyRuns asked;
  asked.kind = kind_;
  asked.name = name_->text().trimmed();
  asked.seeds = seedsFrom(seeds_->text()).value_or(std::vector<std::uint64_t>{});
  asked.steps = steps_->value();
  return asked;
}

QListWidget* ManyDialog::makeParents() {
  auto* list = new QListWidget;
  constexpr int kRows = 4;
  auto* scratch = new QListWidgetItem(tr("From scratch · the baseline, always"), list);
  scratch->setFlags(Qt::ItemIsUserCheckable);
  scratch->setCheckState(Qt::Checked);
  for (const auto& start : facts_.starts) {
    auto* item = new QListWidgetItem(QString("%1 · %2").arg(start.name, start.words), list);
    item->setData(Qt::UserRole, start.name);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(start.name == facts_.draft.from ? Qt::Checked : Qt::Unchecked);
  }
  list->setFixedHeight(kRows * Theme::rowHeight());
  list->setTextElideMode(Qt::ElideRight);
  connect(list, &QListWidget::itemChanged, this, &ManyDialog::compute);
  return list;
}

QStringList ManyDialog::checkedOf(const QListWidget* list) {
  QStringList names;
  for (int row = 0; row < list->count(); ++row) {
    const auto* item = list->item(row);
    const QString name = item->data(Qt::UserRole).toString();
    if (!name.isEmpty() && item->checkState() == Qt::Checked) names << name;
  }
  return names;
}

FoldsDialog::FoldsDialog(ManyFacts facts, QWidget* parent)
    : ManyDialog(ManyKind::Folds, std::move(facts),
                 tr("Every labelled patient is judged once, in the fold that did not learn from them. The split of the "
                    "dataset is not used."),
                 "cv", parent) {
  folds_ = new QSpinBox;
  folds_->setRange(2, 100);
  folds_->setValue(5);
  parents_ = makeParents();
  repeat_ = new QCheckBox(tr("Repeat the pretraining in every fold, on its training cases alone"));
  repeat_->setChecked(true);
  reason_ = new QLineEdit;
  reason_->setPlaceholderText(tr("only where a start has seen patients whom the folds judge"));
  addField(tr("Start weights"), parents_, {}, true);
  addField(tr("Folds"), folds_);
  addField(tr("Seeds"), seeds_, tr("one run of every fold and start for each"));
  addField(tr("Steps of a run"), steps_);
  addField(tr("Name"), name_, tr("the runs are called NAME-f1-s0-…"));
  more_->addWidget(repeat_);
  auto* why = textLabel(tr("Reason for running with a leak"));
  why->setBuddy(reason_);
  reason_->setAccessibleName(why->text());
  more_->addWidget(why);
  more_->addWidget(reason_);
  const auto follow = [this, why] {
    const bool any = !checkedOf(parents_).isEmpty();
    repeat_->setEnabled(any);
    for (QWidget* each : {static_cast<QWidget*>(why), static_cast<QWidget*>(reason_)})
      each->setEnabled(any && !repeat_->isChecked());
    compute();
  };
  connect(parents_, &QListWidget::itemChanged, this, follow);
  connect(repeat_, &QCheckBox::toggled, this, follow);
  connect(folds_, &QSpinBox::valueChanged, this, &FoldsDialog::compute);
  finish();
  follow();
}

ManyRuns FoldsDialog::asked() const {
  ManyRuns asked = common();
  asked.folds = folds_->value();
  asked.parents = checkedOf(parents_);
  asked.repeatPretraining = repeat_->isChecked();
  if (!asked.repeatPretraining) asked.leakReason = reason_->text().simplified();
  return asked;
}

FractionsDialog::FractionsDialog(ManyFacts facts, QWidget* parent)
    : ManyDialog(ManyKind::Fractions, std::move(facts),
                 tr("The task with few labelled cases and with more, from every start: what labels are worth. Smaller "
                    "sets are parts of the larger ones; the test cases judge."),
                 "curve", parent) {
  counts_ = new QLineEdit(QStringLiteral("0.05, 0.1, 0.25, 0.5, 1.0"));
  parents_ = makeParents();
  seeds_->setText(QStringLiteral("0, 1, 2"));
  addField(tr("Start weights"), parents_, {}, true);
  addField(tr("Labelled cases"), counts_, tr("numbers, or shares of %1 with a point").arg(countText(facts_.labelled)));
  addField(tr("Seeds"), seeds_, tr("one run of every number and start for each"));
  addField(tr("Steps of a run"), steps_);
  addField(tr("Name"), name_, tr("the runs are called NAME-8-s0-…"));
  connect(counts_, &QLineEdit::textChanged, this, &FractionsDialog::compute);
  finish();
}

ManyRuns FractionsDialog::asked() const {
  ManyRuns asked = common();
  asked.parents = checkedOf(parents_);
  for (const QString& word : counts_->text().split(',', Qt::SkipEmptyParts))
    if (!word.trimmed().isEmpty()) asked.counts << word.trimmed();
  return asked;
}

}  // namespace selvox::ui

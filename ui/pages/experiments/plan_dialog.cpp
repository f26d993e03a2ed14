#include "ui/pages/experiments/plan_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QProgressBar>
#include <QVBoxLayout>

#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

PlanDialog::PlanDialog(const Context& context, const Draft& draft, PlanNow now, QWidget* parent)
    : QDialog(parent), dataset_(datasetWords(draft)), now_(std::move(now)) {
  setWindowTitle(tr("Plan the experiment"));
  setMinimumWidth(720);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace5, kSpace4, kSpace5, kSpace4);
  column->setSpacing(kSpace3);
  column->addWidget(textLabel(tr("Plan for %1").arg(dataset_), FontRole::Page));
  column->addWidget(wrappedLabel(tr("By nnU-Net's rules, from the shapes and spacings of the dataset and the memory of "
                                    "the device. What is taken over can be edited as before."),
                                 FontRole::Body, Token::Text2));
  waiting_ = new QProgressBar;
  waiting_->setRange(0, 0);
  waiting_->setTextVisible(false);
  waiting_->setAccessibleName(tr("Planning"));
  column->addWidget(waiting_);
  rows_ = new QGridLayout;
  rows_->setHorizontalSpacing(kSpace4);
  rows_->setVerticalSpacing(kSpace2);
  rows_->setColumnStretch(3, 1);
  column->addLayout(rows_);
  prepare_ = new QCheckBox;
  prepare_->hide();
  column->addWidget(prepare_);
  banner_ = new Banner;
  column->addWidget(banner_);
  column->addStretch(1);
  auto* buttons = new QDialogButtonBox;
  take_ = primaryButton(tr("Take over"), "check");
  take_->setShortcut(QKeySequence("Ctrl+Return"));
  take_->setEnabled(false);
  take_->setDefault(true);
  buttons->addButton(secondaryButton(tr("Cancel")), QDialogButtonBox::RejectRole);
  buttons->addButton(take_, QDialogButtonBox::AcceptRole);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(take_, &QPushButton::clicked, this, [this] {
    Q_EMIT taken(plan_, prepare_->isVisibleTo(this) && prepare_->isChecked());
    accept();
  });
  column->addWidget(buttons);
  call_.ask(context.cliProgram, planWords(draft, toQt(context.workspace)), [this](const ChildResult& result) {
    answered_ = true;
    waiting_->hide();
    if (result.exitCode != 0) return banner_->say(Tone::Error, failureText(result));
    const auto plan = planAnswer(result.output);
    if (!plan) return banner_->say(plan.error());
    fill(*plan);
  });
}

QString PlanDialog::problem() const {
  return banner_->text();
}

void PlanDialog::fill(const PlanAnswer& plan) {
  plan_ = plan;
  int at = 0;
  for (const QString& head : {QString(), tr("Planned"), tr("Now"), tr("Because")})
    rows_->addWidget(textLabel(head, FontRole::Caption, Token::Text2), 0, at++);
  for (const auto& line : plan.lines) addRow(line);
  offerPreparation();
  take_->setEnabled(true);
  take_->setFocus();
}

void PlanDialog::addRow(const PlanLine& line) {
  const int row = rows_->rowCount();
  QString now = tr("automatic");
  if (const auto found = now_.values.find(line.name); found != now_.values.end() && !found->second.isEmpty())
    now = found->second;
  if (line.name == "spacing") now = now_.spacing ? millimetreText(*now_.spacing) : tr("not prepared");
  if (line.name == "budget") now.clear();
  rows_->addWidget(textLabel(line.title), row, 0, Qt::AlignTop);
  rows_->addWidget(textLabel(line.value, FontRole::BodyBold), row, 1, Qt::AlignTop);
  rows_->addWidget(textLabel(now, FontRole::Body, Token::Text2), row, 2, Qt::AlignTop);
  auto* why = wrappedLabel(line.reason, FontRole::Table, Token::Text2);
  why->setMinimumWidth(240);
  rows_->addWidget(why, row, 3);
}

void PlanDialog::offerPreparation() {
  if (now_.spacing && sameSpacing(*now_.spacing, plan_.spacing)) return;
  prepare_->setText(tr("Prepare %1 at the planned spacing too").arg(dataset_));
  prepare_->setChecked(true);
  prepare_->show();
  if (now_.spacing)
    banner_->say(Tone::Warn, tr("%1 is prepared at %2; the plan holds for %3. Runs that are there keep their volumes.")
                                 .arg(dataset_, millimetreText(*now_.spacing), millimetreText(plan_.spacing)));
}

}  // namespace selvox::ui

#include "ui/pages/data/split_dialog.h"

#include <set>

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/base/text.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

SplitDialog::SplitDialog(Context& context, const QString& dataset, QWidget* parent)
    : QDialog(parent), context_(context), dataset_(dataset) {
  setWindowTitle(tr("Split dataset"));
  setMinimumWidth(520);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(kSpace2);
  column->addWidget(textLabel(tr("Split %1").arg(dataset), FontRole::Page));
  intro_ = wrappedLabel(tr("By patient: no patient stands on two sides. Numbers of cases, or shares such as 0.8; the "
                           "one left empty takes the rest."),
                        FontRole::Body, Token::Text2);
  column->addWidget(intro_);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(kSpace3);
  grid->setVerticalSpacing(2);
  int at = 0;
  const auto field = [&](const QString& label, const QString& value, const QString& hint) {
    auto* edit = new QLineEdit(value);
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(label);
    auto* name = textLabel(label);
    name->setBuddy(edit);
    grid->addWidget(name, 0, at);
    grid->addWidget(edit, 1, at++);
    connect(edit, &QLineEdit::textChanged, this, &SplitDialog::compute);
    return edit;
  };
  train_ = field(tr("Training"), {}, tr("the rest"));
  val_ = field(tr("Validation"), "0.1", "0");
  test_ = field(tr("Test"), "0.2", "0");
  labelled_ = field(tr("Labelled in training"), {}, tr("all"));
  seed_ = new QSpinBox;
  seed_->setMaximum(1'000'000);
  seed_->setAccessibleName(tr("Seed"));
  auto* seedName = textLabel(tr("Seed"));
  seedName->setBuddy(seed_);
  grid->addWidget(seedName, 0, at);
  grid->addWidget(seed_, 1, at);
  connect(seed_, &QSpinBox::valueChanged, this, &SplitDialog::compute);
  column->addLayout(grid);
  outcome_ = wrappedLabel({});
  outcome_->setMinimumHeight(60);
  column->addWidget(outcome_);
  banner_ = new Banner;
  column->addWidget(banner_);
  column->addStretch(1);
  auto* buttons = new QDialogButtonBox;
  auto* cancel = secondaryButton(tr("Cancel"));
  accept_ = primaryButton(tr("Split dataset"), "shuffle");
  accept_->setShortcut(QKeySequence("Ctrl+Return"));
  accept_->setEnabled(false);
  accept_->setDefault(true);
  buttons->addButton(cancel, QDialogButtonBox::RejectRole);
  buttons->addButton(accept_, QDialogButtonBox::AcceptRole);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(accept_, &QPushButton::clicked, this, &SplitDialog::store);
  column->addWidget(buttons);
  load();
}

void SplitDialog::load() {
  runAsync(
      Lane::Catalog, this,
      [catalog = context_.catalog, name = dataset_.toStdString()] { return services::splitCases(*catalog, name); },
      [this](base::Result<std::vector<services::SplitCase>> cases) {
        if (!cases) {
          banner_->say(cases.error());
          return;
        }
        cases_ = std::move(*cases);
        compute();
      });
}

void SplitDialog::compute() {
  good_ = false;
  accept_->setEnabled(false);
  if (cases_.empty()) return;
  services::SplitRequest request;
  request.dataset = dataset_.toStdString();
  request.seed = static_cast<std::uint64_t>(seed_->value());
  const auto read = [&](const QLineEdit* edit, const char* option, services::Amount& amount) -> base::Status {
    const QString text = edit->text().trimmed();
    if (text.isEmpty()) return {};
    SELVOX_TRY(amount, services::parseAmount(option, text.toStdString()));
    return {};
  };
  for (const auto& [edit, option, amount] :
       std::initializer_list<std::tuple<QLineEdit*, const char*, services::Amount*>>{
           {train_, "train", &request.train},
           {val_, "val", &request.val},
           {test_, "test", &request.test},
           {labelled_, "labelled", &request.labelled}}) {
    if (const auto status = read(edit, option, *amount); !status) {
      banner_->say(status.error());
      outcome_->clear();
      return;
    }
  }
  auto result = services::makeSplit(cases_, request, base::isoNow());
  if (!result) {
    banner_->say(result.error());
    outcome_->clear();
    return;
  }
  banner_->clear();
  result_ = std::move(*result);
  const auto& split = result_.split;
  std::set<std::string> patients;
  for (const auto& one : cases_) patients.insert(one.patient);
  QString text =
      tr("%1 cases of %2 patients: <b>%3</b> training (<b>%4</b> with labels in use), <b>%5</b> validation, <b>%6</b> "
         "test.")
          .arg(countText(static_cast<qint64>(cases_.size())), countText(static_cast<qint64>(patients.size())),
               countText(static_cast<qint64>(split.train.size())),
               countText(static_cast<qint64>(split.labelled.size())), countText(static_cast<qint64>(split.val.size())),
               countText(static_cast<qint64>(split.test.size())));
  for (const auto& note : result_.notes) text += "<br>" + toQt(note).toHtmlEscaped();
  outcome_->setText(text);
  good_ = true;
  accept_->setEnabled(true);
}

void SplitDialog::store() {
  if (!good_) return;
  accept_->setEnabled(false);
  runAsync(
      Lane::Catalog, this, [catalog = context_.catalog, split = result_.split] { return catalog->storeSplit(split); },
      [this](const base::Status& status) {
        if (!status) {
          banner_->say(status.error());
          accept_->setEnabled(true);
          return;
        }
        const auto& split = result_.split;
        Q_EMIT stored(tr("%1 is split: %2 training, %3 validation, %4 test.")
                          .arg(dataset_)
                          .arg(split.train.size())
                          .arg(split.val.size())
                          .arg(split.test.size()));
        accept();
      });
}

}  // namespace selvox::ui

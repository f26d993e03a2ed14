// The search's dialog: settings of the schema with a range each.

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

#include "ui/forms/param_words.h"
#include "ui/pages/experiments/many_dialog.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {
namespace {

// What a person searches first, where there is such a setting.
constexpr const char* kFirst[] = {"train.lr", "train.batch", "train.weight_decay", "train.optimizer"};

constexpr const char* kOwn[] = {"train.steps", "train.max_minutes", "seed"};  // the search sets them itself

bool searchable(const spec::Param& param) {
  if (std::find(std::begin(kOwn), std::end(kOwn), param.name) != std::end(kOwn)) return false;
  return param.type == spec::ParamType::Bool || param.type == spec::ParamType::Choice ||
         param.type == spec::ParamType::Int || param.type == spec::ParamType::Float;
}

}  // namespace

SearchDialog::SearchDialog(ManyFacts facts, QWidget* parent)
    : ManyDialog(ManyKind::Search, std::move(facts),
                 tr("Trials with settings drawn from the ranges below, judged on validation cases alone. The first "
                    "trial sets nothing, for comparison."),
                 "search", parent) {
  strategy_ = new SegmentedControl;
  strategy_->addSegment(tr("Successive halving"));
  strategy_->addSegment(tr("Random"));
  trials_ = new QSpinBox;
  trials_->setRange(1, 1000);
  trials_->setValue(12);
  eta_ = new QSpinBox;
  eta_->setRange(2, 10);
  eta_->setValue(3);
  addField(tr("Strategy"), strategy_, tr("halving stops the worse trials early"), true);
  addField(tr("Trials"), trials_);
  addField(tr("One of so many goes on"), eta_);
  addField(tr("Steps of the longest trial"), steps_);
  addField(tr("Seed"), seeds_, tr("of the drawn settings and of their training"));
  addField(tr("Name"), name_, tr("the runs are called NAME-t1, NAME-t2, …"), true);
  more_->addWidget(textLabel(tr("Search over"), FontRole::BodyBold));
  rows_ = new QVBoxLayout;
  rows_->setSpacing(kSpace1);
  more_->addLayout(rows_);
  auto* add = linkButton(tr("Add a setting"));
  more_->addWidget(add, 0, Qt::AlignLeft);
  connect(add, &QPushButton::clicked, this, [this] { addOver({}); });
  connect(trials_, &QSpinBox::valueChanged, this, &SearchDialog::compute);
  connect(eta_, &QSpinBox::valueChanged, this, &SearchDialog::compute);
  connect(strategy_, &SegmentedControl::currentChanged, this, [this] {
    eta_->setEnabled(strategy_->current() == 0);
    compute();
  });
  addOver("train.lr");
  finish();
}

void SearchDialog::addOver(const std::string& name) {
  Over over{new QWidget, new QComboBox, new QLineEdit};
  auto* line = new QHBoxLayout(over.row);
  line->setContentsMargins(0, 0, 0, 0);
  for (const auto& param : facts_.schema.params)
    if (searchable(param)) over.setting->addItem(paramTitle(param.name), toQt(param.name));
  over.setting->setMaxVisibleItems(24);
  over.setting->setAccessibleName(tr("Setting"));
  over.range->setAccessibleName(tr("Range or values"));
  over.range->setPlaceholderText(tr("2, 4, 8 or 1e-4..1e-2:log"));
  auto* remove = iconButton("x", tr("Leave this setting out"));
  line->addWidget(over.setting, 2);
  line->addWidget(over.range, 3);
  line->addWidget(remove);
  std::vector<std::string> wishes{name};
  if (name.empty()) wishes.assign(std::begin(kFirst), std::end(kFirst));
  const auto used = [&](const QString& each) {
    return std::any_of(over_.begin(), over_.end(),
                       [&](const Over& other) { return other.setting->currentData() == each; });
  };
  int at = -1;
  for (const auto& wish : wishes)
    if (const int found = over.setting->findData(toQt(wish)); at < 0 && found >= 0 && !used(toQt(wish))) at = found;
  for (int i = 0; at < 0 && i < over.setting->count(); ++i)
    if (!used(over.setting->itemData(i).toString())) at = i;
  over.setting->setCurrentIndex(std::max(0, at));
  rows_->addWidget(over.row);
  over_.push_back(over);
  fillRange(over);
  connect(over.setting, &QComboBox::currentIndexChanged, this, [this, over] { fillRange(over); });
  connect(over.range, &QLineEdit::textChanged, this, &SearchDialog::compute);
  connect(remove, &QToolButton::clicked, this, [this, row = over.row] {
    std::erase_if(over_, [row](const Over& each) { return each.row == row; });
    row->deleteLater();
    compute();
  });
  compute();
}

void SearchDialog::fillRange(const Over& over) {
  const auto* param = facts_.schema.find(over.setting->currentData().toString().toStdString());
  over.range->setText(param == nullptr ? QString() : usualRange(*param));
  if (param != nullptr) over.range->setToolTip(rangeText(*param));
  compute();
}

ManyRuns SearchDialog::asked() const {
  ManyRuns asked = common();
  if (asked.seeds.size() > 1) asked.seeds.clear();  // one seed, or it is refused
  asked.halving = strategy_->current() == 0;
  asked.trials = trials_->value();
  asked.eta = eta_->value();
  if (facts_.draft.from != "scratch" && !facts_.draft.from.isEmpty()) asked.parents << facts_.draft.from;
  for (const Over& over : over_) {
    const QString range = QString(over.range->text()).remove(' ');
    asked.over << over.setting->currentData().toString() + (range.isEmpty() ? QString() : '=' + range);
  }
  return asked;
}

}  // namespace selvox::ui

#include "ui/pages/experiments/setup_strip.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/pages/experiments/dataset_picker.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {

SetupStrip::SetupStrip(QWidget* parent) : QWidget(parent) {
  setObjectName("toolStrip");
  setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kSpace4, 5, kSpace4, 6);
  row->setSpacing(kSpace4);
  datasets_ = new DatasetPicker;
  datasets_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  connect(datasets_, &DatasetPicker::changed, this, &SetupStrip::changed);
  network_ = new QComboBox;
  network_->setMaxVisibleItems(30);
  device_ = new QComboBox;
  start_ = new QComboBox;
  start_->addItem(tr("random"), "scratch");
  task_ = new QComboBox;
  start_->setToolTip(tr("Random weights, or those of a run that goes on with these data"));
  for (auto* combo : {network_, device_, start_, task_}) {
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(combo, &QComboBox::currentIndexChanged, this, &SetupStrip::changed);
  }
  datasets_->setMaximumWidth(320);
  device_->setMaximumWidth(200);
  start_->setMaximumWidth(180);
  connect(network_, &QComboBox::currentIndexChanged, this, &SetupStrip::updateDims);
  dim_ = new SegmentedControl;
  dim_->addSegment("2D");
  dim_->addSegment("3D");
  dim_->setCurrent(1);
  connect(dim_, &SegmentedControl::currentChanged, this, &SetupStrip::changed);
  labelled_ = new QSpinBox;
  labelled_->setMaximum(1'000'000);
  labelled_->setSpecialValueText(tr("as the split"));
  labelled_->setMinimumWidth(110);
  connect(labelled_, &QSpinBox::valueChanged, this, &SetupStrip::changed);
  allCases_ = new QCheckBox(tr("held-out ones too"));
  allCases_->setToolTip(tr("Learn from validation and test cases too; judging on them later meets the leak gate"));
  connect(allCases_, &QCheckBox::toggled, this, &SetupStrip::changed);
  row->addWidget(cell(tr("Datasets"), datasets_));
  taskCell_ = cell(tr("Task"), task_);
  row->addWidget(taskCell_);
  row->addWidget(cell(tr("Network"), network_));
  row->addWidget(cell(tr("Dimension"), dim_));
  row->addWidget(cell(tr("Device"), device_));
  labelledCell_ = cell(tr("Labelled cases"), labelled_);
  row->addWidget(labelledCell_);
  startCell_ = cell(tr("Start weights"), start_);
  row->addWidget(startCell_);
  allCell_ = cell(tr("Cases"), allCases_);
  row->addWidget(allCell_);
  row->addStretch(1);
  labelledCell_->hide();
  taskCell_->hide();
}

QWidget* SetupStrip::cell(const QString& label, QWidget* editor) {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(1);
  auto* name = textLabel(label, FontRole::Caption, Token::Text2);
  name->setBuddy(editor);
  editor->setAccessibleName(label);
  column->addWidget(name);
  column->addWidget(editor);
  return box;
}

void SetupStrip::setDatasets(const QList<QPair<QString, qint64>>& datasets) {
  datasets_->setDatasets(datasets);
}

void SetupStrip::setStarts(const QStringList& runs) {
  const QString before = start();
  const QSignalBlocker quiet(start_);
  while (start_->count() > 1) start_->removeItem(1);
  for (const QString& run : runs) start_->addItem(run, run);
  start_->setCurrentIndex(std::max(0, start_->findData(before)));
}

QString SetupStrip::start() const {
  return start_->currentData().toString();
}

void SetupStrip::setNetworks(const std::vector<UnitChoice>& networks) {
  const QString before = network_->currentData().toString();
  networks_ = networks;
  const QSignalBlocker quiet(network_);
  network_->clear();
  for (const auto& unit : networks) {
    const QString title = unitTitle(unit.id);
    const bool one = unit.dims.size() == 1;
    network_->addItem(one ? QStringLiteral("%1 \u00B7 %2D").arg(title).arg(unit.dims.front()) : title, unit.id);
    network_->setItemData(network_->count() - 1, unit.summary, Qt::ToolTipRole);
  }
  network_->setCurrentIndex(std::max(0, network_->findData(before)));
  updateDims();
}

void SetupStrip::setTasks(const std::vector<UnitChoice>& tasks) {
  const QString before = task_->currentData().toString();
  const QSignalBlocker quiet(task_);
  task_->clear();
  for (const auto& unit : tasks) {
    task_->addItem(unitTitle(unit.id), unit.id);
    task_->setItemData(task_->count() - 1, unit.summary, Qt::ToolTipRole);
  }
  task_->setCurrentIndex(std::max(0, task_->findData(before)));
}

void SetupStrip::replaceNetwork(const QString& from, const QString& to) {
  if (!network_->isEnabled() || network_->currentData().toString() != from) return;
  if (const int at = network_->findData(to); at >= 0) network_->setCurrentIndex(at);
}

void SetupStrip::updateDims() {
  for (const auto& unit : networks_) {
    if (unit.id != network_->currentData().toString()) continue;
    dim_->setSegmentEnabled(0, unit.dims.contains(2),
                            unit.dims.contains(2) ? QString() : tr("%1 is not there in 2D").arg(unitTitle(unit.id)));
    dim_->setSegmentEnabled(1, unit.dims.contains(3),
                            unit.dims.contains(3) ? QString() : tr("%1 is not there in 3D").arg(unitTitle(unit.id)));
  }
}

void SetupStrip::setDevices(const QList<QPair<QString, QString>>& devices) {
  const QString before = device_->currentData().toString();
  const QSignalBlocker quiet(device_);
  device_->clear();
  device_->addItem(tr("automatic"), "auto");
  for (const auto& [id, words] : devices) device_->addItem(words, id);
  device_->setCurrentIndex(std::max(0, device_->findData(before)));
}

void SetupStrip::setInherited(const QString& arch, int dim) {
  const bool inherited = !arch.isEmpty();
  network_->setEnabled(!inherited);
  dim_->setEnabled(!inherited);
  network_->setToolTip(inherited ? tr("The network of the run it starts from") : QString());
  if (!inherited) return;
  const QSignalBlocker one(network_), two(dim_);
  network_->setCurrentIndex(std::max(0, network_->findData(arch)));
  dim_->setCurrent(dim == 2 ? 0 : 1);
}

void SetupStrip::setFineTuning(bool on) {
  labelledCell_->setVisible(on);
  taskCell_->setVisible(on);
  startCell_->setVisible(!on);
  allCell_->setVisible(!on);
}

void SetupStrip::read(const Draft& draft) {
  datasets_->choose(draft.datasets);
  start_->setCurrentIndex(std::max(0, draft.kind == "pretrain" ? start_->findData(draft.from) : 0));
  allCases_->setChecked(draft.allCases);
  if (const int at = task_->findData(draft.task); at >= 0) task_->setCurrentIndex(at);
  if (const int at = network_->findData(draft.arch); at >= 0) network_->setCurrentIndex(at);
  if (const int at = device_->findData(draft.device); at >= 0) device_->setCurrentIndex(at);
  dim_->setCurrent(draft.dim == 2 ? 0 : 1);
  labelled_->setValue(draft.labelled);
  updateDims();
  Q_EMIT changed();
}

void SetupStrip::write(Draft& draft) const {
  draft.datasets = datasets_->chosen();
  draft.allCases = allCases_->isChecked();
  if (const QString task = task_->currentData().toString(); !task.isEmpty()) draft.task = task;
  draft.arch = network_->currentData().toString();
  draft.dim = dim_->current() == 0 ? 2 : 3;
  draft.device = device_->currentData().toString();
  draft.labelled = labelled_->value();
  if (draft.device.isEmpty()) draft.device = "auto";
}

}  // namespace selvox::ui

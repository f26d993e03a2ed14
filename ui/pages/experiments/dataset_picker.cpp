#include "ui/pages/experiments/dataset_picker.h"

#include <algorithm>

#include <QCheckBox>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include "ui/shell/words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {

constexpr int kWeightWidth = 96;
constexpr int kPopupWidth = 380;

double weightOf(const QLineEdit& field) {
  bool fine = false;
  const double value = QString(field.text()).replace(',', '.').toDouble(&fine);
  return fine && value > 0 ? value : 0;
}

}  // namespace

DatasetPicker::DatasetPicker(QWidget* parent) : QComboBox(parent) {
  setPlaceholderText(tr("no data yet"));
  popup_ = new QFrame(this, Qt::Popup);
  popup_->setObjectName("card");
  popup_->setMinimumWidth(kPopupWidth);
  auto* column = new QVBoxLayout(popup_);
  column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
  column->setSpacing(kSpace2);
  grid_ = new QGridLayout;
  grid_->setColumnStretch(0, 1);
  grid_->addWidget(textLabel(tr("Learn from"), FontRole::BodyBold), 0, 0);
  grid_->addWidget(textLabel(tr("Weight"), FontRole::Caption, Token::Text2), 0, 1);
  column->addLayout(grid_);
  column->addWidget(
      wrappedLabel(tr("The weight says how often a dataset is drawn from, compared with the others. Empty: "
                      "the square root of its number of training cases."),
                   FontRole::Caption, Token::Text3));
}

void DatasetPicker::addRow(const QString& name, qint64 series) {
  Row row{name, series, new QCheckBox(tr("%1 · %2 series").arg(name, countText(series))), new QLineEdit};
  row.weight->setPlaceholderText(tr("automatic"));
  row.weight->setFixedWidth(kWeightWidth);
  row.weight->setAccessibleName(tr("Weight of %1").arg(name));
  const int at = grid_->rowCount();
  grid_->addWidget(row.box, at, 0);
  grid_->addWidget(row.weight, at, 1);
  // The last one stays: an experiment without data is none.
  connect(row.box, &QCheckBox::clicked, this, [this, box = row.box] {
    if (chosen().empty()) box->setChecked(true);
    edited();
  });
  connect(row.weight, &QLineEdit::textEdited, this, &DatasetPicker::edited);
  rows_.push_back(row);
}

void DatasetPicker::setDatasets(const QList<QPair<QString, qint64>>& datasets) {
  const auto before = chosen();
  for (const Row& row : rows_) {
    delete row.box;
    delete row.weight;
  }
  rows_.clear();
  for (const auto& [name, series] : datasets) addRow(name, series);
  // Until something is chosen: where there is most to learn from.
  const auto largest =
      std::max_element(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.series < b.series; });
  if (largest != rows_.end()) largest->box->setChecked(true);
  setEnabled(!rows_.empty());
  choose(before);
  refresh();
}

void DatasetPicker::choose(const std::vector<services::CohortDataset>& wanted) {
  const auto entry = [&](const Row& row) {
    return std::find_if(wanted.begin(), wanted.end(), [&](const auto& each) { return toQt(each.name) == row.name; });
  };
  if (std::none_of(rows_.begin(), rows_.end(), [&](const Row& row) { return entry(row) != wanted.end(); })) return;
  for (const Row& row : rows_) {
    const auto found = entry(row);
    row.box->setChecked(found != wanted.end());
    row.weight->setText(found != wanted.end() && found->weight > 0 ? QString::number(found->weight) : QString());
  }
  refresh();
}

std::vector<services::CohortDataset> DatasetPicker::chosen() const {
  std::vector<services::CohortDataset> all;
  for (const Row& row : rows_)
    if (row.box->isChecked()) all.push_back({row.name.toStdString(), weightOf(*row.weight)});
  if (all.size() == 1) all.front().weight = 0;  // of one there is nothing to weigh
  return all;
}

QCheckBox* DatasetPicker::box(const QString& name) const {
  for (const Row& row : rows_)
    if (row.name == name) return row.box;
  return nullptr;
}

QLineEdit* DatasetPicker::weight(const QString& name) const {
  for (const Row& row : rows_)
    if (row.name == name) return row.weight;
  return nullptr;
}

void DatasetPicker::edited() {
  refresh();
  Q_EMIT changed();
}

void DatasetPicker::refresh() {
  QStringList names;
  qint64 series = 0;
  for (const Row& row : rows_) {
    row.weight->setEnabled(row.box->isChecked() && chosen().size() > 1);
    if (!row.box->isChecked()) continue;
    names << row.name;
    series += row.series;
  }
  const QSignalBlocker quiet(this);
  clear();
  if (!names.isEmpty()) addItem(QString("%1 · %2").arg(names.join(" + "), countText(series)));
  setCurrentIndex(count() - 1);  // with a placeholder nothing is current by itself
  setToolTip(names.size() > 1 ? names.join(QStringLiteral(", ")) : QString());
}

void DatasetPicker::showPopup() {
  popup_->adjustSize();
  popup_->move(mapToGlobal(QPoint(0, height() + kSpace1)));
  popup_->show();
  for (const Row& row : rows_)
    if (row.box->isChecked()) return row.box->setFocus();
}

void DatasetPicker::hidePopup() {
  popup_->hide();
  QComboBox::hidePopup();
}

}  // namespace selvox::ui

#include "ui/pages/runs/run_tabs.h"

#include <algorithm>
#include <map>

#include <QCheckBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/charts/axis.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {

namespace {

QString text(const std::string& utf8) {
  return QString::fromStdString(utf8);
}

QVBoxLayout* pageColumn(QWidget* widget) {
  widget->setProperty("kind", "panel");
  widget->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(widget);
  column->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
  column->setSpacing(kSpace3);
  return column;
}

}  // namespace

TableList::TableList(const QStringList& heads, const QList<int>& numberColumns, QWidget* parent)
    : QTreeWidget(parent), numbers_(numberColumns) {
  setHeaderLabels(heads);
  setRootIsDecorated(false);
  setUniformRowHeights(true);
  setAlternatingRowColors(false);
  setFrameShape(QFrame::NoFrame);
  setSelectionMode(ExtendedSelection);
  setIndentation(0);
  setFont(Theme::font(FontRole::Table));
  header()->setStretchLastSection(true);
  for (const int column : numbers_) headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
}

QTreeWidgetItem* TableList::addRow(const QStringList& cells, bool strong) {
  auto* item = new QTreeWidgetItem(this, cells);
  // A hint sets the height, and with it the width that resizeColumnToContents sees.
  constexpr int kWidest = 360;
  const int width = QFontMetrics(Theme::font(FontRole::Table)).horizontalAdvance(cells.value(0)) + 2 * kSpace2 + 2;
  item->setSizeHint(0, QSize(std::min(width, kWidest), Theme::rowHeight() - 4));
  for (const int column : numbers_) item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
  if (strong) {
    QFont font = Theme::font(FontRole::Table);
    font.setWeight(QFont::DemiBold);
    for (int column = 0; column < cells.size(); ++column) item->setFont(column, font);
  }
  return item;
}

SettingsTab::SettingsTab(QWidget* parent)
    : QWidget(parent),
      filter_(new SearchField(tr("Filter settings"))),
      onlyChanged_(new QCheckBox(tr("Only changed"))),
      count_(textLabel({}, FontRole::Table, Token::Text2)),
      table_(new TableList({tr("Setting"), tr("Value"), tr("Default")})) {
  auto* column = pageColumn(this);
  auto* bar = new QHBoxLayout;
  filter_->setMaximumWidth(320);
  bar->addWidget(filter_, 1);
  bar->addWidget(onlyChanged_);
  bar->addStretch(1);
  bar->addWidget(count_);
  column->addLayout(bar);
  column->addWidget(table_, 1);
  table_->setColumnWidth(0, 300);
  table_->setColumnWidth(1, 260);
  connect(filter_, &QLineEdit::textChanged, this, &SettingsTab::fill);
  connect(onlyChanged_, &QCheckBox::toggled, this, &SettingsTab::fill);
}

void SettingsTab::show(const RunFiles& files) {
  files_ = files;
  fill();
}

void SettingsTab::fill() {
  table_->clear();
  const spec::RunSpec& spec = files_.spec;
  const QString words = filter_->text();
  int changed = 0;
  const auto add = [&](const QString& name, const QString& value, const QString& fallback, bool strong) {
    if (!words.isEmpty() && !name.contains(words, Qt::CaseInsensitive) && !value.contains(words, Qt::CaseInsensitive))
      return;
    table_->addRow({name, value, fallback}, strong);
  };
  if (!onlyChanged_->isChecked() && !spec.name.empty()) {
    for (const auto& [name, value] :
         {std::pair(tr("method"), text(spec.method)), std::pair(tr("task"), text(spec.task)),
          std::pair(tr("network"), text(spec.arch)), std::pair(tr("dimensions"), QString::number(spec.dim)),
          std::pair(tr("seed"), QString::number(spec.seed)), std::pair(tr("start weights"), text(spec.initFrom)),
          std::pair(tr("device"), text(spec.device))}) {
      if (!value.isEmpty()) add(name, value, {}, false);
    }
  }
  for (const SettingRow& row : files_.settings) {
    changed += row.changed;
    if (onlyChanged_->isChecked() && !row.changed) continue;
    add(row.name, row.value, row.changed ? row.defaultValue : QString(), row.changed);
  }
  count_->setText(tr("%1 settings, %n changed from the defaults", nullptr, changed).arg(files_.settings.size()));
  if (!files_.error.isEmpty()) count_->setText(files_.error);
}

DataTab::DataTab(QWidget* parent)
    : QWidget(parent),
      words_(wrappedLabel({}, FontRole::Body)),
      overrides_(wrappedLabel({}, FontRole::Body, Token::Warn)),
      table_(new TableList(
          {tr("Case"), tr("Role"), tr("Label used"), tr("Patient"), tr("Modality"), tr("Dataset"), tr("Voxels")})) {
  auto* column = pageColumn(this);
  column->addWidget(words_);
  column->addWidget(overrides_);
  column->addWidget(table_, 1);
  table_->setSortingEnabled(true);
  table_->sortByColumn(1, Qt::AscendingOrder);
  connect(table_, &QTreeWidget::itemActivated, this,
          [this](QTreeWidgetItem* item) { Q_EMIT caseAsked(item->text(0), item->text(5)); });
}

void DataTab::show(const RunFiles& files) {
  std::map<std::string, int> roles;
  int labelled = 0;
  table_->setSortingEnabled(false);
  table_->clear();
  static const std::map<std::string, QString> kRoles{
      {"train", tr("train")}, {"val", tr("validation")}, {"test", tr("test")}, {"none", tr("none")}};
  for (const spec::CaseEntry& each : files.spec.cases) {
    ++roles[each.role];
    labelled += each.role == "train" && each.labelled;
    const auto role = kRoles.find(each.role);
    table_->addRow({text(each.caseName), role == kRoles.end() ? text(each.role) : role->second,
                    each.labelled ? tr("yes") : tr("no"), text(each.patient), text(each.modality), text(each.dataset),
                    text(each.voxelsHash.substr(0, 12))});
  }
  table_->setSortingEnabled(true);
  for (const int column : {0, 1, 2, 3, 4, 5}) table_->resizeColumnToContents(column);
  QStringList sets;
  for (const spec::DatasetEntry& each : files.spec.datasets) {
    sets << tr("%1 %2, spacing %3 × %4 × %5 mm")
                .arg(text(each.dataset), text(each.version))
                .arg(each.spacing[0], 0, 'g', 3)
                .arg(each.spacing[1], 0, 'g', 3)
                .arg(each.spacing[2], 0, 'g', 3);
  }
  words_->setText(tr("%1 cases to train on, %2 with labels; %3 for validation, %4 for the test. %5")
                      .arg(roles["train"])
                      .arg(labelled)
                      .arg(roles["val"])
                      .arg(roles["test"])
                      .arg(sets.join(QStringLiteral("; "))));
  QStringList reasons;
  for (const spec::Override& each : files.spec.overrides) {
    reasons << tr("Gate \"%1\" was overridden: %2 (%3)")
                   .arg(text(each.gate), text(each.reason),
                        tr("%n patient(s)", nullptr, static_cast<int>(each.patients.size())));
  }
  overrides_->setText(reasons.join('\n'));
  overrides_->setVisible(!reasons.isEmpty());
}

CheckpointsTab::CheckpointsTab(QWidget* parent)
    : QWidget(parent),
      words_(textLabel({}, FontRole::Body)),
      table_(new TableList({tr("Step"), tr("Written"), tr("Size"), QString(), tr("File")}, {0, 2})) {
  auto* column = pageColumn(this);
  column->addWidget(words_);
  column->addWidget(table_, 1);
  table_->setColumnWidth(0, 90);
  table_->setColumnWidth(1, 150);
  table_->setColumnWidth(2, 90);
}

void CheckpointsTab::show(const std::vector<CheckpointItem>& checkpoints, const QString& folder) {
  if (shown_ == checkpoints.size() && folder_ == folder) return;
  shown_ = checkpoints.size();
  folder_ = folder;
  table_->clear();
  double bytes = 0;
  int kept = 0;
  for (auto item = checkpoints.rbegin(); item != checkpoints.rend(); ++item) {
    const bool there = item->bytes >= 0;
    if (there) bytes += static_cast<double>(item->bytes);
    kept += there;
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(item->time * 1000));
    table_->addRow({QLocale().toString(static_cast<qlonglong>(item->step)), QLocale().toString(when, "d MMM HH:mm:ss"),
                    there ? byteSize(static_cast<double>(item->bytes)) : tr("removed"),
                    item->best ? tr("best") : QString(), item->path},
                   item->best);
  }
  words_->setText(checkpoints.empty() ? tr("Checkpoints appear here as the run writes them.")
                                      : tr("%n kept, %1", nullptr, kept).arg(byteSize(bytes)));
}

LogTab::LogTab(QWidget* parent)
    : QWidget(parent), words_(textLabel({}, FontRole::Table, Token::Text3)), text_(new QPlainTextEdit) {
  auto* column = pageColumn(this);
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(words_);
  column->addWidget(text_, 1);
  text_->setReadOnly(true);
  text_->setLineWrapMode(QPlainTextEdit::NoWrap);
  text_->setFont(Theme::font(FontRole::Mono));
  text_->setAccessibleName(tr("Log of the worker"));
  text_->setPlaceholderText(tr("The worker has written nothing to its log."));
}

void LogTab::show(const LogTail& tail, const QString& path) {
  words_->setText(tail.cut ? tr("%1 · the end of %2").arg(path, byteSize(static_cast<double>(tail.size))) : path);
  if (size_ == tail.size && tail.text.size() == text_->toPlainText().size()) return;
  size_ = tail.size;
  QScrollBar* bar = text_->verticalScrollBar();
  const bool atEnd = bar->value() >= bar->maximum() - 2;
  const int kept = bar->value();
  text_->setPlainText(tail.text);
  bar->setValue(atEnd ? bar->maximum() : kept);
}

}  // namespace selvox::ui

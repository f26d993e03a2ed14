#include "ui/pages/runs/run_table_model.h"

#include <algorithm>
#include <array>
#include <map>

#include <QLocale>

#include "ui/charts/axis.h"
#include "ui/charts/scalar_words.h"
#include "ui/pages/runs/run_words.h"

namespace selvox::ui {

namespace {

constexpr int kMaximumShown = 32;

QString stepsWords(const RunSummary& run) {
  const QLocale locale;
  if (run.steps <= 0) return run.step > 0 ? locale.toString(static_cast<qlonglong>(run.step)) : QString();
  return QStringLiteral("%1 / %2").arg(locale.toString(static_cast<qlonglong>(run.step)),
                                       locale.toString(static_cast<qlonglong>(run.steps)));
}

int stateRank(const QString& state) {
  static const QStringList kOrder{"running", "queued", "paused", "failed", "lost", "stopped", "done", "broken"};
  return static_cast<int>(kOrder.indexOf(state));
}

}  // namespace

RunTableModel::RunTableModel(RunMonitor& monitor, QObject* parent) : QAbstractItemModel(parent), monitor_(monitor) {
  connect(&monitor_, &RunMonitor::listChanged, this, &RunTableModel::rebuild);
  connect(&monitor_, &RunMonitor::runsChanged, this, &RunTableModel::refreshRows);
  rebuild();
}

void RunTableModel::setFilter(const QString& text) {
  filter_ = RunFilter(text);
  rebuild();
}

void RunTableModel::setGrouping(Grouping grouping) {
  grouping_ = grouping;
  rebuild();
}

void RunTableModel::sort(int column, Qt::SortOrder order) {
  column_ = column;
  order_ = order;
  rebuild();
}

RunTableModel::Group RunTableModel::groupOf(const RunSummary& run) const {
  Group group;
  switch (grouping_) {
    case Grouping::None:
      group.title = tr("All runs");
      break;
    case Grouping::Dataset:
      group.key = group.title = run.datasets.isEmpty() ? tr("no dataset") : run.datasets.join(QStringLiteral(", "));
      break;
    case Grouping::Method:
      group.key = group.title = run.method.isEmpty() ? (run.parent.isEmpty() ? tr("From scratch") : tr("Fine-tuned"))
                                                     : methodName(run.method);
      break;
    case Grouping::Parent:
      group.key = run.parent;
      group.title = tr("From %1").arg(run.parent);
      if (run.parent.isEmpty()) {
        const bool pretrain = run.kind == QLatin1String("pretrain");
        group.key = pretrain ? QStringLiteral("\x01pretrain") : QStringLiteral("\x02scratch");
        group.title = pretrain ? tr("Pretraining") : tr("From scratch");
        group.rank = pretrain ? 2 : 1;
      }
  }
  return group;
}

bool RunTableModel::less(int left, int right) const {
  const RunSummary& a = monitor_.runs()[static_cast<std::size_t>(left)];
  const RunSummary& b = monitor_.runs()[static_cast<std::size_t>(right)];
  const auto value = [](const RunSummary& run, double number) { return run.hasMetric ? number : -1e300; };
  switch (column_) {
    case Shown:
      return styles_.value(a.name, 1000) < styles_.value(b.name, 1000);
    case State:
      return stateRank(a.state) < stateRank(b.state);
    case Progress:
      return a.fraction() < b.fraction();
    case Steps:
      return a.step < b.step;
    case Time:
      return a.seconds < b.seconds;
    case Last:
      return value(a, a.last) < value(b, b.last);
    case Best:
      return value(a, a.best) < value(b, b.best);
    case Method:
      return methodWords(a) < methodWords(b);
    case Labels:
      return a.labelled < b.labelled;
    case Seed:
      return a.seed < b.seed;
    case Started:
      return (a.started.isEmpty() ? a.created : a.started) < (b.started.isEmpty() ? b.created : b.started);
    default:
      return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
  }
}

void RunTableModel::rebuild() {
  beginResetModel();
  std::map<QString, Group> groups;
  const auto& runs = monitor_.runs();
  shownRows_ = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!filter_.empty() && !filter_.matches(runs[i])) continue;
    Group group = groupOf(runs[i]);
    auto [at, fresh] = groups.try_emplace(group.key, std::move(group));
    at->second.rows.push_back(static_cast<int>(i));
    ++shownRows_;
  }
  groups_.clear();
  places_.clear();
  for (auto& [key, group] : groups) {
    std::stable_sort(group.rows.begin(), group.rows.end(),
                     [this](int a, int b) { return order_ == Qt::AscendingOrder ? less(a, b) : less(b, a); });
    const RunSummary& first = runs[static_cast<std::size_t>(group.rows.front())];
    const bool same = std::all_of(group.rows.begin(), group.rows.end(), [&](int row) {
      const RunSummary& each = runs[static_cast<std::size_t>(row)];
      return !each.hasMetric || each.metric == first.metric;
    });
    group.remark = tr("%n run(s)", nullptr, static_cast<int>(group.rows.size()));
    if (first.hasMetric && same) group.remark += QStringLiteral(" · ") + scalarTitle(first.metric);
    groups_.push_back(std::move(group));
  }
  std::stable_sort(groups_.begin(), groups_.end(), [](const Group& a, const Group& b) { return a.rank < b.rank; });
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    for (std::size_t r = 0; r < groups_[g].rows.size(); ++r) {
      places_.insert(groups_[g].rows[r], {static_cast<int>(g), static_cast<int>(r)});
    }
  }
  bool lostEye = false;
  for (auto style = styles_.begin(); style != styles_.end();) {
    const bool there = monitor_.indexOf(style.key()) >= 0;
    lostEye |= !there;
    style = there ? std::next(style) : styles_.erase(style);
  }
  endResetModel();
  Q_EMIT rebuilt();
  if (lostEye) Q_EMIT shownChanged();
}

void RunTableModel::refreshRows(const std::vector<int>& rows) {
  for (const int row : rows) {
    const auto place = places_.find(row);
    const RunSummary& run = monitor_.runs()[static_cast<std::size_t>(row)];
    const bool wanted = filter_.empty() || filter_.matches(run);
    const bool there = place != places_.end();
    // A run that enters or leaves the filter or its group: the lists are made anew, which 5,000 rows do in a few ms.
    if (wanted != there || (there && groups_[static_cast<std::size_t>(place->first)].key != groupOf(run).key))
      return rebuild();
  }
  for (const int row : rows) {
    const auto place = places_.find(row);
    if (place == places_.end()) continue;
    const QModelIndex group = index(place->first, 0);
    Q_EMIT dataChanged(index(place->second, 0, group), index(place->second, ColumnCount - 1, group));
  }
}

const RunSummary* RunTableModel::run(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) return nullptr;
  const Group& group = groups_[static_cast<std::size_t>(index.internalId() - 1)];
  return &monitor_.runs()[static_cast<std::size_t>(group.rows[static_cast<std::size_t>(index.row())])];
}

QModelIndex RunTableModel::indexOf(const QString& name) const {
  const auto place = places_.find(monitor_.indexOf(name));
  return place == places_.end() ? QModelIndex() : index(place->second, Name, index(place->first, 0));
}

void RunTableModel::setShown(const QString& name, bool on) {
  if (on == styles_.contains(name) || (on && styles_.size() >= kMaximumShown)) return;
  if (on) {
    int style = 0;
    while (std::find(styles_.begin(), styles_.end(), style) != styles_.end()) ++style;
    styles_.insert(name, style);
  } else {
    styles_.remove(name);
  }
  if (const QModelIndex at = indexOf(name); at.isValid()) {
    Q_EMIT dataChanged(at.siblingAtColumn(0), at.siblingAtColumn(Name));
  }
  Q_EMIT shownChanged();
}

QStringList RunTableModel::shownRuns() const {
  QStringList names = styles_.keys();
  std::sort(names.begin(), names.end(), [this](const QString& a, const QString& b) { return styles_[a] < styles_[b]; });
  return names;
}

QModelIndex RunTableModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return parent.isValid() ? createIndex(row, column, static_cast<quintptr>(parent.row() + 1))
                          : createIndex(row, column, quintptr{0});
}

QModelIndex RunTableModel::parent(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) return {};
  return createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr{0});
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(groups_.size());
  if (parent.internalId() != 0 || parent.column() > 0) return 0;
  return static_cast<int>(groups_[static_cast<std::size_t>(parent.row())].rows.size());
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const RunSummary* summary = run(index);
  if (!summary) {
    if (index.column() != 0) return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
      return groupTitle(index.row()) + QStringLiteral(", ") + groupRemark(index.row());
    return {};
  }
  if (role == Qt::TextAlignmentRole) {
    const bool number = index.column() >= Steps && index.column() != Method && index.column() != Started;
    return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeading));
  }
  if (role == Qt::ToolTipRole) {
    if (index.column() == Last || index.column() == Best)
      return summary->hasMetric ? scalarTitle(summary->metric) : QString();
    if (index.column() == State) return summary->reason;
    if (index.column() == Name) return summary->name;
    return {};
  }
  if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
  switch (index.column()) {
    case Shown:
      return role == Qt::AccessibleTextRole ? (isShown(summary->name) ? tr("curve shown") : tr("curve hidden"))
                                            : QString();
    case Name:
      return summary->name;
    case State:
      return stateLook(summary->state).word;
    case Progress:
      return QStringLiteral("%1 %").arg(static_cast<int>(summary->fraction() * 100));
    case Steps:
      return stepsWords(*summary);
    case Time:
      return timeWords(*summary);
    case Last:
      return summary->hasMetric ? numberWords(summary->last) : QString();
    case Best:
      return bestWords(*summary);
    case Method:
      return methodWords(*summary);
    case Labels:
      return summary->kind == QLatin1String("pretrain") ? tr("none") : QLocale().toString(summary->labelled);
    case Seed:
      return QString::number(summary->seed);
    case Started:
      return whenWords(summary->started.isEmpty() ? summary->created : summary->started);
    default:
      return {};
  }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    const bool number = section >= Steps && section != Method && section != Started;
    return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeading));
  }
  if (role == Qt::ToolTipRole && section == Best)
    return tr(
        "Test Dice with its 95 % bootstrap interval over cases where the run was evaluated, else the best validation "
        "value");
  if (role != Qt::DisplayRole) return {};
  static const std::array<const char*, ColumnCount> kTitles{"",
                                                            QT_TR_NOOP("Run"),
                                                            QT_TR_NOOP("State"),
                                                            QT_TR_NOOP("Progress"),
                                                            QT_TR_NOOP("Steps"),
                                                            QT_TR_NOOP("Time"),
                                                            QT_TR_NOOP("Last"),
                                                            QT_TR_NOOP("Best [95 %]"),
                                                            QT_TR_NOOP("Method"),
                                                            QT_TR_NOOP("Labels"),
                                                            QT_TR_NOOP("Seed"),
                                                            QT_TR_NOOP("Started")};
  const char* title = kTitles[static_cast<std::size_t>(section)];
  if (!*title) return QString();
  return tr(title);
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
  if (!run(index)) return Qt::ItemIsEnabled;
  return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

}  // namespace selvox::ui

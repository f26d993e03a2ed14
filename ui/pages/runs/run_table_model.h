#pragma once
// The runs as groups of rows. Holds row numbers of the monitor's list, never copies; a live value repaints one row and
// moves none.

#include <vector>

#include <QAbstractItemModel>
#include <QHash>

#include "ui/pages/runs/run_filter.h"
#include "ui/pages/runs/run_monitor.h"

namespace selvox::ui {

class RunTableModel : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum Column { Shown, Name, State, Progress, Steps, Time, Last, Best, Method, Labels, Seed, Started, ColumnCount };
  enum class Grouping { Parent, Dataset, Method, None };

  explicit RunTableModel(RunMonitor& monitor, QObject* parent = nullptr);

  void setFilter(const QString& text);
  void setGrouping(Grouping grouping);
  void sort(int column, Qt::SortOrder order) override;
  [[nodiscard]] int sortColumn() const { return column_; }
  [[nodiscard]] Qt::SortOrder sortOrder() const { return order_; }
  [[nodiscard]] Grouping grouping() const { return grouping_; }

  [[nodiscard]] int shownRows() const { return shownRows_; }  // that pass the filter
  [[nodiscard]] const RunSummary* run(const QModelIndex& index) const;  // null for a group
  [[nodiscard]] QModelIndex indexOf(const QString& name) const;
  [[nodiscard]] QString groupTitle(int row) const { return groups_[static_cast<std::size_t>(row)].title; }
  [[nodiscard]] QString groupRemark(int row) const { return groups_[static_cast<std::size_t>(row)].remark; }

  // Eyes: runs whose curves are drawn, each with a style of its own until it is hidden.
  void setShown(const QString& name, bool on);
  [[nodiscard]] bool isShown(const QString& name) const { return styles_.contains(name); }
  [[nodiscard]] int styleOf(const QString& name) const { return styles_.value(name, -1); }
  [[nodiscard]] QStringList shownRuns() const;  // by style

  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& = {}) const override { return ColumnCount; }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 Q_SIGNALS:
  void shownChanged();
  void rebuilt();

 private:
  struct Group {
    QString key, title, remark;
    int rank = 0;
    std::vector<int> rows;  // of the monitor's list
  };
  void rebuild();
  void refreshRows(const std::vector<int>& rows);
  [[nodiscard]] Group groupOf(const RunSummary& run) const;
  [[nodiscard]] bool less(int left, int right) const;

  RunMonitor& monitor_;
  std::vector<Group> groups_;
  QHash<int, std::pair<int, int>> places_;  // monitor row -> group, row
  QHash<QString, int> styles_;
  RunFilter filter_;
  Grouping grouping_ = Grouping::Parent;
  int column_ = Started;
  Qt::SortOrder order_ = Qt::DescendingOrder;
  int shownRows_ = 0;
};

}  // namespace selvox::ui

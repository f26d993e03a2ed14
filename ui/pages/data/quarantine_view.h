#pragma once
// Files that were not imported: which, why, and what to do.

#include <QAbstractTableModel>
#include <QWidget>

#include "ui/async.h"
#include "ui/context.h"

class QLabel;
class QTableView;

namespace selvox::ui {

class Banner;
class EmptyState;

class QuarantineModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void setFiles(std::vector<ports::FileRow> files);
  [[nodiscard]] const ports::FileRow& at(int row) const { return files_[static_cast<std::size_t>(row)]; }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 2; }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<ports::FileRow> files_;
};

// A table of quarantined files with copy, show in folder and retry.
QTableView* makeQuarantineTable(QuarantineModel* model, QWidget* parent);

class QuarantineView : public QWidget {
  Q_OBJECT
 public:
  explicit QuarantineView(Context& context, QWidget* parent = nullptr);
  void show(const QString& dataset);
  [[nodiscard]] bool loading() const { return loading_; }

 Q_SIGNALS:
  void retryAsked(const QString& dataset, const QStringList& paths);

 private:
  Context& context_;
  QString dataset_;
  QLabel* title_ = nullptr;
  QuarantineModel* model_ = nullptr;
  QTableView* table_ = nullptr;
  Banner* banner_ = nullptr;
  Ticket ticket_;
  bool loading_ = false;
};

}  // namespace selvox::ui

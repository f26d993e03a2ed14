#pragma once
// The quieter tabs of a run: settings, data, checkpoints, log, evaluation. Each shows what it is given and reads nothing.

#include <QPlainTextEdit>
#include <QTreeWidget>
#include <QWidget>

#include "ui/pages/runs/run_data.h"
#include "ui/pages/runs/run_files.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QVBoxLayout;

namespace selvox::ui {

class SearchField;

// A plain table: heads, rows of text, numbers at the right.
class TableList : public QTreeWidget {
  Q_OBJECT
 public:
  explicit TableList(const QStringList& heads, const QList<int>& numberColumns = {}, QWidget* parent = nullptr);
  QTreeWidgetItem* addRow(const QStringList& cells, bool strong = false);

 private:
  QList<int> numbers_;
};

class SettingsTab : public QWidget {
  Q_OBJECT
 public:
  explicit SettingsTab(QWidget* parent = nullptr);
  void show(const RunFiles& files);
  [[nodiscard]] TableList* table() const { return table_; }
  [[nodiscard]] QCheckBox* onlyChanged() const { return onlyChanged_; }

 private:
  void fill();
  RunFiles files_;
  SearchField* filter_;
  QCheckBox* onlyChanged_;
  QLabel* count_;
  TableList* table_;
};

class DataTab : public QWidget {
  Q_OBJECT
 public:
  explicit DataTab(QWidget* parent = nullptr);
  void show(const RunFiles& files);

 Q_SIGNALS:
  void caseAsked(const QString& caseName, const QString& dataset);

 private:
  QLabel* words_;
  QLabel* overrides_;
  TableList* table_;
};

class CheckpointsTab : public QWidget {
  Q_OBJECT
 public:
  explicit CheckpointsTab(QWidget* parent = nullptr);
  void show(const std::vector<CheckpointItem>& checkpoints, const QString& folder);

 private:
  QLabel* words_;
  TableList* table_;
  std::size_t shown_ = ~std::size_t{0};
  QString folder_;
};

class LogTab : public QWidget {
  Q_OBJECT
 public:
  explicit LogTab(QWidget* parent = nullptr);
  void show(const LogTail& tail, const QString& path);
  [[nodiscard]] QPlainTextEdit* text() const { return text_; }

 private:
  QLabel* words_;
  QPlainTextEdit* text_;
  std::uintmax_t size_ = ~std::uintmax_t{0};
};

class EvaluationTab : public QWidget {
  Q_OBJECT
 public:
  explicit EvaluationTab(QWidget* parent = nullptr);
  void show(const std::vector<Evaluation>& evaluations, const RunSummary* run);

 Q_SIGNALS:
  void caseAsked(const QString& caseName);
  void evaluateAsked();

 private:
  QVBoxLayout* column_;
};

}  // namespace selvox::ui

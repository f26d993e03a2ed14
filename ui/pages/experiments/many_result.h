#pragma once
// The result of an experiment of many runs, as a table and, of a curve, as a picture.

#include <QDialog>

#include "ui/pages/experiments/many_store.h"

namespace selvox::ui {

class TableList;

struct ManyRow {
  QStringList cells;
  QString run;  // that it speaks of; empty: of several
  bool strong = false;
};

struct ManyTable {
  QStringList heads;
  std::vector<ManyRow> rows;
  QStringList sentences;                       // beneath it
  base::Json settings = base::Json::object();  // of the best trial
  std::string picture;                         // SVG; empty: none
};

// Reads defensively: what a document lacks is left out.
[[nodiscard]] ManyTable manyTable(ManyKind kind, const base::Json& document);

class ManyResultDialog : public QDialog {
  Q_OBJECT
 public:
  explicit ManyResultDialog(const ManyRecord& record, QWidget* parent = nullptr);
  [[nodiscard]] TableList* table() const { return table_; }

 Q_SIGNALS:
  void openRunAsked(const QString& run);
  void takeAsked(const base::Json& settings);

 private:
  TableList* table_ = nullptr;
};

}  // namespace selvox::ui

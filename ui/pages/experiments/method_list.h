#pragma once
// Methods by family, with a search; or the parents a fine-tuning may start from. What cannot be chosen says why.

#include <QWidget>

#include "ui/pages/experiments/draft.h"

class QTreeWidget;
class QTreeWidgetItem;

namespace selvox::ui {

class SearchField;

class MethodList : public QWidget {
  Q_OBJECT
 public:
  explicit MethodList(QWidget* parent = nullptr);
  void setUnits(const std::vector<UnitChoice>& units, int dim);
  void select(const QString& id);
  [[nodiscard]] QString selected() const { return selected_; }
  void focusSearch();

 Q_SIGNALS:
  void chosen(const QString& id);

 private:
  void fill();
  std::vector<UnitChoice> units_;
  int dim_ = 3;
  QString selected_;
  bool filling_ = false;
  SearchField* search_ = nullptr;
  QTreeWidget* tree_ = nullptr;
};

}  // namespace selvox::ui

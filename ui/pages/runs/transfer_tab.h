#pragma once
// What a run took over from the weights it started from: counts, and every tensor with how or why.

#include <QWidget>

#include "ui/pages/runs/transfer.h"

class QLabel;

namespace selvox::ui {

class SearchField;
class SegmentedControl;
class TableList;

class TransferTab : public QWidget {
  Q_OBJECT
 public:
  explicit TransferTab(QWidget* parent = nullptr);
  void show(const Transfer& transfer);
  [[nodiscard]] TableList* table() const { return table_; }
  [[nodiscard]] SegmentedControl* states() const { return states_; }
  [[nodiscard]] SearchField* filter() const { return filter_; }
  [[nodiscard]] QString summary() const;

 private:
  void fill();
  Transfer transfer_;
  QLabel* words_;
  SearchField* filter_;
  SegmentedControl* states_;
  QLabel* count_;
  TableList* table_;
};

}  // namespace selvox::ui

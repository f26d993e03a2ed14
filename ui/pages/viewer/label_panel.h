#pragma once
// What the labels say in numbers: agreement with the reference in mL, and a table of all labels.

#include <QWidget>

#include "ui/pages/viewer/viewer_data.h"

class QComboBox;
class QLabel;
class QTableWidget;

namespace selvox::ui {

class LabelPanel : public QWidget {
  Q_OBJECT
 public:
  LabelPanel(viewers::ViewState* state, QWidget* parent = nullptr);
  void setCase(std::shared_ptr<const LoadedCase> loaded);  // null: nothing shown

 private:
  void fillTable();
  void fillDifference();
  [[nodiscard]] QString metricText(int label, const char* metric, int decimals) const;
  viewers::ViewState* state_;
  std::shared_ptr<const LoadedCase> loaded_;
  QWidget* difference_ = nullptr;
  QComboBox* which_ = nullptr;
  std::array<QLabel*, 3> volumes_{};
  QTableWidget* table_ = nullptr;
};

}  // namespace selvox::ui

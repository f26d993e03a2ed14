#pragma once
// The leak gate: which judged patients were seen in training. "Run anyway" stays off until a reason is typed.

#include <vector>

#include <QDialog>

#include "core/services/leak_gate.h"

class QPlainTextEdit;
class QPushButton;

namespace selvox::ui {

class LeakDialog : public QDialog {
  Q_OBJECT
 public:
  LeakDialog(const std::vector<services::Leak>& leaks, bool pretraining, QWidget* parent = nullptr);
  [[nodiscard]] QString reason() const;
  [[nodiscard]] QPushButton* runAnyway() const { return run_; }
  [[nodiscard]] QPlainTextEdit* reasonField() const { return reason_; }

 private:
  QPlainTextEdit* reason_ = nullptr;
  QPushButton* run_ = nullptr;
};

}  // namespace selvox::ui

#pragma once
// One word about many series: a tag on or off, or a value in a column. One edit, undone as a whole.

#include <QDialog>

#include "ui/context.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace selvox::ui {

class SegmentedControl;

class EditDialog : public QDialog {
  Q_OBJECT
 public:
  EditDialog(const std::vector<std::int64_t>& series, const QStringList& knownTags, QWidget* parent = nullptr);
  // What was typed, for Curation::apply; empty while it is not complete.
  [[nodiscard]] std::vector<ports::SeriesChange> changes() const;
  [[nodiscard]] QString summary() const;  // "12 series tagged motion"
  [[nodiscard]] QLineEdit* nameField() const { return name_; }

 private:
  enum Choice { kTagOn, kTagOff, kColumn, kRate };
  void update();
  std::vector<std::int64_t> series_;
  SegmentedControl* kind_ = nullptr;
  QLineEdit *name_ = nullptr, *value_ = nullptr;
  QLabel *nameLabel_ = nullptr, *valueLabel_ = nullptr;
  QPushButton* apply_ = nullptr;
};

}  // namespace selvox::ui

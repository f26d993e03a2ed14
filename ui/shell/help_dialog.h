#pragma once
// F1: keys of every page, and About with licences.

#include <QDialog>

namespace selvox::ui {

class HelpDialog : public QDialog {
  Q_OBJECT
 public:
  explicit HelpDialog(QWidget* parent = nullptr);
};

}  // namespace selvox::ui

#pragma once
// Theme, text size, language, mouse scheme. Applied at once; the language with the next start.

#include <QDialog>

namespace selvox::ui {

class SettingsDialog : public QDialog {
  Q_OBJECT
 public:
  explicit SettingsDialog(QWidget* parent = nullptr);
};

}  // namespace selvox::ui

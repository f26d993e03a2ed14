#pragma once
// A filter field: magnifier, clear button, its shortcut as a hint while empty. Esc empties it.

#include <QLineEdit>

namespace selvox::ui {

class SearchField : public QLineEdit {
  Q_OBJECT
 public:
  explicit SearchField(const QString& placeholder, const QString& shortcutHint = {}, QWidget* parent = nullptr);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QString hint_;
};

}  // namespace selvox::ui

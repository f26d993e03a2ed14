#pragma once
// What will be here, and the one button that fills it.

#include <QWidget>

class QLabel;
class QPushButton;

namespace selvox::ui {

class EmptyState : public QWidget {
  Q_OBJECT
 public:
  EmptyState(const QString& iconName, const QString& sentence, const QString& action = {}, QWidget* parent = nullptr);
  void setSentence(const QString& sentence);
  [[nodiscard]] QString sentence() const;
  [[nodiscard]] QPushButton* button() const { return button_; }  // null without an action

 private:
  QLabel* text_ = nullptr;
  QPushButton* button_ = nullptr;
};

}  // namespace selvox::ui

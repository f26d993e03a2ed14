#pragma once
// Something is done: a line at the foot of the window for 6 s, longer while the mouse is on it, with one action at
// most.

#include <functional>

#include <QFrame>
#include <QString>
#include <QTimer>

class QLabel;
class QPushButton;

namespace selvox::ui {

class Toast : public QFrame {
  Q_OBJECT
 public:
  explicit Toast(QWidget* window);
  void show(const QString& text, const QString& action = {}, std::function<void()> onAction = {});
  [[nodiscard]] QString text() const;

 protected:
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();
  QLabel* text_ = nullptr;
  QPushButton* action_ = nullptr;
  std::function<void()> onAction_;
  QTimer timer_;
};

}  // namespace selvox::ui

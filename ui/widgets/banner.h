#pragma once
// A message in the page that stays until its cause is solved: what, where, what to do, and the way to do it.

#include <QFrame>

#include "core/base/result.h"
#include "ui/widgets/pill.h"

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace selvox::ui {

class Banner : public QFrame {
  Q_OBJECT
 public:
  explicit Banner(QWidget* parent = nullptr);  // hidden until it has something to say
  void say(Tone tone, const QString& text);
  // Cause with "Copy details" when there are any.
  void say(const base::Error& error);
  QPushButton* addAction(const QString& text);
  void clear();  // hides it and takes the actions away
  [[nodiscard]] QString text() const;

 private:
  QHBoxLayout* row_ = nullptr;
  QLabel* icon_ = nullptr;
  QLabel* text_ = nullptr;
};

}  // namespace selvox::ui

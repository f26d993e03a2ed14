#pragma once
// What was measured of a case, beside what is usual: name, value, mark. Icon and words, never colour alone.

#include <QWidget>

#include "ui/theme/theme.h"

namespace selvox::ui {

class MeasuredView : public QWidget {
  Q_OBJECT
 public:
  struct Line {
    QString name, value, beside;  // "Signal to noise", "11.2", "z −2.8"
    enum class Mark { Ok, Odd, Unknown } mark = Mark::Ok;
  };
  explicit MeasuredView(QWidget* parent = nullptr);
  void show(QList<Line> lines);
  [[nodiscard]] const QList<Line>& lines() const { return lines_; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QList<Line> lines_;
};

}  // namespace selvox::ui

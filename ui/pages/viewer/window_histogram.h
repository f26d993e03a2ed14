#pragma once
// The histogram of the image with the window over it; both edges can be dragged, the middle moves the level.

#include <vector>

#include <QWidget>

#include "viewers/view_state.h"

namespace selvox::ui {

class WindowHistogram : public QWidget {
  Q_OBJECT
 public:
  WindowHistogram(viewers::ViewState* state, QWidget* parent = nullptr);
  void setCounts(std::vector<double> counts, double low, double high);
  [[nodiscard]] QSize sizeHint() const override { return {240, 76}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  enum class Grip { Low, High, Middle };
  [[nodiscard]] double xOf(double value) const;
  [[nodiscard]] double valueAt(double x) const;
  [[nodiscard]] QRectF plot() const;
  viewers::ViewState* state_;
  std::vector<double> counts_;
  double low_ = 0, high_ = 1;
  Grip grip_ = Grip::Middle;
  double last_ = 0;
};

}  // namespace selvox::ui

#pragma once
// Two values per case against each other with the diagonal: above it A is better. Painted by hand; a click names a case.

#include <optional>
#include <vector>

#include <QWidget>

#include "ui/charts/axis.h"

namespace selvox::ui {

struct ScatterPoint {
  QString name;
  double x = 0, y = 0;
};

class ScatterPlot : public QWidget {
  Q_OBJECT
 public:
  explicit ScatterPlot(QWidget* parent = nullptr);
  void setPoints(std::vector<ScatterPoint> points);
  // Axis titles; the styles colour the points by who is better.
  void setAxes(const QString& xTitle, const QString& yTitle, int xStyle, int yStyle);
  void setSelected(const QString& name);
  [[nodiscard]] QString selected() const { return selected_; }
  [[nodiscard]] QString pointAt(QPointF position) const;  // empty: none within reach
  [[nodiscard]] QPointF positionOf(const QString& name) const;
  [[nodiscard]] QSize sizeHint() const override { return {480, 420}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {220, 200}; }

 Q_SIGNALS:
  void pointClicked(const QString& name);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] QPointF place(double x, double y) const;
  void paintAxes(QPainter& painter) const;
  void paintName(QPainter& painter, const ScatterPoint& point) const;

  std::vector<ScatterPoint> points_;
  AxisRange range_;
  QString xTitle_, yTitle_, selected_, hovered_;
  int xStyle_ = 1, yStyle_ = 0;
};

}  // namespace selvox::ui

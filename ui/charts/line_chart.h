#pragma once
// Curves over step or time on QtCharts. Whatever the length of the data, each series gets at most 3,000 points by one
// replace(); axes, labels, marks and the read-out are painted by the view.
// Wheel zooms x (Ctrl: y), dragging pans, double-click fits. Ctrl+C copies values, Ctrl+Shift+C the picture.

#include <memory>
#include <optional>
#include <vector>

#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "ui/charts/axis.h"
#include "ui/charts/curve.h"
#include "ui/theme/tokens.h"

namespace selvox::ui {

struct ChartOptions {
  XAxis x = XAxis::Step;
  bool logX = false, logY = false;
  double smoothing = 0;  // weight in [0, 1)
  bool operator==(const ChartOptions&) const = default;
};

struct ChartSeries {
  QString id;     // unique in its chart
  QString label;  // at the line's end and in the read-out
  int style = 0;  // colour, dash and mark; from 6 on grey until hovered
  const Curve* curve = nullptr;  // read during setSeries only
  double origin = 0;             // of relative time, seconds since 1970
};

struct ReferenceLine {
  double value = 0;
  QString label;
  Token colour = Token::Text3;
};

class LineChart : public QChartView {
  Q_OBJECT
 public:
  static constexpr int kMaximumPoints = 3000;  // drawn per series

  explicit LineChart(QWidget* parent = nullptr);

  void setTitle(const QString& title);  // for the accessible name and copied values
  void setSeries(const std::vector<ChartSeries>& series);
  void setOptions(const ChartOptions& options);
  void setReferenceLines(std::vector<ReferenceLine> lines);
  // Steps to come: the x axis reaches that far and the rest is shaded; 0: none.
  void setPlannedEnd(double steps);
  void setEndLabels(bool on);
  void fit();

  [[nodiscard]] const ChartOptions& options() const { return options_; }
  [[nodiscard]] AxisRange xRange() const { return x_; }
  [[nodiscard]] AxisRange yRange() const { return y_; }
  [[nodiscard]] int drawnPoints(const QString& id) const;  // of the smoothed line
  [[nodiscard]] QString message() const { return message_; }  // what could not be drawn
  [[nodiscard]] QString valuesAsText() const;                 // tab-separated
  [[nodiscard]] QStringList readOut(double x) const;          // "label<TAB>value" of every series near x
  [[nodiscard]] QRectF plotRectangle() const { return plot_; }

 public Q_SLOTS:
  void copyValues();
  void copyPicture();

 Q_SIGNALS:
  void hovered(double x);  // axis value under the mouse
  void left();

 protected:
  void drawBackground(QPainter* painter, const QRectF& rect) override;
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  struct Item;
  struct EndLabel {
    QPointF point;
    double y = 0;
    const Item* item = nullptr;
  };
  void transform(Item& item, const ChartSeries& series);
  void refit();   // ranges from the data where a person did not choose them
  void redraw();  // decimated vectors into the series
  void restyle();
  void layoutPlot();
  void updateMessage();
  void updateAccessibility();
  void zoom(QPointF at, double factor, bool vertical);
  [[nodiscard]] QPointF toScene(double x, double y) const;  // axis space -> scene
  [[nodiscard]] const Item* nearest(QPointF position) const;
  void paintEndLabels(QPainter& painter) const;
  void paintReferences(QPainter& painter) const;
  void paintNonFinite(QPainter& painter) const;
  void paintReadOut(QPainter& painter) const;
  [[nodiscard]] std::vector<EndLabel> endLabels() const;
  [[nodiscard]] std::optional<double> valueNear(const Item& item, double x) const;

  std::vector<std::shared_ptr<Item>> items_;
  std::vector<ReferenceLine> references_;
  ChartOptions options_;
  QString title_, message_;
  QValueAxis* xAxis_;
  QValueAxis* yAxis_;
  AxisRange x_, y_;
  bool chosenX_ = false, chosenY_ = false;  // by wheel or drag
  double plannedEnd_ = 0;
  bool endLabelsOn_ = true;
  QRectF plot_;
  std::optional<QPointF> mouse_;
  std::optional<QPoint> dragFrom_;
  AxisRange dragX_, dragY_;
};

// The mark of a style: circle, square, diamond, triangle, cross, ring.
void paintMark(QPainter& painter, QPointF centre, int style, const QColor& colour, double radius = 3.5);

}  // namespace selvox::ui

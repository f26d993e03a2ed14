#pragma once
// Counts of intensities, with the share that lies in labels in the accent colour.

#include <vector>

#include <QWidget>

namespace selvox::ui {

struct Histogram {
  double low = 0, high = 1;
  std::vector<double> all, labelled;  // same length; counts
};

class HistogramView : public QWidget {
  Q_OBJECT
 public:
  explicit HistogramView(QWidget* parent = nullptr);
  void show(Histogram histogram);
  [[nodiscard]] QSize sizeHint() const override { return {280, 84}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {120, 72}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Histogram histogram_;
};

}  // namespace selvox::ui

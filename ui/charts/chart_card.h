#pragma once
// A line chart with its title, a remark and the last value, on a card.

#include <QFrame>

#include "ui/charts/line_chart.h"

class QLabel;

namespace selvox::ui {

class ElidedLabel;

class ChartCard : public QFrame {
  Q_OBJECT
 public:
  explicit ChartCard(const QString& title, QWidget* parent = nullptr);
  void setRemark(const QString& remark);
  void setValue(const QString& value);
  [[nodiscard]] LineChart* chart() const { return chart_; }

 private:
  ElidedLabel* remark_;
  QLabel* value_;
  LineChart* chart_;
};

}  // namespace selvox::ui

#pragma once
// One curve of a LineChart in axis space. Private to ui/charts.

#include "ui/charts/line_chart.h"

namespace selvox::ui {

struct LineChart::Item {
  QString id, label;
  int style = 0;
  std::uint64_t version = 0;
  const Curve* curve = nullptr;  // identity only
  double origin = 0;
  std::vector<events::Point> raw, smooth;  // axis space, ordered by x
  std::vector<events::Point> bad;          // non-finite: x in axis space, y as it was
  int hidden = 0;                          // values a logarithmic axis cannot show
  QLineSeries* line = nullptr;
  QLineSeries* faint = nullptr;            // raw values behind a smoothed line
  double lastX = 0, lastY = 0;
};

}  // namespace selvox::ui

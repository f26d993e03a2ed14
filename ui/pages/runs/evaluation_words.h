#pragma once
// Values of evaluations as a person reads them.

#include <string>

#include <QString>

#include "ui/pages/runs/evaluation.h"

namespace selvox::ui {

[[nodiscard]] QString intervalWords(const Interval& interval);       // "0.873 [0.861, 0.884]"
[[nodiscard]] QString metricName(const std::string& metric);  // "hd95" -> "HD95, mm"

}  // namespace selvox::ui

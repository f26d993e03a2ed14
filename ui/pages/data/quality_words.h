#pragma once
// Quality findings and metrics in the language of the window.

#include <QString>

#include "core/services/quality.h"

namespace selvox::ui {

[[nodiscard]] QString metricTitle(const std::string& id);                 // "Signal to noise"
[[nodiscard]] QString metricText(std::size_t metric, double value);       // "11.2", "0.95 mm", "not known"
[[nodiscard]] QString metricNumber(std::size_t metric, double value);     // without its unit
[[nodiscard]] QString zText(double z);                                    // "z +4.1"
[[nodiscard]] QString findingText(const services::QualityFinding& finding);      // a sentence
[[nodiscard]] QString findingsSummary(const services::QualityRow& row);   // "2 slices empty · outlier", or "none"
[[nodiscard]] std::size_t metricIndex(const char* id);

}  // namespace selvox::ui

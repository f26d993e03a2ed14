#pragma once
// Whether a classifier's probabilities can be taken at their word. Torch-free.

#include <cstdint>
#include <vector>

#include "core/learn/metrics/class_report.h"

namespace selvox::learn::metrics {

struct ReliabilityBin {
  double low = 0, high = 0;             // of the confidence, (low, high]
  std::int64_t n = 0;                   // answers
  double confidence = 0, accuracy = 0;  // their means; NaN without answers
};
// Of the answered class; of classes that are not exclusive: of every class, its probability against how often it is
// there.
[[nodiscard]] std::vector<ReliabilityBin> reliability(const ClassAnswers& answers, int bins = 15);

// The probabilities at another temperature: p^(1/T), normalised; each class for itself where they are not exclusive.
[[nodiscard]] ClassAnswers atTemperature(ClassAnswers answers, double temperature);

// The temperature with the smallest log loss (Guo et al., ICML 2017), 0.05 to 20: the loss is convex in 1 / T, so
// halving finds it. NaN without rows.
[[nodiscard]] double fitTemperature(const ClassAnswers& answers);

}  // namespace selvox::learn::metrics

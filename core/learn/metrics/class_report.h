#pragma once
// How well a classifier names cases it was not trained on, with intervals over patients. Torch-free; conventions:
// METHODS section 5. NaN where undefined.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/learn/metrics/bootstrap.h"

namespace selvox::learn::metrics {

struct ClassAnswers {
  std::vector<double> probabilities, truth;  // (n, classes), row-major; truth 0 or 1
  std::size_t classes = 0;
  bool exclusive = true;  // one class a row; otherwise each class is yes or no by itself, "yes" from 0.5 on
  [[nodiscard]] std::size_t rows() const { return classes == 0 ? 0 : truth.size() / classes; }
  [[nodiscard]] bool binary() const { return exclusive && classes == 2; }
  [[nodiscard]] ClassAnswers chosen(std::span<const std::size_t> which) const;
  // Class of a row by its largest probability, or by its truth.
  [[nodiscard]] std::size_t answered(std::size_t row) const;
  [[nodiscard]] std::size_t actual(std::size_t row) const;
};

// Largest sensitivity of a threshold whose specificity is at least `specificity`; labels 0 or 1.
[[nodiscard]] double sensitivityAt(std::span<const double> labels, std::span<const double> scores, double specificity);

// "auc", "accuracy", "balanced_accuracy", "f1", "sensitivity_at_specificity_90", "ece", "brier", "log_loss". Of two
// exclusive classes auc and sensitivity are those of the second; otherwise means over one class against the rest, of
// the classes that have both. Where classes are not exclusive, accuracy, balanced accuracy and f1 are means over
// classes.
[[nodiscard]] std::map<std::string, double> classMetrics(const ClassAnswers& answers);

// The same of one class against the rest: "auc", "sensitivity", "specificity", "precision", "f1".
[[nodiscard]] std::map<std::string, double> oneClassMetrics(const ClassAnswers& answers, std::size_t number);

// Each metric with its 95% interval, patients drawn with replacement. AUC of two exclusive classes: DeLong's interval
// where every patient has one case, because it counts cases as independent.
[[nodiscard]] std::map<std::string, Interval> classIntervals(const ClassAnswers& answers,
                                                             std::span<const std::string> patients);
[[nodiscard]] std::map<std::string, Interval> oneClassIntervals(const ClassAnswers& answers, std::size_t number,
                                                                std::span<const std::string> patients);
[[nodiscard]] bool deLongApplies(const ClassAnswers& answers, std::span<const std::string> patients);

// counts[actual][answered]; empty where classes are not exclusive.
[[nodiscard]] std::vector<std::vector<std::int64_t>> confusionMatrix(const ClassAnswers& answers);

}  // namespace selvox::learn::metrics

#pragma once
// Numbers about a classifier. Torch-free; conventions: METHODS section 5. NaN where undefined (one class only, no
// rows).

#include <cstdint>
#include <span>
#include <vector>

namespace selvox::learn::metrics {

struct AucResult {
  double value = 0, low = 0, high = 0;  // 95% by DeLong, clipped to [0, 1]
};
// Area under the ROC curve = Mann-Whitney with ties at 1/2. labels: 0 or 1. Variance by DeLong in the fast form of Sun
// and Xu (IEEE Signal Processing Letters 2014).
[[nodiscard]] AucResult auc(std::span<const double> labels, std::span<const double> scores);

struct AucDifference {
  double value = 0;  // first minus other
  double z = 0;      // paired DeLong statistic; 0 for equal scores
};
[[nodiscard]] AucDifference aucDifference(std::span<const double> labels, std::span<const double> scores,
                                          std::span<const double> other);

// sum of (R_n - R_{n-1}) P_n over thresholds, ties together.
[[nodiscard]] double averagePrecision(std::span<const double> labels, std::span<const double> scores);

// Rows of class probabilities (n, classes), row-major, with one class number per row.
struct Predictions {
  std::span<const double> probabilities;
  std::span<const double> labels;
  std::size_t classes = 0;
};
[[nodiscard]] double expectedCalibrationError(const Predictions& p, int bins = 15);  // top label, equal widths (lo, hi]
[[nodiscard]] double brier(const Predictions& p);  // mean over rows of the squared distance to the one-hot row
[[nodiscard]] double balancedAccuracy(const Predictions& p);  // mean recall over the classes that occur
[[nodiscard]] double f1Macro(const Predictions& p);           // mean F1 over classes that occur or are predicted

}  // namespace selvox::learn::metrics

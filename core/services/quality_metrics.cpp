// What of a scan is set beside other scans, and how far off is odd.

#include <algorithm>
#include <cmath>

#include "core/services/normalise.h"
#include "core/services/quality.h"

namespace selvox::services {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kSame = 1e-4;               // of the median: closer values are one, however alike all others are
constexpr double kMadOfNormal = 0.6745;      // median absolute deviation of a normal distribution, in deviations
constexpr double kMeanAdOfNormal = 0.79788;  // mean absolute deviation: sqrt(2 / pi)

double meanAbsoluteDeviation(const std::vector<double>& values, double centre) {
  double sum = 0;
  for (const double value : values) sum += std::abs(value - centre);
  return sum / static_cast<double>(values.size());
}

double millilitres(const VolumeFacts& facts) {
  if (facts.labels.empty()) return kNone;
  double sum = 0;
  for (const auto& label : facts.labels) sum += label.millilitres;
  return sum;
}

double signalToNoise(const VolumeFacts& facts) {
  return facts.noise > 0 ? (facts.statistics.p99_5 - facts.statistics.p0_5) / facts.noise : kNone;
}

}  // namespace

const std::vector<QualityMetric>& qualityMetrics() {
  using F = const VolumeFacts&;
  static const std::vector<QualityMetric> table{
      {"spacing_x", "Spacing left to right", "mm", [](F f) { return f.spacing[0]; }},
      {"spacing_y", "Spacing front to back", "mm", [](F f) { return f.spacing[1]; }},
      {"spacing_z", "Spacing bottom to top", "mm", [](F f) { return f.spacing[2]; }},
      {"size_x", "Size left to right", "voxels", [](F f) { return static_cast<double>(f.extent.x); }},
      {"size_y", "Size front to back", "voxels", [](F f) { return static_cast<double>(f.extent.y); }},
      {"size_z", "Size bottom to top", "voxels", [](F f) { return static_cast<double>(f.extent.z); }},
      {"minimum", "Smallest value", "", [](F f) { return f.statistics.minimum; }},
      {"maximum", "Largest value", "", [](F f) { return f.statistics.maximum; }},
      {"mean", "Mean", "", [](F f) { return f.statistics.mean; }},
      {"deviation", "Deviation", "", [](F f) { return f.statistics.standardDeviation; }},
      {"signal_to_noise", "Signal to noise", "", signalToNoise},
      {"background", "Background", "%", [](F f) { return 100 * f.background; }},
      {"label_volume", "Label volume", "mL", millilitres},
  };
  return table;
}

MetricRange rangeOfMetric(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  MetricRange range{values.size(), 0, 0};
  if (values.empty()) return range;
  std::sort(values.begin(), values.end());
  range.median = sortedQuantile(values, 0.5);
  std::vector<double> away;
  for (const double value : values) away.push_back(std::abs(value - range.median));
  std::sort(away.begin(), away.end());
  range.spread = sortedQuantile(away, 0.5) / kMadOfNormal;
  if (range.spread == 0) range.spread = meanAbsoluteDeviation(values, range.median) / kMeanAdOfNormal;
  return range;
}

double robustZ(double value, const MetricRange& range) {
  if (range.scans < kFewestScans || !std::isfinite(value)) return kNone;
  const double away = value - range.median;
  const bool same = std::abs(away) <= kSame * std::abs(range.median);  // 0.9375 mm and 0.93750001 mm
  return range.spread > 0 && !same ? away / range.spread : 0;
}

}  // namespace selvox::services

#include "core/services/normalise.h"

#include <algorithm>
#include <cmath>

namespace selvox::services {

namespace {

struct Moments {
  double mean = 0, deviation = 1;
};

// Population moments of the values after clipping; a constant volume gets deviation 1, so that it becomes 0.
Moments momentsClipped(const std::vector<float>& values, double low, double high) {
  if (values.empty()) return {};
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const float v : values) sum += std::clamp(static_cast<double>(v), low, high);
  const double mean = sum / n;
  double squares = 0;
  for (const float v : values) {
    const double d = std::clamp(static_cast<double>(v), low, high) - mean;
    squares += d * d;
  }
  const double deviation = std::sqrt(squares / n);
  return {mean, deviation > 1e-8 * std::max(1.0, std::abs(mean)) ? deviation : 1.0};
}

void dropNonFinite(std::vector<float>& values) {
  values.erase(std::remove_if(values.begin(), values.end(), [](float v) { return !std::isfinite(v); }), values.end());
}

volume::Normalisation clippedScore(const char* kind, std::vector<float> values) {
  const double low = quantile(values, 0.005), high = quantile(values, 0.995);
  const auto moments = momentsClipped(values, low, high);
  return {kind, low, high, moments.mean, moments.deviation};
}

}  // namespace

bool isCt(const std::string& modality) {
  return modality == "CT";
}

double quantile(std::vector<float>& values, double q) {
  if (values.empty()) return 0;
  const double position = std::clamp(q, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), at, values.end());
  const double lower = *at;
  if (below + 1 >= values.size()) return lower;
  const double upper = *std::min_element(at + 1, values.end());
  return lower + (upper - lower) * (position - static_cast<double>(below));
}

double sortedQuantile(const std::vector<double>& sorted, double q) {
  const double position = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - static_cast<double>(below));
}

volume::Normalisation ctWindow(double low, double high) {
  return {"ct-window", low, high, (low + high) / 2, (high - low) / 2};
}

volume::Normalisation ctPercentile(std::vector<float> foreground) {
  dropNonFinite(foreground);
  return clippedScore("ct-percentile", std::move(foreground));
}

volume::Normalisation zScore(std::vector<float> values) {
  dropNonFinite(values);
  if (values.empty()) return {"zscore", 0, 0, 0, 1};
  const float smallest = *std::min_element(values.begin(), values.end());
  const auto background = static_cast<std::size_t>(std::count(values.begin(), values.end(), smallest));
  if (background * 4 > values.size() && background < values.size())
    values.erase(std::remove(values.begin(), values.end(), smallest), values.end());
  return clippedScore("zscore", std::move(values));
}

base::Json toJson(const volume::Normalisation& n) {
  return {
      {"kind", n.kind}, {"clipLow", n.clipLow}, {"clipHigh", n.clipHigh}, {"mean", n.mean}, {"deviation", n.deviation}};
}

volume::Normalisation normalisationFromJson(const base::Json& json) {
  return {base::valueOr<std::string>(json, "kind", "none"), base::valueOr(json, "clipLow", 0.0),
          base::valueOr(json, "clipHigh", 0.0), base::valueOr(json, "mean", 0.0),
          base::valueOr(json, "deviation", 1.0)};
}

}  // namespace selvox::services

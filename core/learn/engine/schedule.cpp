#include "core/learn/engine/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace selvox::learn::engine {

double progress(std::int64_t step, std::int64_t steps, double seconds, double maximumSeconds) {
  const double bySteps = steps > 0 ? static_cast<double>(step) / static_cast<double>(steps) : 0.0;
  const double byTime = maximumSeconds > 0 ? seconds / maximumSeconds : 0.0;
  return std::clamp(std::max(bySteps, byTime), 0.0, 1.0);
}

double scheduleFactor(std::string_view kind, double progress, double warmup) {
  if (progress < warmup) return std::max(progress / warmup, 0.01);
  const double q = warmup < 1 ? std::clamp((progress - warmup) / (1 - warmup), 0.0, 1.0) : 1.0;
  if (kind == "cosine") return 0.5 * (1 + std::cos(std::numbers::pi * q));
  if (kind == "poly") return std::pow(1 - q, 0.9);
  return 1.0;
}

double cosineBetween(double start, double end, double progress) {
  return end + (start - end) * 0.5 * (1 + std::cos(std::numbers::pi * std::clamp(progress, 0.0, 1.0)));
}

}  // namespace selvox::learn::engine

#pragma once
// Intervals over patients, not over scans: two scans of one patient are not two patients. Torch-free.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace selvox::learn::metrics {

inline constexpr int kResamples = 2000;

struct Interval {
  double mean = 0, low = 0, high = 0;  // NaN when n is 0
  std::int64_t n = 0;                  // cases with a defined value
  std::int64_t undefined = 0;          // NaN cases, left out and counted
};

// Mean over cases with a 95% percentile interval: whole patients are drawn with replacement. values[i] belongs to
// patients[i]. Draws are Rng(seed, Bootstrap, resample).
[[nodiscard]] Interval bootstrapMean(std::span<const double> values, std::span<const std::string> patients,
                                     std::uint64_t seed = 0, int resamples = kResamples);

// The same for a[i] - b[i] of matching cases: every resample takes the same patients on both sides.
[[nodiscard]] Interval bootstrapDifference(std::span<const double> a, std::span<const double> b,
                                           std::span<const std::string> patients, std::uint64_t seed = 0,
                                           int resamples = kResamples);

// What is no mean over cases (an AUC, an F1): `statistics` of the rows of drawn patients, several at once; low and high
// of each are its 2.5 and 97.5 percentiles over the draws in which it was defined. Only low, high and n (rows) are
// filled.
[[nodiscard]] std::vector<Interval> bootstrapAll(
    std::span<const std::string> patients,
    const std::function<std::vector<double>(std::span<const std::size_t>)>& statistics, std::uint64_t seed = 0,
    int resamples = kResamples);

}  // namespace selvox::learn::metrics

#include "core/learn/metrics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "core/base/rng.h"
#include "core/learn/metrics/segmentation.h"

namespace selvox::learn::metrics {
namespace {

struct PatientSum {
  double sum = 0;
  std::int64_t n = 0;
};

}  // namespace

Interval bootstrapMean(std::span<const double> values, std::span<const std::string> patients, std::uint64_t seed,
                       int resamples) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Interval interval{nan, nan, nan, 0, 0};
  std::map<std::string, PatientSum> byPatient;  // sorted: the draw does not depend on the order of the cases
  PatientSum total;
  for (std::size_t i = 0; i < values.size() && i < patients.size(); ++i) {
    if (!std::isfinite(values[i])) {
      ++interval.undefined;
      continue;
    }
    PatientSum& patient = byPatient[patients[i]];
    patient.sum += values[i], ++patient.n;
    total.sum += values[i], ++total.n;
  }
  interval.n = total.n;
  if (total.n == 0) return interval;
  interval.mean = total.sum / static_cast<double>(total.n);
  std::vector<PatientSum> sums;
  for (const auto& entry : byPatient) sums.push_back(entry.second);
  std::vector<double> means;
  for (int r = 0; r < resamples; ++r) {
    base::Rng rng(seed, base::Purpose::Bootstrap, static_cast<std::uint64_t>(r));
    PatientSum drawn;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const PatientSum& patient = sums[rng.below(sums.size())];
      drawn.sum += patient.sum, drawn.n += patient.n;
    }
    means.push_back(drawn.sum / static_cast<double>(drawn.n));
  }
  interval.low = percentile(means, 0.025);
  interval.high = percentile(std::move(means), 0.975);
  return interval;
}

Interval bootstrapDifference(std::span<const double> a, std::span<const double> b,
                             std::span<const std::string> patients, std::uint64_t seed, int resamples) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) differences.push_back(a[i] - b[i]);
  return bootstrapMean(differences, patients, seed, resamples);
}

std::vector<Interval> bootstrapAll(std::span<const std::string> patients,
                                   const std::function<std::vector<double>(std::span<const std::size_t>)>& statistics,
                                   std::uint64_t seed, int resamples) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  std::map<std::string, std::vector<std::size_t>> byPatient;
  for (std::size_t i = 0; i < patients.size(); ++i) byPatient[patients[i]].push_back(i);
  std::vector<const std::vector<std::size_t>*> rows;
  for (const auto& entry : byPatient) rows.push_back(&entry.second);
  std::vector<std::vector<double>> drawn;  // by statistic
  std::vector<std::size_t> which;
  for (int r = 0; r < resamples && !rows.empty(); ++r) {
    base::Rng rng(seed, base::Purpose::Bootstrap, static_cast<std::uint64_t>(r));
    which.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& patient = *rows[rng.below(rows.size())];
      which.insert(which.end(), patient.begin(), patient.end());
    }
    const std::vector<double> values = statistics(which);
    drawn.resize(values.size());
    for (std::size_t s = 0; s < values.size(); ++s) {
      if (std::isfinite(values[s])) drawn[s].push_back(values[s]);
    }
  }
  std::vector<Interval> intervals;
  for (std::vector<double>& values : drawn) {
    Interval interval{nan, nan, nan, static_cast<std::int64_t>(patients.size()), 0};
    if (!values.empty()) {
      interval.low = percentile(values, 0.025);
      interval.high = percentile(std::move(values), 0.975);
    }
    intervals.push_back(interval);
  }
  return intervals;
}

}  // namespace selvox::learn::metrics

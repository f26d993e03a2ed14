#include "core/learn/metrics/calibration.h"

#include <algorithm>
#include <cmath>

#include "core/learn/metrics/undefined.h"

namespace selvox::learn::metrics {
namespace {

constexpr double kFloor = 1e-12, kColdest = 0.05, kHottest = 20;

double logOf(double p) {
  return std::log(std::clamp(p, kFloor, 1.0));
}

// Derivative of the mean log loss in b = 1 / T: the expected log probability under p^b minus the actual one's.
double slopeAt(const ClassAnswers& a, double b) {
  double sum = 0;
  if (!a.exclusive) {
    for (std::size_t i = 0; i < a.truth.size(); ++i) {
      const double logit = logOf(a.probabilities[i]) - logOf(1 - a.probabilities[i]);
      sum += logit * (1 / (1 + std::exp(-b * logit)) - a.truth[i]);
    }
    return sum;
  }
  for (std::size_t i = 0; i < a.rows(); ++i) {
    const double* p = a.probabilities.data() + i * a.classes;
    const double top = logOf(*std::max_element(p, p + a.classes));
    double all = 0, expected = 0;
    for (std::size_t k = 0; k < a.classes; ++k) {
      const double share = std::exp(b * (logOf(p[k]) - top));
      all += share, expected += share * logOf(p[k]);
    }
    sum += expected / all - logOf(p[a.actual(i)]);
  }
  return sum;
}

}  // namespace

std::vector<ReliabilityBin> reliability(const ClassAnswers& a, int bins) {
  std::vector<ReliabilityBin> result(static_cast<std::size_t>(bins));
  const auto add = [&](double confidence, bool right) {
    const double place = std::clamp(std::ceil(confidence * bins) - 1.0, 0.0, static_cast<double>(bins - 1));
    ReliabilityBin& bin = result[static_cast<std::size_t>(place)];
    ++bin.n, bin.confidence += confidence, bin.accuracy += right ? 1 : 0;
  };
  if (a.exclusive) {
    for (std::size_t i = 0; i < a.rows(); ++i)
      add(a.probabilities[i * a.classes + a.answered(i)], a.answered(i) == a.actual(i));
  } else {
    for (std::size_t i = 0; i < a.truth.size(); ++i) add(a.probabilities[i], a.truth[i] > 0.5);
  }
  for (std::size_t b = 0; b < result.size(); ++b) {
    ReliabilityBin& bin = result[b];
    bin.low = static_cast<double>(b) / bins, bin.high = static_cast<double>(b + 1) / bins;
    const auto n = static_cast<double>(bin.n);
    bin.confidence = bin.n > 0 ? bin.confidence / n : kUndefined;
    bin.accuracy = bin.n > 0 ? bin.accuracy / n : kUndefined;
  }
  return result;
}

ClassAnswers atTemperature(ClassAnswers a, double temperature) {
  const double b = 1 / temperature;
  if (!a.exclusive) {
    for (double& p : a.probabilities) p = 1 / (1 + std::exp(-b * (logOf(p) - logOf(1 - p))));
    return a;
  }
  for (std::size_t i = 0; i < a.rows(); ++i) {
    double* p = a.probabilities.data() + i * a.classes;
    const double top = logOf(*std::max_element(p, p + a.classes));
    double all = 0;
    for (std::size_t k = 0; k < a.classes; ++k) p[k] = std::exp(b * (logOf(p[k]) - top)), all += p[k];
    for (std::size_t k = 0; k < a.classes; ++k) p[k] /= all;
  }
  return a;
}

double fitTemperature(const ClassAnswers& a) {
  if (a.rows() == 0) return kUndefined;
  double low = std::log(1 / kHottest), high = std::log(1 / kColdest);  // of b; the slope rises
  if (slopeAt(a, std::exp(low)) >= 0) return kHottest;
  if (slopeAt(a, std::exp(high)) <= 0) return kColdest;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (slopeAt(a, std::exp(middle)) < 0 ? low : high) = middle;
  }
  return std::exp(-(low + high) / 2);
}

}  // namespace selvox::learn::metrics

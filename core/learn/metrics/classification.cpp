#include "core/learn/metrics/classification.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/learn/metrics/undefined.h"

namespace selvox::learn::metrics {
namespace {

constexpr double kNormal975 = 1.959963984540054;

std::vector<std::size_t> sortedBy(std::span<const double> values, bool descending) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return descending ? values[a] > values[b] : values[a] < values[b];
  });
  return order;
}

// A value that is no number has no place in an order; a diverged network gives such scores.
bool ranked(std::span<const double> values) {
  return std::none_of(values.begin(), values.end(), [](double v) { return std::isnan(v); });
}

// Ranks from 1; ties share the mean of theirs.
std::vector<double> midranks(std::span<const double> values) {
  const auto order = sortedBy(values, false);
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i;
    while (j < order.size() && values[order[j]] == values[order[i]]) ++j;
    for (std::size_t k = i; k < j; ++k) ranks[order[k]] = 0.5 * static_cast<double>(i + j + 1);
    i = j;
  }
  return ranks;
}

double mean(const std::vector<double>& v) {
  return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
}

double covariance(const std::vector<double>& a, const std::vector<double>& b) {
  const double ma = mean(a), mb = mean(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - ma) * (b[i] - mb);
  return a.size() < 2 ? 0 : sum / static_cast<double>(a.size() - 1);
}

// Structural components: for each positive the share of negatives below it, for each negative the share of positives
// above.
struct Components {
  std::vector<double> positive, negative;
  [[nodiscard]] bool defined() const { return !positive.empty() && !negative.empty(); }
  [[nodiscard]] double area() const { return mean(positive); }
};

Components components(std::span<const double> labels, std::span<const double> scores) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < labels.size(); ++i) (labels[i] > 0.5 ? x : y).push_back(scores[i]);
  std::vector<double> all = x;
  all.insert(all.end(), y.begin(), y.end());
  const auto ranks = midranks(all), own = midranks(x), others = midranks(y);
  Components c;
  if (x.empty() || y.empty()) return c;
  const auto m = static_cast<double>(x.size()), n = static_cast<double>(y.size());
  for (std::size_t i = 0; i < x.size(); ++i) c.positive.push_back((ranks[i] - own[i]) / n);
  for (std::size_t j = 0; j < y.size(); ++j) c.negative.push_back(1.0 - (ranks[x.size() + j] - others[j]) / m);
  return c;
}

double deLong(const Components& a, const Components& b) {
  return covariance(a.positive, b.positive) / static_cast<double>(a.positive.size()) +
         covariance(a.negative, b.negative) / static_cast<double>(a.negative.size());
}

std::size_t top(const Predictions& p, std::size_t row) {
  const double* begin = p.probabilities.data() + row * p.classes;
  return static_cast<std::size_t>(std::max_element(begin, begin + p.classes) - begin);
}

struct Confusion {
  std::vector<double> hits, actual, predicted;  // per class
};

Confusion confusion(const Predictions& p) {
  Confusion c{std::vector<double>(p.classes), std::vector<double>(p.classes), std::vector<double>(p.classes)};
  for (std::size_t i = 0; i < p.labels.size(); ++i) {
    const auto label = static_cast<std::size_t>(p.labels[i]);
    if (label >= p.classes) continue;
    const std::size_t guess = top(p, i);
    ++c.actual[label], ++c.predicted[guess];
    if (guess == label) ++c.hits[label];
  }
  return c;
}

}  // namespace

AucResult auc(std::span<const double> labels, std::span<const double> scores) {
  if (!ranked(scores)) return {kUndefined, kUndefined, kUndefined};
  const Components c = components(labels, scores);
  if (!c.defined()) return {kUndefined, kUndefined, kUndefined};
  const double area = c.area(), reach = kNormal975 * std::sqrt(std::max(deLong(c, c), 0.0));
  return {area, std::clamp(area - reach, 0.0, 1.0), std::clamp(area + reach, 0.0, 1.0)};
}

AucDifference aucDifference(std::span<const double> labels, std::span<const double> scores,
                            std::span<const double> other) {
  if (!ranked(scores) || !ranked(other)) return {kUndefined, kUndefined};
  const Components a = components(labels, scores), b = components(labels, other);
  if (!a.defined()) return {kUndefined, kUndefined};
  const double difference = a.area() - b.area();
  const double variance = deLong(a, a) + deLong(b, b) - 2 * deLong(a, b);
  return {difference, difference == 0 ? 0.0 : difference / std::sqrt(std::max(variance, 0.0))};
}

double averagePrecision(std::span<const double> labels, std::span<const double> scores) {
  if (!ranked(scores)) return kUndefined;
  const auto order = sortedBy(scores, true);
  const auto positives = std::count_if(labels.begin(), labels.end(), [](double l) { return l > 0.5; });
  if (positives == 0) return kUndefined;
  double sum = 0, hits = 0, before = 0;
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i;
    for (; j < order.size() && scores[order[j]] == scores[order[i]]; ++j) hits += labels[order[j]] > 0.5 ? 1 : 0;
    sum += (hits - before) * hits / static_cast<double>(j);
    before = hits;
    i = j;
  }
  return sum / static_cast<double>(positives);
}

double expectedCalibrationError(const Predictions& p, int bins) {
  if (p.labels.empty() || bins < 1) return kUndefined;
  const auto n = static_cast<std::size_t>(bins);
  std::vector<double> confidence(n), correct(n);
  for (std::size_t i = 0; i < p.labels.size(); ++i) {
    const std::size_t guess = top(p, i);
    const double c = p.probabilities[i * p.classes + guess];
    const auto bin =
        static_cast<std::size_t>(std::clamp(std::ceil(c * bins) - 1.0, 0.0, static_cast<double>(bins - 1)));
    confidence[bin] += c;
    correct[bin] += guess == static_cast<std::size_t>(p.labels[i]) ? 1 : 0;
  }
  double sum = 0;
  for (std::size_t b = 0; b < n; ++b) sum += std::abs(correct[b] - confidence[b]);
  return sum / static_cast<double>(p.labels.size());
}

double brier(const Predictions& p) {
  if (p.labels.empty()) return kUndefined;
  double sum = 0;
  for (std::size_t i = 0; i < p.labels.size(); ++i) {
    for (std::size_t k = 0; k < p.classes; ++k) {
      const double truth = static_cast<std::size_t>(p.labels[i]) == k ? 1 : 0;
      sum += (p.probabilities[i * p.classes + k] - truth) * (p.probabilities[i * p.classes + k] - truth);
    }
  }
  return sum / static_cast<double>(p.labels.size());
}

double balancedAccuracy(const Predictions& p) {
  const Confusion c = confusion(p);
  double sum = 0, classes = 0;
  for (std::size_t k = 0; k < p.classes; ++k) {
    if (c.actual[k] == 0) continue;
    sum += c.hits[k] / c.actual[k];
    ++classes;
  }
  return classes == 0 ? kUndefined : sum / classes;
}

double f1Macro(const Predictions& p) {
  const Confusion c = confusion(p);
  double sum = 0, classes = 0;
  for (std::size_t k = 0; k < p.classes; ++k) {
    if (c.actual[k] + c.predicted[k] == 0) continue;
    sum += 2 * c.hits[k] / (c.actual[k] + c.predicted[k]);
    ++classes;
  }
  return classes == 0 ? kUndefined : sum / classes;
}

}  // namespace selvox::learn::metrics

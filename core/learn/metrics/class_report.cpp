#include "core/learn/metrics/class_report.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

#include "core/learn/metrics/classification.h"
#include "core/learn/metrics/undefined.h"

namespace selvox::learn::metrics {
namespace {

using Values = std::map<std::string, double>;

constexpr double kSpecificity = 0.9;
constexpr double kLeastChance = 1e-12;  // a class that was called impossible costs 27.6, not infinity
constexpr int kCalibrationBins = 15;

std::vector<double> columnOfClass(const std::vector<double>& rows, std::size_t classes, std::size_t number) {
  std::vector<double> column;
  for (std::size_t i = number; i < rows.size(); i += classes) column.push_back(rows[i]);
  return column;
}

struct YesNo {
  double hits = 0, misses = 0, alarms = 0, rejections = 0;
  [[nodiscard]] double sensitivity() const { return hits + misses > 0 ? hits / (hits + misses) : kUndefined; }
  [[nodiscard]] double specificity() const {
    return alarms + rejections > 0 ? rejections / (alarms + rejections) : kUndefined;
  }
  [[nodiscard]] double precision() const { return hits + alarms > 0 ? hits / (hits + alarms) : kUndefined; }
  [[nodiscard]] double f1() const {
    return hits + misses + alarms > 0 ? 2 * hits / (2 * hits + misses + alarms) : kUndefined;
  }
  [[nodiscard]] double accuracy() const { return (hits + rejections) / (hits + misses + alarms + rejections); }
};

YesNo tallied(const ClassAnswers& a, std::size_t number) {
  YesNo t;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    const bool yes = a.exclusive ? a.answered(i) == number : a.probabilities[i * a.classes + number] >= 0.5;
    const bool is = a.truth[i * a.classes + number] > 0.5;
    ++(is ? (yes ? t.hits : t.misses) : (yes ? t.alarms : t.rejections));
  }
  return t;
}

double meanDefined(const std::vector<double>& values) {
  double sum = 0, n = 0;
  for (const double value : values) {
    if (std::isfinite(value)) sum += value, ++n;
  }
  return n > 0 ? sum / n : kUndefined;
}

// Over one class against the rest; of two exclusive ones the second alone.
double overClasses(const ClassAnswers& a, const std::function<double(std::size_t)>& of) {
  if (a.binary()) return of(1);
  std::vector<double> values;
  for (std::size_t k = 0; k < a.classes; ++k) values.push_back(of(k));
  return meanDefined(values);
}

double meanLogLoss(const ClassAnswers& a) {
  double sum = 0;
  for (std::size_t i = 0; i < a.truth.size(); ++i) {
    if (a.truth[i] > 0.5) sum -= std::log(std::max(a.probabilities[i], kLeastChance));
    if (!a.exclusive && a.truth[i] <= 0.5) sum -= std::log(std::max(1 - a.probabilities[i], kLeastChance));
  }
  return sum / static_cast<double>(a.exclusive ? a.rows() : a.truth.size());
}

// Every class of every row as a question of its own with two answers.
ClassAnswers asQuestions(const ClassAnswers& a) {
  ClassAnswers made;
  made.classes = 2;
  for (std::size_t i = 0; i < a.truth.size(); ++i) {
    made.probabilities.insert(made.probabilities.end(), {1 - a.probabilities[i], a.probabilities[i]});
    made.truth.insert(made.truth.end(), {1 - a.truth[i], a.truth[i]});
  }
  return made;
}

std::vector<double> classNumbers(const ClassAnswers& a) {
  std::vector<double> labels;
  for (std::size_t i = 0; i < a.rows(); ++i) labels.push_back(static_cast<double>(a.actual(i)));
  return labels;
}

Interval deLongInterval(const ClassAnswers& a, std::size_t number) {
  const AucResult r = auc(columnOfClass(a.truth, a.classes, number), columnOfClass(a.probabilities, a.classes, number));
  return {r.value, r.low, r.high, static_cast<std::int64_t>(a.rows()), 0};
}

std::map<std::string, Interval> intervalsOf(const ClassAnswers& answers, std::span<const std::string> patients,
                                            const std::function<Values(const ClassAnswers&)>& of) {
  const Values whole = of(answers);
  std::vector<std::string> names;
  for (const auto& [name, value] : whole) names.push_back(name);
  const auto spread = bootstrapAll(patients, [&](std::span<const std::size_t> which) {
    const Values drawn = of(answers.chosen(which));
    std::vector<double> values;
    for (const std::string& name : names) values.push_back(drawn.at(name));
    return values;
  });
  std::map<std::string, Interval> result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double value = whole.at(names[i]);
    const bool defined = std::isfinite(value);
    const auto n = static_cast<std::int64_t>(answers.rows());
    result[names[i]] = {value, defined ? spread[i].low : kUndefined, defined ? spread[i].high : kUndefined,
                        defined ? n : 0, defined ? 0 : n};
  }
  return result;
}

}  // namespace

ClassAnswers ClassAnswers::chosen(std::span<const std::size_t> which) const {
  ClassAnswers made;
  made.classes = classes, made.exclusive = exclusive;
  made.probabilities.reserve(which.size() * classes);
  made.truth.reserve(which.size() * classes);
  for (const std::size_t row : which) {
    const auto at = static_cast<std::ptrdiff_t>(row * classes), end = at + static_cast<std::ptrdiff_t>(classes);
    made.probabilities.insert(made.probabilities.end(), probabilities.begin() + at, probabilities.begin() + end);
    made.truth.insert(made.truth.end(), truth.begin() + at, truth.begin() + end);
  }
  return made;
}

std::size_t ClassAnswers::answered(std::size_t row) const {
  const auto begin = probabilities.begin() + static_cast<std::ptrdiff_t>(row * classes);
  return static_cast<std::size_t>(std::max_element(begin, begin + static_cast<std::ptrdiff_t>(classes)) - begin);
}

std::size_t ClassAnswers::actual(std::size_t row) const {
  const auto begin = truth.begin() + static_cast<std::ptrdiff_t>(row * classes);
  return static_cast<std::size_t>(std::max_element(begin, begin + static_cast<std::ptrdiff_t>(classes)) - begin);
}

double sensitivityAt(std::span<const double> labels, std::span<const double> scores, double specificity) {
  std::vector<double> yes, no;
  for (std::size_t i = 0; i < labels.size(); ++i) (labels[i] > 0.5 ? yes : no).push_back(scores[i]);
  if (yes.empty() || no.empty()) return kUndefined;
  // "Yes" above the threshold; as low as so many of the others stay at or below it.
  std::sort(no.begin(), no.end());
  const auto kept = static_cast<std::size_t>(std::ceil(specificity * static_cast<double>(no.size()) - 1e-9));
  if (kept == 0) return 1;
  const double threshold = no[kept - 1];
  const auto above = std::count_if(yes.begin(), yes.end(), [&](double score) { return score > threshold; });
  return static_cast<double>(above) / static_cast<double>(yes.size());
}

Values classMetrics(const ClassAnswers& a) {
  if (a.rows() == 0) return {};
  const auto ofScores = [&](const auto& metric) {
    return overClasses(a, [&](std::size_t k) {
      return metric(columnOfClass(a.truth, a.classes, k), columnOfClass(a.probabilities, a.classes, k));
    });
  };
  Values v;
  v["auc"] = ofScores([](const auto& labels, const auto& scores) { return auc(labels, scores).value; });
  v["sensitivity_at_specificity_90"] =
      ofScores([](const auto& labels, const auto& scores) { return sensitivityAt(labels, scores, kSpecificity); });
  v["log_loss"] = meanLogLoss(a);
  const ClassAnswers rows = a.exclusive ? a : asQuestions(a);
  const std::vector<double> labels = classNumbers(rows);
  const Predictions p{rows.probabilities, labels, rows.classes};
  v["ece"] = expectedCalibrationError(p, kCalibrationBins);
  v["brier"] = brier(p);
  if (a.exclusive) {
    double right = 0;
    for (std::size_t i = 0; i < a.rows(); ++i) right += a.answered(i) == a.actual(i) ? 1 : 0;
    v["accuracy"] = right / static_cast<double>(a.rows());
    v["balanced_accuracy"] = balancedAccuracy(p);
    v["f1"] = f1Macro(p);
    return v;
  }
  std::vector<double> accuracies, balanced, f1;
  for (std::size_t k = 0; k < a.classes; ++k) {
    const YesNo t = tallied(a, k);
    accuracies.push_back(t.accuracy());
    balanced.push_back((t.sensitivity() + t.specificity()) / 2);
    f1.push_back(t.f1());
  }
  v["accuracy"] = meanDefined(accuracies);
  v["balanced_accuracy"] = meanDefined(balanced);
  v["f1"] = meanDefined(f1);
  return v;
}

Values oneClassMetrics(const ClassAnswers& a, std::size_t number) {
  const YesNo t = tallied(a, number);
  const double area =
      auc(columnOfClass(a.truth, a.classes, number), columnOfClass(a.probabilities, a.classes, number)).value;
  return {{"auc", area},
          {"sensitivity", t.sensitivity()},
          {"specificity", t.specificity()},
          {"precision", t.precision()},
          {"f1", t.f1()}};
}

bool deLongApplies(const ClassAnswers& answers, std::span<const std::string> patients) {
  return answers.binary() && std::set<std::string>(patients.begin(), patients.end()).size() == patients.size();
}

std::map<std::string, Interval> classIntervals(const ClassAnswers& answers, std::span<const std::string> patients) {
  if (answers.rows() == 0) return {};
  auto result = intervalsOf(answers, patients, classMetrics);
  if (deLongApplies(answers, patients) && result["auc"].n > 0) result["auc"] = deLongInterval(answers, 1);
  return result;
}

std::map<std::string, Interval> oneClassIntervals(const ClassAnswers& answers, std::size_t number,
                                                  std::span<const std::string> patients) {
  if (answers.rows() == 0) return {};
  auto result = intervalsOf(answers, patients, [&](const ClassAnswers& some) { return oneClassMetrics(some, number); });
  if (deLongApplies(answers, patients) && result["auc"].n > 0) result["auc"] = deLongInterval(answers, number);
  return result;
}

std::vector<std::vector<std::int64_t>> confusionMatrix(const ClassAnswers& answers) {
  if (!answers.exclusive) return {};
  std::vector<std::vector<std::int64_t>> counts(answers.classes, std::vector<std::int64_t>(answers.classes, 0));
  for (std::size_t i = 0; i < answers.rows(); ++i) ++counts[answers.actual(i)][answers.answered(i)];
  return counts;
}

}  // namespace selvox::learn::metrics

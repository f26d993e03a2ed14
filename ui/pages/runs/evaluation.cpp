#include "ui/pages/runs/evaluation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <system_error>

#include "core/base/file.h"
#include "core/base/rng.h"

namespace selvox::ui {

namespace {

constexpr int kResamples = 2000;
constexpr std::uint64_t kSeed = 0;

Interval intervalOf(const base::Json& json) {
  Interval interval;
  interval.mean = base::valueOr(json, "mean", std::nan(""));
  interval.low = base::valueOr(json, "low", interval.mean);
  interval.high = base::valueOr(json, "high", interval.mean);
  interval.n = base::valueOr(json, "n", 0);
  return interval;
}

// "a", or ["a", "b"] as "a, b".
std::string namesOf(const base::Json& json, const char* key) {
  const base::Json value = base::valueOr(json, key, base::Json());
  if (value.is_string()) return value.get<std::string>();
  std::string names;
  for (const std::string& name : base::valueOr(json, key, std::vector<std::string>{}))
    names += (names.empty() ? "" : ", ") + name;
  return names;
}

std::map<std::string, double> qualityOf(const base::Json& json) {
  std::map<std::string, double> values;
  for (const char* metric : {"psnr", "ssim", "nmse"}) {
    const double value = base::valueOr(json, metric, std::nan(""));
    if (std::isfinite(value)) values[metric] = value;
  }
  return values;
}

Evaluation::Case caseOf(const base::Json& json) {
  Evaluation::Case result;
  result.name = base::valueOr<std::string>(json, "case", {});
  result.truth = namesOf(json, "class");
  result.answer = namesOf(json, "answer");
  result.logLoss = base::valueOr(json, "log_loss", 0.0);
  if (const double map = base::valueOr(json, "map", std::nan("")); std::isfinite(map)) result.averagePrecision = map;
  const base::Json nearest = base::valueOr(json, "nearest", base::Json::array());
  if (nearest.is_array() && !nearest.empty()) result.answer = namesOf(nearest.front(), "class");
  result.quality = qualityOf(json);
  result.baseline = qualityOf(base::valueOr(json, "baseline", base::Json::object()));
  const base::Json probabilities = base::valueOr(json, "probabilities", base::Json::object());
  for (const auto& [name, value] : probabilities.items()) {
    if (value.is_number()) result.confidence = std::max(result.confidence, value.get<double>());
  }
  const base::Json labels = base::valueOr(json, "labels", base::Json::object());
  for (const auto& [number, metrics] : labels.items()) {
    if (!metrics.is_object()) continue;
    for (const auto& [metric, value] : metrics.items()) {
      if (value.is_number()) result.labels[number][metric] = value.get<double>();
    }
  }
  return result;
}

Evaluation::Label labelOf(const std::string& number, const base::Json& json) {
  Evaluation::Label label;
  label.number = number;
  label.name = base::valueOr<std::string>(json, "name", number);
  if (!json.is_object()) return label;
  for (const auto& [metric, value] : json.items()) {
    if (value.is_object() && value.contains("mean")) label.metrics[metric] = intervalOf(value);
  }
  return label;
}

}  // namespace

std::optional<double> Evaluation::Case::mean(const std::string& metric) const {
  double sum = 0;
  int n = 0;
  for (const auto& [number, metrics] : labels) {
    const auto found = metrics.find(metric);
    if (found == metrics.end() || !std::isfinite(found->second)) continue;
    sum += found->second;
    ++n;
  }
  if (n == 0) return std::nullopt;
  return sum / n;
}

std::optional<Interval> Evaluation::mean(const std::string& metric) const {
  std::vector<double> values;
  for (const Case& each : cases) {
    if (const auto value = each.mean(metric)) values.push_back(*value);
  }
  return bootstrapMean(values);
}

std::optional<Interval> bootstrapMean(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  const double n = static_cast<double>(values.size());
  Interval interval;
  interval.n = static_cast<int>(values.size());
  interval.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  base::Rng rng(kSeed, base::Purpose::Bootstrap);
  std::vector<double> means(kResamples);
  for (double& mean : means) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += values[rng.below(values.size())];
    mean = sum / n;
  }
  std::sort(means.begin(), means.end());
  interval.low = means[static_cast<std::size_t>(0.025 * kResamples)];
  interval.high = means[static_cast<std::size_t>(0.975 * kResamples) - 1];
  return interval;
}

base::Result<Evaluation> evaluationFromJson(const base::Json& json) {
  if (!json.is_object() || !json.contains("cases")) {
    return base::fail(base::ErrorCode::Corrupt, "This is no evaluation: it has no cases. Evaluate the run again.");
  }
  Evaluation evaluation;
  evaluation.run = base::valueOr<std::string>(json, "run", {});
  evaluation.split = base::valueOr<std::string>(json, "split", {});
  evaluation.checkpoint = base::valueOr<std::string>(json, "checkpoint", {});
  for (const base::Json& each : base::valueOr(json, "cases", base::Json::array())) {
    evaluation.cases.push_back(caseOf(each));
  }
  const base::Json labels = base::valueOr(json, "labels", base::Json::object());
  for (const auto& [number, label] : labels.items()) evaluation.labels.push_back(labelOf(number, label));
  const base::Json metrics = base::valueOr(json, "metrics", base::Json::object());
  for (const auto& [name, metric] : metrics.items()) {
    if (metric.is_object() && metric.contains("mean")) evaluation.metrics[name] = intervalOf(metric);
  }
  const base::Json quality = base::valueOr(json, "quality", base::Json::object());
  for (const auto& [name, each] : quality.items()) {
    const auto of = [&each = each](const char* key) {
      return intervalOf(base::valueOr(each, key, base::Json::object()));
    };
    evaluation.quality[name] = {of("result"), of("baseline"), of("gain")};
  }
  evaluation.ranked = base::valueOr<std::string>(json, "task", {}) == "retrieval";
  evaluation.baseline = base::valueOr<std::string>(json, "baseline", {});
  evaluation.classes = base::valueOr(json, "classes", std::vector<std::string>{});
  evaluation.confusion = base::valueOr(json, "confusion", std::vector<std::vector<int>>{});
  return evaluation;
}

std::vector<Evaluation> readEvaluationFolder(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& place : {folder, folder / "retrieval"}) {  // what the run's embeddings find stands beneath
    const auto first = static_cast<std::ptrdiff_t>(files.size());
    std::error_code error;
    for (std::filesystem::directory_iterator at(place, error), end; !error && at != end; at.increment(error)) {
      const bool request = at->path().stem().extension() == ".request";  // what was asked, beside the answer
      if (at->path().extension() == ".json" && !request) files.push_back(at->path());
    }
    std::sort(files.begin() + first, files.end());
  }
  std::vector<Evaluation> evaluations;
  for (const auto& file : files) {
    const auto json = base::readJson(file);
    if (!json) continue;
    auto evaluation = evaluationFromJson(*json);
    if (!evaluation) continue;
    evaluation->file = base::utf8(file.filename());
    if (evaluation->split.empty()) evaluation->split = base::utf8(file.stem());
    evaluations.push_back(std::move(*evaluation));
  }
  return evaluations;
}

}  // namespace selvox::ui

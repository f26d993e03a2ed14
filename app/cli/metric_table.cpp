#include "app/cli/metric_table.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/base/text.h"

namespace selvox::cli {

using base::Json;

std::string fixedText(double value, int digits) {
  if (!std::isfinite(value)) return "-";
  const double factor = std::pow(10.0, digits);
  auto text = base::toText(std::round(value * factor) / factor);
  if (text.find('.') == std::string::npos) text += ".";
  while (text.size() - text.find('.') <= static_cast<std::size_t>(digits)) text += "0";
  return text;
}

std::string withInterval(const Json& summary, int digits) {
  if (!summary.is_object() || base::valueOr(summary, "n", 0) == 0) return "-";
  const auto number = [&](const char* key) { return fixedText(base::valueOr(summary, key, std::nan("")), digits); };
  return number("mean") + " [" + number("low") + ", " + number("high") +
         "] n=" + std::to_string(base::valueOr(summary, "n", 0));
}

namespace {

std::vector<std::vector<std::string>> probeTable(const Json& probe) {
  std::vector<std::vector<std::string>> table{{"PROBE", "accuracy [95% interval]"}};
  for (const auto& [name, title] : {std::pair{"knn", "nearest neighbours"}, {"linear", "linear"}}) {
    const Json one = probe.value(name, Json::object());
    const auto number = [&](const char* key) { return fixedText(base::valueOr(one, key, std::nan("")), 3); };
    table.push_back({title, number("accuracy") + " [" + number("low") + ", " + number("high") +
                                "] n=" + std::to_string(base::valueOr(probe, "n", 0))});
  }
  for (const Json& row : probe.value("few_shot", Json::array())) {
    const auto accuracy = [&](const char* name) {
      return fixedText(base::valueOr(row.value(name, Json::object()), "accuracy", std::nan("")), 3);
    };
    table.push_back({std::to_string(base::valueOr(row, "per_class", 0)) + " a class",
                     accuracy("knn") + " nearest neighbours, " + accuracy("linear") + " linear"});
  }
  table.push_back({"commonest class", fixedText(base::valueOr(probe, "chance", std::nan("")), 3)});
  return table;
}

// The metrics of a classifier, each class by itself, what was answered for what.
std::vector<std::vector<std::string>> classTable(const Json& evaluation) {
  std::vector<std::vector<std::string>> table{{"METRIC", "value [95% interval]"}};
  const auto metrics = evaluation.value("metrics", Json::object());
  for (const auto& [name, value] : metrics.items()) {
    std::string title = name;
    std::replace(title.begin(), title.end(), '_', ' ');
    table.push_back({title, withInterval(value, 3)});
  }
  const Json calibration = evaluation.value("calibration", Json::object());
  if (calibration.value("temperature", Json()).is_number()) {
    const auto number = [&](const char* key) { return fixedText(base::valueOr(calibration, key, std::nan("")), 3); };
    table.push_back({"temperature", number("temperature") + ", then ece " + number("ece")});
  }
  const auto labels = evaluation.value("labels", Json::object());
  for (const auto& [number, label] : labels.items()) {
    std::string text;
    for (const char* name : {"auc", "sensitivity", "specificity"})
      text += (text.empty() ? "" : ", ") + std::string(name) + " " +
              fixedText(base::valueOr(label.value(name, Json::object()), "mean", std::nan("")), 3);
    table.push_back({"class " + base::valueOr<std::string>(label, "name", number), text});
  }
  const auto classes = base::valueOr<std::vector<std::string>>(evaluation, "classes", {});
  const Json confusion = evaluation.value("confusion", Json::array());
  for (std::size_t row = 0; row < confusion.size() && row < classes.size(); ++row) {
    std::string answers;
    for (std::size_t k = 0; k < confusion[row].size() && k < classes.size(); ++k) {
      if (confusion[row][k] != 0)
        answers += (answers.empty() ? "" : ", ") + classes[k] + " " + confusion[row][k].dump();
    }
    table.push_back({"answers for " + classes[row], answers.empty() ? "-" : answers});
  }
  return table;
}

// The metrics of a retrieval, then each class by itself.
std::vector<std::vector<std::string>> retrievalTable(const Json& evaluation) {
  std::vector<std::vector<std::string>> table{{"METRIC", "value [95% interval]"}};
  const auto metrics = evaluation.value("metrics", Json::object());
  for (const auto& [name, value] : metrics.items()) {
    std::string title = name;
    std::replace(title.begin(), title.end(), '_', ' ');
    table.push_back({title, withInterval(value, 3)});
  }
  table.push_back({"map of a random order", fixedText(base::valueOr(evaluation, "chance", std::nan("")), 3)});
  const auto labels = evaluation.value("labels", Json::object());
  for (const auto& [number, label] : labels.items())
    table.push_back({base::valueOr<std::string>(evaluation, "column", "class") + " " +
                         base::valueOr<std::string>(label, "name", number),
                     "map " + withInterval(label.value("map", Json()), 3)});
  return table;
}

// Result, trivial baseline and what the one is better by.
std::vector<std::vector<std::string>> qualityTable(const Json& evaluation) {
  std::vector<std::vector<std::string>> table{{"METRIC", "result [95% interval]",
                                               base::valueOr<std::string>(evaluation, "baseline", "baseline"),
                                               "gain, paired"}};
  const Json quality = evaluation.value("quality", Json::object());
  for (const auto& [name, title, digits] :
       {std::tuple{"psnr", "psnr dB", 2}, std::tuple{"ssim", "ssim", 4}, std::tuple{"nmse", "nmse", 4}}) {
    const Json one = quality.value(name, Json::object());
    table.push_back({title, withInterval(one.value("result", Json()), digits),
                     withInterval(one.value("baseline", Json()), digits),
                     withInterval(one.value("gain", Json()), digits)});
  }
  return table;
}

struct LabelColumn {
  const char* metric;
  const char* title;
  int digits;
};
constexpr LabelColumn kLabelColumns[] = {{"dice", "dice", 3},
                                         {"hd95", "hd95 mm", 2},
                                         {"iou", "iou", 3},
                                         {"nsd", "nsd", 3},
                                         {"volume_error", "volume error", 3},
                                         {"false_positives", "false positives", 2}};

// Labels, then regions; only what the document knows.
std::vector<std::vector<std::string>> structureTable(const Json& evaluation) {
  std::vector<std::pair<std::string, Json>> structures;
  for (const char* place : {"labels", "regions"}) {
    const Json all = evaluation.value(place, Json::object());
    for (const auto& [key, summary] : all.items()) structures.emplace_back(key, summary);
  }
  std::vector<std::vector<std::string>> table{{"LABEL", "NAME"}};
  for (const auto& [key, summary] : structures) table.push_back({key, base::valueOr<std::string>(summary, "name", "")});
  for (const LabelColumn& column : kLabelColumns) {
    const bool known = std::any_of(structures.begin(), structures.end(),
                                   [&](const auto& one) { return one.second.contains(column.metric); });
    if (!known) continue;
    table.front().push_back(std::string(column.title) + " [95% interval]");
    for (std::size_t i = 0; i < structures.size(); ++i)
      table[i + 1].push_back(withInterval(structures[i].second.value(column.metric, Json()), column.digits));
  }
  return table;
}

}  // namespace

std::vector<std::vector<std::string>> metricTable(const Json& evaluation) {
  if (evaluation.contains("probe")) return probeTable(evaluation["probe"]);
  if (base::valueOr<std::string>(evaluation, "task", "") == "retrieval") return retrievalTable(evaluation);
  if (evaluation.contains("metrics")) return classTable(evaluation);
  if (evaluation.contains("quality")) return qualityTable(evaluation);
  return structureTable(evaluation);
}

}  // namespace selvox::cli

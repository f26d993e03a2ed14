#include "app/cli/metric_table.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"

namespace selvox::cli {

using base::Json;

namespace {

std::string fixed(double value, int digits) {
  if (!std::isfinite(value)) return "-";
  const double factor = std::pow(10.0, digits);
  auto text = base::toText(std::round(value * factor) / factor);
  if (text.find('.') == std::string::npos) text += ".";
  while (text.size() - text.find('.') <= static_cast<std::size_t>(digits)) text += "0";
  return text;
}

}  // namespace

std::string withInterval(const Json& summary, int digits) {
  if (!summary.is_object() || base::valueOr(summary, "n", 0) == 0) return "-";
  const auto number = [&](const char* key) { return fixed(base::valueOr(summary, key, std::nan("")), digits); };
  return number("mean") + " [" + number("low") + ", " + number("high") +
         "] n=" + std::to_string(base::valueOr(summary, "n", 0));
}

namespace {

std::vector<std::vector<std::string>> probeTable(const Json& probe) {
  std::vector<std::vector<std::string>> table{{"PROBE", "accuracy [95% interval]"}};
  for (const auto& [name, title] : {std::pair{"knn", "nearest neighbours"}, {"linear", "linear"}}) {
    const Json one = probe.value(name, Json::object());
    const auto number = [&](const char* key) { return fixed(base::valueOr(one, key, std::nan("")), 3); };
    table.push_back({title, number("accuracy") + " [" + number("low") + ", " + number("high") +
                                "] n=" + std::to_string(base::valueOr(probe, "n", 0))});
  }
  for (const Json& row : probe.value("few_shot", Json::array())) {
    const auto accuracy = [&](const char* name) {
      return fixed(base::valueOr(row.value(name, Json::object()), "accuracy", std::nan("")), 3);
    };
    table.push_back({std::to_string(base::valueOr(row, "per_class", 0)) + " a class",
                     accuracy("knn") + " nearest neighbours, " + accuracy("linear") + " linear"});
  }
  table.push_back({"commonest class", fixed(base::valueOr(probe, "chance", std::nan("")), 3)});
  return table;
}

}  // namespace

std::vector<std::vector<std::string>> metricTable(const Json& evaluation) {
  if (evaluation.contains("probe")) return probeTable(evaluation["probe"]);
  std::vector<std::string> metrics;
  const auto labels = evaluation.value("labels", Json::object());
  for (const auto& [label, summary] : labels.items())
    for (const auto& [metric, value] : summary.items())
      if (value.is_object() && std::find(metrics.begin(), metrics.end(), metric) == metrics.end())
        metrics.push_back(metric);
  std::vector<std::vector<std::string>> table{{"LABEL", "NAME"}};
  for (const auto& metric : metrics)
    table.front().push_back(metric + (metric == "hd95" ? " mm" : "") + " [95% interval]");
  for (const auto& [label, summary] : labels.items()) {
    table.push_back({label, base::valueOr<std::string>(summary, "name", "")});
    for (const auto& metric : metrics)
      table.back().push_back(summary.contains(metric) ? withInterval(summary[metric], metric == "dice" ? 3 : 2) : "-");
  }
  return table;
}

}  // namespace selvox::cli

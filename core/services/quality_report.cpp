// The report as a document.

#include <algorithm>
#include <array>
#include <cmath>

#include "core/services/quality.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr const char* kFormat = "selvox quality 1";
constexpr std::array<const char*, 11> kKinds{"voxels_gone", "constant_slices", "repeated_slices", "missing_slices",
                                             "odd_slices",  "padding",         "label_grid",      "label_outside",
                                             "label_empty", "orientation",     "outlier"};

Json findingJson(const QualityFinding& f) {
  Json json = {{"kind", name(f.kind)}, {"words", words(f)}, {"to_correct", toCorrect(f.kind)}};
  if (f.axis >= 0) json["axis"] = f.axis;
  if (!f.slices.empty()) json["slices"] = f.slices;
  if (!f.metric.empty()) json["metric"] = f.metric;
  if (!f.text.empty()) json["text"] = f.text;
  if (f.value != 0) json["value"] = f.value;
  if (f.usual != 0) json["usual"] = f.usual;
  if (f.z != 0) json["z"] = f.z;
  return json;
}

std::optional<QualityFinding> findingFromJson(const Json& json) {
  const auto kind = std::find(kKinds.begin(), kKinds.end(), base::valueOr<std::string>(json, "kind", ""));
  if (kind == kKinds.end()) return std::nullopt;
  return QualityFinding{static_cast<FindingKind>(kind - kKinds.begin()),
                        base::valueOr(json, "axis", -1),
                        base::valueOr(json, "slices", std::vector<std::int64_t>{}),
                        base::valueOr<std::string>(json, "metric", ""),
                        base::valueOr(json, "value", 0.0),
                        base::valueOr(json, "usual", 0.0),
                        base::valueOr(json, "z", 0.0),
                        base::valueOr<std::string>(json, "text", "")};
}

// As many as there are metrics; what is no number is not known.
std::vector<double> metricNumbers(const Json& json, const char* key) {
  std::vector<double> values(qualityMetrics().size(), std::numeric_limits<double>::quiet_NaN());
  const auto list = base::valueOr(json, key, Json::array());
  for (std::size_t i = 0; i < values.size() && i < list.size(); ++i)
    if (list[i].is_number()) values[i] = list[i].get<double>();
  return values;
}

QualityRow rowFromJson(const Json& json) {
  QualityRow row;
  row.series = base::valueOr<std::int64_t>(json, "id", 0);
  row.caseName = base::valueOr<std::string>(json, "case", "");
  row.modality = base::valueOr<std::string>(json, "modality", "");
  row.orientation = base::valueOr<std::string>(json, "orientation", "");
  row.values = metricNumbers(json, "values");
  row.z = metricNumbers(json, "z");
  for (const auto& one : base::valueOr(json, "findings", Json::array()))
    if (auto finding = findingFromJson(one)) row.findings.push_back(std::move(*finding));
  return row;
}

}  // namespace

const char* name(FindingKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

Json toJson(const QualityReport& report) {
  Json json = {{"format", kFormat},           {"dataset", report.dataset},   {"created", report.created},
               {"metrics", Json::array()},    {"usual", Json::object()},     {"series", Json::array()},
               {"flagged", report.flagged()}, {"measured", report.measured}, {"known", report.known}};
  for (const auto& metric : qualityMetrics())
    json["metrics"].push_back({{"id", metric.id}, {"title", metric.title}, {"unit", metric.unit}});
  for (const auto& [modality, ranges] : report.usual) {
    auto& list = json["usual"][modality] = Json::array();
    for (const auto& range : ranges)
      list.push_back({{"scans", range.scans}, {"median", range.median}, {"spread", range.spread}});
  }
  for (const auto& row : report.rows) {
    Json one = {
        {"id", row.series},     {"case", row.caseName}, {"modality", row.modality}, {"orientation", row.orientation},
        {"values", row.values}, {"z", row.z},           {"findings", Json::array()}};
    for (const auto& finding : row.findings) one["findings"].push_back(findingJson(finding));
    json["series"].push_back(std::move(one));
  }
  return json;
}

base::Result<QualityReport> qualityFromJson(const Json& json) {
  bool same = base::valueOr<std::string>(json, "format", "") == kFormat;
  const auto metrics = base::valueOr(json, "metrics", Json::array());
  same = same && metrics.size() == qualityMetrics().size();
  for (std::size_t i = 0; same && i < metrics.size(); ++i)
    same = base::valueOr<std::string>(metrics[i], "id", "") == qualityMetrics()[i].id;
  if (!same)
    return base::fail(base::ErrorCode::Corrupt,
                      "The stored quality report is not one of this version. Make it again with: selvox quality");
  QualityReport report;
  report.dataset = base::valueOr<std::string>(json, "dataset", "");
  report.created = base::valueOr<std::string>(json, "created", "");
  report.measured = base::valueOr<std::size_t>(json, "measured", 0);
  report.known = base::valueOr<std::size_t>(json, "known", 0);
  const auto usual = base::valueOr(json, "usual", Json::object());
  for (const auto& [modality, list] : usual.items())
    for (const auto& one : list)
      report.usual[modality].push_back({base::valueOr<std::size_t>(one, "scans", 0), base::valueOr(one, "median", 0.0),
                                        base::valueOr(one, "spread", 0.0)});
  for (auto& [modality, ranges] : report.usual) ranges.resize(qualityMetrics().size());
  for (const auto& one : base::valueOr(json, "series", Json::array())) report.rows.push_back(rowFromJson(one));
  return report;
}

}  // namespace selvox::services

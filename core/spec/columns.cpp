#include "core/spec/columns.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "core/base/text.h"

namespace selvox::spec {
namespace {

constexpr std::size_t kMostClasses = 100, kMostNumbers = 10;

// What DICOM headers and file names say about how a scan was made (plugins/dicom, plugins/images).
constexpr std::array<std::string_view, 17> kAcquisition{"b_value",
                                                        "body_part",
                                                        "channel",
                                                        "echo_time",
                                                        "kernel",
                                                        "kvp",
                                                        "laterality",
                                                        "magnetic_field",
                                                        "model",
                                                        "patient_position",
                                                        "repetition_time",
                                                        "sequence",
                                                        "series_number",
                                                        "slice_thickness",
                                                        "time_point",
                                                        "transfer_syntax",
                                                        "view"};
constexpr std::array<std::string_view, 3> kLikely{"class", "label", "diagnosis"};

std::set<std::string> valuesOf(const std::vector<CaseEntry>& cases, const std::string& column) {
  std::set<std::string> values;
  for (const CaseEntry& entry : cases) {
    if (entry.role != "train") continue;
    if (const auto found = entry.columns.find(column); found != entry.columns.end()) values.insert(found->second);
  }
  return values;
}

bool holdsClasses(const std::set<std::string>& values) {
  return values.size() >= 2 && values.size() <= kMostClasses;
}

}  // namespace

std::vector<std::string> columnsOf(const std::vector<CaseEntry>& cases) {
  std::set<std::string> names;
  for (const CaseEntry& entry : cases) {
    if (entry.role != "train") continue;
    for (const auto& [name, value] : entry.columns) names.insert(name);
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> classColumns(const std::vector<CaseEntry>& cases) {
  std::vector<std::string> names(kLikely.begin(), kLikely.end()), found;
  for (const std::string& name : columnsOf(cases)) {
    const auto is = [&](std::string_view other) { return other == name; };
    if (std::none_of(kAcquisition.begin(), kAcquisition.end(), is) && std::none_of(kLikely.begin(), kLikely.end(), is))
      names.push_back(name);
  }
  for (const std::string& name : names) {
    const std::set<std::string> values = valuesOf(cases, name);
    const bool numbers =
        std::all_of(values.begin(), values.end(), [](const auto& value) { return base::toDouble(value).has_value(); });
    if (holdsClasses(values) && !(numbers && values.size() > kMostNumbers)) found.push_back(name);
  }
  return found;
}

std::string automaticColumn(const std::vector<CaseEntry>& cases) {
  const auto all = classColumns(cases);
  return all.empty() ? kNoColumn : all.front();
}

base::Result<std::string> columnToLearn(const std::vector<CaseEntry>& cases) {
  const auto all = classColumns(cases);
  const bool likely = !all.empty() && std::find(kLikely.begin(), kLikely.end(), all.front()) != kLikely.end();
  if (likely || all.size() == 1) return all.front();
  if (all.empty()) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "The training cases have no column with 2 to 100 classes to learn. Import images in folders by "
                      "class or with a labels.csv, or name a column: --set task.column=NAME.");
  }
  std::string known;
  for (const std::string& name : all) known += (known.empty() ? "" : ", ") + name;
  return base::fail(base::ErrorCode::InvalidArgument,
                    "The cases have several columns of classes: " + known + ". Say which one: --set task.column=NAME.");
}

base::Status checkColumn(const std::vector<CaseEntry>& cases, const std::string& setting, const std::string& column,
                         bool classes) {
  const std::size_t values = valuesOf(cases, column).size();
  if (values > 0 && (!classes || (values >= 2 && values <= kMostClasses))) return {};
  if (values > 0) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      setting + "=" + column + ": the training cases have " + std::to_string(values) +
                          (values == 1 ? " value" : " different values") + " there; 2 to 100 classes are needed.");
  }
  std::string known;
  for (const std::string& name : columnsOf(cases)) known += (known.empty() ? "" : ", ") + name;
  return base::fail(base::ErrorCode::InvalidArgument,
                    setting + "=" + column + ": no training case has that column. " +
                        (known.empty() ? "These cases have no columns." : "Known: " + known + "."));
}

}  // namespace selvox::spec

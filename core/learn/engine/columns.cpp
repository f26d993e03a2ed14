#include "core/learn/engine/columns.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "core/base/text.h"

namespace selvox::learn::engine {
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

std::set<std::string> valuesOf(const std::vector<spec::CaseEntry>& cases, const std::string& column) {
  std::set<std::string> values;
  for (const spec::CaseEntry& entry : cases) {
    if (entry.role != "train") continue;
    if (const auto found = entry.columns.find(column); found != entry.columns.end()) values.insert(found->second);
  }
  return values;
}

bool holdsClasses(const std::set<std::string>& values) {
  return values.size() >= 2 && values.size() <= kMostClasses;
}

}  // namespace

std::vector<std::string> columnsOf(const std::vector<spec::CaseEntry>& cases) {
  std::set<std::string> names;
  for (const spec::CaseEntry& entry : cases) {
    if (entry.role != "train") continue;
    for (const auto& [name, value] : entry.columns) names.insert(name);
  }
  return {names.begin(), names.end()};
}

std::string automaticColumn(const std::vector<spec::CaseEntry>& cases) {
  std::vector<std::string> names(kLikely.begin(), kLikely.end());
  for (const std::string& name : columnsOf(cases)) {
    if (std::find(kAcquisition.begin(), kAcquisition.end(), name) == kAcquisition.end()) names.push_back(name);
  }
  for (const std::string& name : names) {
    const std::set<std::string> values = valuesOf(cases, name);
    const bool numbers =
        std::all_of(values.begin(), values.end(), [](const auto& value) { return base::toDouble(value).has_value(); });
    if (holdsClasses(values) && !(numbers && values.size() > kMostNumbers)) return name;
  }
  return kNoColumn;
}

base::Status checkColumn(const std::vector<spec::CaseEntry>& cases, const std::string& setting,
                         const std::string& column, bool classes) {
  const std::size_t values = valuesOf(cases, column).size();
  if (values > 0 && (!classes || (values >= 2 && values <= kMostClasses))) return {};
  if (values > 0) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      setting + "=" + column + ": the training cases have " + std::to_string(values) +
                          (values == 1 ? " value" : " different values") + " there; a probe needs 2 to 100 classes.");
  }
  std::string known;
  for (const std::string& name : columnsOf(cases)) known += (known.empty() ? "" : ", ") + name;
  return base::fail(base::ErrorCode::InvalidArgument,
                    setting + "=" + column + ": no training case has that column. " +
                        (known.empty() ? "These cases have no columns." : "Known: " + known + "."));
}

}  // namespace selvox::learn::engine

#include "plugins/dicom/deidentify/report.h"

namespace selvox::plugins::dicom {

using base::Json;

Json toJson(const DeidentifyReport& report) {
  Json attributes = Json::array(), warnings = Json::array(), refusals = Json::array();
  for (const auto& [what, count] : report.attributes) {
    const auto& [tag, name, action] = what;
    attributes.push_back({{"tag", tag}, {"name", name}, {"action", action}, {"count", count}});
  }
  for (const auto& [text, files] : report.warnings) warnings.push_back({{"text", text}, {"files", files}});
  for (const auto& [reason, files] : report.refusals) refusals.push_back({{"reason", reason}, {"files", files}});
  return {{"files", report.files},
          {"refused", report.refused},
          {"attributes", std::move(attributes)},
          {"warnings", std::move(warnings)},
          {"refusals", std::move(refusals)},
          {"actions",
           {{"X", "removed"},
            {"Z", "kept without a value"},
            {"D", "replaced by a dummy or a pseudonym"},
            {"U", "replaced by a UID of the key"},
            {"C", "date moved by the patient's number of days"}}}};
}

}  // namespace selvox::plugins::dicom

#pragma once
// What de-identification did, in counts: no value, no name and no path of the input is in it.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "core/base/json.h"

namespace selvox::plugins::dicom {

struct DeidentifyReport {
  std::int64_t files = 0;    // written
  std::int64_t refused = 0;  // not written
  // (tag "(0010,0010)", name, action letter) -> elements. Private attributes count as one line.
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> attributes;
  std::map<std::string, std::int64_t> warnings;  // sentence -> files
  std::map<std::string, std::int64_t> refusals;  // reason -> files

  void count(const std::string& tag, const std::string& name, const std::string& action) {
    ++attributes[{tag, name, action}];
  }
};

// {files, refused, attributes:[{tag, name, action, count}], warnings:[{text, files}], refusals:[{reason, files}],
//  actions:{X: "removed", …}}
[[nodiscard]] base::Json toJson(const DeidentifyReport& report);

}  // namespace selvox::plugins::dicom

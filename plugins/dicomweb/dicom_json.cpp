#include "plugins/dicomweb/dicom_json.h"

#include "core/base/text.h"

namespace selvox::plugins::dicomweb {

std::string dicomText(const base::Json& dataset, const char* tag) {
  const auto values = base::valueOr(base::valueOr(dataset, tag, base::Json::object()), "Value", base::Json::array());
  std::string all;
  if (!values.is_array()) return all;
  for (const auto& value : values) {
    std::string one;
    if (value.is_string()) one = value.get<std::string>();
    if (value.is_number()) one = base::dumpJson(value);
    if (value.is_object()) one = base::valueOr<std::string>(value, "Alphabetic", "");
    all += (all.empty() ? "" : "\\") + one;
  }
  return all;
}

int dicomCount(const base::Json& dataset, const char* tag) {
  const auto number = base::toInteger(dicomText(dataset, tag));
  return number && *number >= 0 && *number < 1 << 30 ? static_cast<int>(*number) : -1;
}

}  // namespace selvox::plugins::dicomweb

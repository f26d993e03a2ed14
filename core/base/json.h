#pragma once
// nlohmann-json with errors as values. Objects keep their insertion order nowhere: keys are sorted, output is stable.

#include <cmath>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace selvox::base {

using Json = nlohmann::json;

// Corrupt with byte position on malformed text; nesting deeper than 64 is refused.
[[nodiscard]] Result<Json> parseJson(std::string_view text, std::string_view what);
[[nodiscard]] Result<Json> readJson(const std::filesystem::path& path);
[[nodiscard]] Status writeJson(const std::filesystem::path& path, const Json& value);

// Text with numbers by to_chars (shortest form that reads back the same), non-finite ones as null, bytes that are not
// UTF-8 replaced. indent < 0: one line. Never throws.
[[nodiscard]] std::string dumpJson(const Json& value, int indent = -1);

// Typed access that never throws: the value at `key`, or `fallback` when missing or of another type.
template <class T>
[[nodiscard]] T valueOr(const Json& object, const char* key, T fallback) {
  if (!object.is_object()) return fallback;
  const auto found = object.find(key);
  if (found == object.end()) return fallback;
  if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {  // 3.0 is a 3; 1e300 is not an integer
    if (found->is_number_float() && !(std::abs(found->template get<double>()) < 0x1p31)) return fallback;
  }
  try {
    return found->template get<T>();
  } catch (const nlohmann::json::exception&) {
    return fallback;
  }
}

}  // namespace selvox::base

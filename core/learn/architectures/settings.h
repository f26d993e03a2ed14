#pragma once
// Settings whose default is "auto" (null in the schema).

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/json.h"

namespace selvox::learn::architectures {

[[nodiscard]] inline std::optional<std::int64_t> intOrAuto(const base::Json& settings, const char* key) {
  const auto found = settings.is_object() ? settings.find(key) : settings.end();
  if (!settings.is_object() || found == settings.end() || !found->is_number()) return std::nullopt;
  return found->get<std::int64_t>();
}

[[nodiscard]] inline std::optional<std::vector<std::int64_t>> vectorOrAuto(const base::Json& settings,
                                                                           const char* key) {
  const auto found = settings.is_object() ? settings.find(key) : settings.end();
  if (!settings.is_object() || found == settings.end() || !found->is_array() || found->empty()) return std::nullopt;
  std::vector<std::int64_t> values;
  for (const base::Json& entry : *found) values.push_back(entry.is_number() ? entry.get<std::int64_t>() : 0);
  return values;
}

}  // namespace selvox::learn::architectures

#pragma once
// Numbers and times as text, independent of the locale.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace selvox::base {

[[nodiscard]] std::string toText(double value);                        // shortest round-trip; "nan", "inf"
[[nodiscard]] std::optional<double> toDouble(std::string_view text);   // whole text or nothing
[[nodiscard]] std::optional<long long> toInteger(std::string_view text);

// "2026-11-23T09:30:00.123Z"
[[nodiscard]] std::string isoTime(std::chrono::system_clock::time_point when);
[[nodiscard]] std::string isoNow();
// The reverse of isoTime, with or without a fraction of a second; nothing for other forms.
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> parseIsoTime(std::string_view text);

// A name that may become a folder on every system: letters, digits, '-', '_', '.', 1-80 characters, not starting with
// '.' or '-', and no reserved device name (CON, NUL, ...).
[[nodiscard]] bool isPlainName(std::string_view name);

}  // namespace selvox::base

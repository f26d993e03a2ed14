#include "plugins/dicom/deidentify/key_values.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/ports/pseudonym.h"

namespace selvox::plugins::dicom {
namespace {

constexpr int kMostDays = 3650;

unsigned nibble(char c) {
  return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

// 32 hex digits as a decimal number.
std::string decimalOf(const std::string& hex) {
  std::array<unsigned, 39> digits{};  // of 10, the smallest first
  for (const char c : hex) {
    unsigned carry = nibble(c);
    for (unsigned& digit : digits) {
      const unsigned value = digit * 16 + carry;
      digit = value % 10;
      carry = value / 10;
    }
  }
  std::string text;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit)
    if (*digit != 0 || !text.empty()) text += static_cast<char>('0' + *digit);
  return text.empty() ? "0" : text;
}

bool allDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What may follow the date in a DT value: time of day, fraction, offset from UTC.
bool isTimeOfDay(std::string_view text) {
  const std::size_t zone = text.find_first_of("+-");
  if (zone != std::string_view::npos) {
    if (text.size() != zone + 5 || !allDigits(text.substr(zone + 1))) return false;
    text = text.substr(0, zone);
  }
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return text.size() <= 6 && allDigits(text);
  return dot == 6 && text.size() <= 13 && allDigits(text.substr(0, dot)) && allDigits(text.substr(dot + 1));
}

// YYYY, YYYYMM, YYYYMMDD with anything behind (DT), or YYYY.MM.DD of ACR-NEMA. The precision stays.
std::optional<std::string> shiftedDate(std::string value, int daysBack) {
  if (value.size() == 10 && value[4] == '.' && value[7] == '.')
    value = value.substr(0, 4) + value.substr(5, 2) + value.substr(8, 2);
  const std::size_t given = std::min<std::size_t>({8, value.size(), value.find_first_of("+-.")});
  if ((given != 4 && given != 6 && given != 8) || !allDigits(std::string_view(value).substr(0, given)) ||
      !isTimeOfDay(std::string_view(value).substr(given)))
    return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t length) {
    return at < given ? static_cast<int>(*base::toInteger(std::string_view(value).substr(at, length))) : 1;
  };
  using namespace std::chrono;
  const year_month_day date{year(part(0, 4)), month(static_cast<unsigned>(part(4, 2))),
                            day(static_cast<unsigned>(part(6, 2)))};
  if (!date.ok()) return std::nullopt;
  const year_month_day moved{sys_days(date) - days(daysBack)};
  const auto padded = [](int number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
  };
  const std::string text = padded(static_cast<int>(moved.year()), 4) +
                           padded(static_cast<int>(static_cast<unsigned>(moved.month())), 2) +
                           padded(static_cast<int>(static_cast<unsigned>(moved.day())), 2);
  return text.substr(0, given) + value.substr(given);
}

}  // namespace

std::string KeyValues::uid(const std::string& original) const {
  if (original.empty() || original.starts_with("1.2.840.10008.")) return original;
  std::string hex = base::hmacSha256Hex(key_, "uid\n" + original).substr(0, 32);
  hex[12] = '8';  // RFC 9562: version 8, variant 10
  hex[16] = "89ab"[nibble(hex[16]) & 3];
  return "2.25." + decimalOf(hex);
}

std::string KeyValues::patient(const std::string& source) const {
  return ports::patientPseudonym(key_, source);
}

std::string KeyValues::sealed(const std::string& patient) const {
  return ports::sealedPatient(key_, patient);
}

int KeyValues::daysBack(const std::string& patient) const {
  const std::string hex = base::hmacSha256Hex(key_, "days\n" + patient).substr(0, 12);
  return 1 + static_cast<int>(std::stoull(hex, nullptr, 16) % kMostDays);
}

std::optional<std::string> shiftedDates(const std::string& values, int daysBack) {
  std::string all;
  for (std::size_t start = 0; start <= values.size();) {
    const std::size_t end = std::min(values.find('\\', start), values.size());
    std::string one = values.substr(start, end - start);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\0')) one.pop_back();
    if (start > 0) all += '\\';
    if (!one.empty()) {
      const auto moved = shiftedDate(one, daysBack);
      if (!moved) return std::nullopt;
      all += *moved;
    }
    start = end + 1;
  }
  return all;
}

}  // namespace selvox::plugins::dicom

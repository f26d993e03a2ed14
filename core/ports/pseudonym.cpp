#include "core/ports/pseudonym.h"

#include "core/base/hash.h"

namespace selvox::ports {
namespace {

constexpr std::size_t kLength = 10;  // of "P-" and 8 digits

std::string digits(const std::string& key, const std::string& message) {
  std::string hex = base::hmacSha256Hex(key, message).substr(0, 8);
  for (char& c : hex)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  return hex;
}

}  // namespace

std::string pseudonym(const std::string& prefix, const std::string& key, const std::string& source) {
  return prefix + digits(key, source);
}

std::string sealedPatient(const std::string& key, const std::string& patient) {
  return patient + "-" + digits(key, "seal\n" + patient);
}

std::string patientPseudonym(const std::string& key, const std::string& source) {
  const std::string inside = source.substr(0, kLength);
  return inside.starts_with("P-") && source == sealedPatient(key, inside) ? inside : pseudonym("P-", key, source);
}

}  // namespace selvox::ports

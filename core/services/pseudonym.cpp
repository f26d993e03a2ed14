#include "core/services/pseudonym.h"

#include "core/base/hash.h"

namespace selvox::services {

std::string pseudonym(const char* prefix, const std::string& key, const std::string& source) {
  std::string hex = base::hmacSha256Hex(key, source).substr(0, 8);
  for (char& c : hex)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  return prefix + hex;
}

}  // namespace selvox::services

#pragma once
// The names under which a workspace knows patients and studies.

#include <string>

namespace selvox::services {

// "P-1A2B3C4D": HMAC-SHA-256 of the source's own identifier under the workspace's key.
[[nodiscard]] std::string pseudonym(const char* prefix, const std::string& key, const std::string& source);

}  // namespace selvox::services

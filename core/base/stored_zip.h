#pragma once
// The entries of a zip whose files are stored and not packed, with or without zip64: what torch.save writes. Nothing is
// copied; every offset is checked against the length of the file.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace selvox::base {

struct StoredZip {
  std::map<std::string, std::span<const std::byte>> entries;  // views into `bytes`, by name
  std::vector<std::string> packed;                            // names of those that are packed or encrypted
};

// Corrupt where it is no whole zip.
[[nodiscard]] Result<StoredZip> parseStoredZip(std::span<const std::byte> bytes, std::string_view what);

}  // namespace selvox::base

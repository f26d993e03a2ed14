#pragma once
// "There is no run mea-1; did you mean mae-1? Known: …"

#include <string>
#include <vector>

#include "core/base/result.h"

namespace selvox::services {

// Known names ordered by edit distance to `wanted` (case ignored), at most `count`.
[[nodiscard]] std::vector<std::string> nearest(const std::string& wanted, std::vector<std::string> known,
                                               std::size_t count = 3);

// NotFound: `kind` is "dataset", "run", …; names the nearest and says how to list all.
[[nodiscard]] base::Error unknownName(const std::string& kind, const std::string& wanted,
                                      const std::vector<std::string>& known, const std::string& howToList);

}  // namespace selvox::services

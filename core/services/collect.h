#pragma once
// The series in a file or folder, decoded one after the other, without touching the catalog.

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/ports/importer.h"
#include "core/services/workspace.h"

namespace selvox::services {

// Calls `onFound` for each series; returns the files that were refused, with their reasons. Importers are asked in
// order, the best score wins. NotFound: no such path.
[[nodiscard]] base::Result<std::vector<std::pair<std::string, std::string>>> collect(
    const std::filesystem::path& input, const std::vector<ports::Importer*>& importers,
    const std::function<void(ports::FoundSeries)>& onFound, const Watch& watch);

}  // namespace selvox::services

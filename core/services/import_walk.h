#pragma once
// Which files lie under the given paths, and which importer reads them.

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/ports/importer.h"

namespace selvox::services {

struct ScanGroup {
  ports::Importer* importer = nullptr;
  std::filesystem::path root;
  std::vector<std::filesystem::path> files;  // absolute, in order of their names
};

struct PassedOver {
  std::filesystem::path file;
  ports::FileState state = ports::FileState::Skipped;
  std::string reason;
};

struct Walk {
  std::vector<ScanGroup> groups;
  std::vector<PassedOver> passedOver;
};

// A folder that a layout owns goes to it whole; every other file to the importer with the best score. Folders are
// entered once (links may form loops), hidden files are passed over, names decide the order. NotFound for a path that
// does not exist, Refused for a folder that two layouts claim with equal confidence. `as`: the id of the one importer
// that is asked, so that nothing is ambiguous; the files that it does not claim are passed over.
[[nodiscard]] base::Result<Walk> walk(const std::vector<std::filesystem::path>& paths,
                                      const std::vector<ports::Importer*>& importers,
                                      const base::ProgressFunction& progress, const base::CancelToken& cancel,
                                      const std::string& as = {});

// Why nobody reads a file, by its name: image formats of others go to quarantine with a remedy, documents are skipped.
[[nodiscard]] PassedOver whyUnread(const std::filesystem::path& file);

}  // namespace selvox::services

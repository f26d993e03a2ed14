#pragma once
// A run from another workspace, taken in as data: its folder is copied and every weight in it is checked.

#include <filesystem>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

struct ImportedRun {
  std::string name;
  int files = 0, checkpoints = 0;
  bool constants = true;             // how CT was normalised is known: RUN/constants.json
  std::vector<std::string> missing;  // ancestors that are not here: the leak gate cannot look at their cases
};

// `name` empty: its own. AlreadyExists where a run of that name is here, Busy while a worker holds the folder, Corrupt
// where a checkpoint does not match its hash, Refused where the folder holds links. Nothing is left behind then.
[[nodiscard]] base::Result<ImportedRun> importRun(const Workspace& workspace, const std::filesystem::path& folder,
                                                  const std::string& name, const Watch& watch);

}  // namespace selvox::services

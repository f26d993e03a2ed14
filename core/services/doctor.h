#pragma once
// Is this machine fit, is this workspace whole?

#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

struct Finding {
  std::string check;    // "worker", "disk", …
  std::string state;    // "ok", "warning", "error"
  std::string message;  // what was found, and what to do
};

// Processor, memory, worker and its libraries, devices. Works without a workspace.
[[nodiscard]] std::vector<Finding> checkMachine(ports::WorkerClient* worker, const base::Error* workerMissing,
                                                const Watch& watch);

// Folders, free space, cache entries of every series (each brick's checksum with `deep`), runs that are lost, label
// maps, frozen versions.
[[nodiscard]] std::vector<Finding> checkWorkspace(const Workspace& workspace, bool deep, const Watch& watch);

// Where the workspace stands on another machine's storage: what that endangers. Empty on this one's.
[[nodiscard]] std::string networkWarning(const std::filesystem::path& workspace);

[[nodiscard]] base::Json toJson(const std::vector<Finding>& findings);
[[nodiscard]] bool healthy(const std::vector<Finding>& findings);  // no error among them

}  // namespace selvox::services

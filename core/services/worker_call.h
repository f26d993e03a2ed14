#pragma once
// One question to the worker program: progress lines to the watch, its JSON document back, its reason as an error.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/services/workspace.h"

namespace selvox::services {

// Standard output of a call that ended well. InvalidArgument (exit 2), Refused (exit 1): with what the worker said.
[[nodiscard]] base::Result<std::string> askWorker(const Workspace& workspace, const std::vector<std::string>& arguments,
                                                  const Watch& watch);
[[nodiscard]] base::Result<base::Json> askWorkerJson(const Workspace& workspace,
                                                     const std::vector<std::string>& arguments, const Watch& watch);

// {"progress":{stage, done, total, what}} as progress; nothing for any other line.
[[nodiscard]] std::optional<base::Progress> progressFromLine(std::string_view line);

}  // namespace selvox::services

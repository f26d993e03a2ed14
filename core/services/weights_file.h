#pragma once
// A file of weights where a run's name could stand: --from resnet18.pth.

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/json.h"
#include "core/ports/stores.h"

namespace selvox::services {

struct WeightsFile {
  std::filesystem::path path;  // absolute
  // Of a checkpoint or exported model of Selvox, which says what it is of; empty for others.
  std::string arch;
  int dim = 0;
  base::Json settings = base::Json::object();
  [[nodiscard]] bool selvox() const { return !arch.empty(); }
};

// Nothing where `from` is scratch or a run of this workspace (RUN, RUN/checkpoint). NotFound: it looks like a file that
// is not there.
[[nodiscard]] base::Result<std::optional<WeightsFile>> weightsFile(const ports::RunStore& runs,
                                                                   const std::string& from);

// "RUN/step-….safetensors" of a path to a checkpoint in this workspace, so that its ancestry is known; else as given.
[[nodiscard]] std::string asOwnCheckpoint(const ports::RunStore& runs, const std::string& from);

}  // namespace selvox::services

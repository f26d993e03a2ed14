#pragma once
// `--set name=text` as typed values, against the schemas that the worker describes.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/spec/param_schema.h"

namespace selvox::services {

struct SettingsContext {
  std::string kind, method, task, arch;  // of the run
};

// Every setting such a run knows by its stable name: the engine's, "augment.…", "arch.…", "task.…" and the method's own
// by bare name. NotFound for a method, task or network that is not described, with the nearest ones.
[[nodiscard]] base::Result<spec::ParamSchema> runSchema(const base::Json& describe, const SettingsContext& context);

// "train.lr=1e-3" …; an unknown name lists the nearest known ones.
[[nodiscard]] base::Result<base::Json> parseSettings(const spec::ParamSchema& schema,
                                                     const std::vector<std::string>& assignments);

}  // namespace selvox::services

#pragma once
// What a run would see, before it is launched.

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::engine {

// Numbers of labels, to be laid over an image; "image" and "map" (in a unit of its own) hold values.
[[nodiscard]] inline bool isOverlay(std::string_view role) {
  return role == "mask" || role == "label";
}

// One batch of the run as OUT/preview.safetensors and OUT/preview.json {case, tensors:[{name,title,role,shape}]};
// returns the latter. `caseName` empty: any training case. An automatic patch is chosen without trials, so that it
// answers at once.
[[nodiscard]] base::Result<base::Json> writePreview(const spec::RunSpec& spec, const std::filesystem::path& runFolder,
                                                    const std::string& caseName, const std::filesystem::path& out);

}  // namespace selvox::learn::engine

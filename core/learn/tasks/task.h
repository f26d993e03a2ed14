#pragma once
// The supervised tasks: their settings and what they train with unless told otherwise.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::tasks {

struct TaskInfo {
  std::string id;  // "segmentation", "classification", "enhancement", "retrieval"
  std::vector<int> dims;
  std::string summary;
  spec::ParamSchema schema;  // bare names; settings of runs have "task." before them
  base::Json trainDefaults;
};
[[nodiscard]] const std::vector<TaskInfo>& builtin();
[[nodiscard]] base::Result<const TaskInfo*> find(std::string_view id);

}  // namespace selvox::learn::tasks

#pragma once
// A supervised task on top of a network: head, loss, metrics, prediction.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/learn/architectures/network.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::tasks {

struct TaskInfo {
  std::string id;  // "segmentation", "classification", "enhancement"
  std::vector<int> dims;
  std::string summary;
  spec::ParamSchema schema;  // bare names; settings of runs have "task." before them
  base::Json trainDefaults;
};
[[nodiscard]] const std::vector<TaskInfo>& builtin();
[[nodiscard]] base::Result<const TaskInfo*> find(std::string_view id);

// Dice + CE over all outputs; target (N, [D,] H, W) int64, outputs full resolution first. Weights 1/2^i, last 0,
// normalised.
[[nodiscard]] at::Tensor segmentationLoss(const std::vector<at::Tensor>& outputs, const at::Tensor& target,
                                          const base::Json& settings);

}  // namespace selvox::learn::tasks

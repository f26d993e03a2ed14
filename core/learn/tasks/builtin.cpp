#include <utility>

#include "core/learn/tasks/task.h"

namespace selvox::learn::tasks {
namespace {

using spec::Param;
using spec::ParamType;

Param weight(const char* name, const char* help) {
  Param p;
  p.name = name;
  p.type = ParamType::Float;
  p.defaultValue = 1.0;
  p.minimum = 0;
  p.maximum = 100;
  p.help = help;
  p.group = "Segmentation";
  p.advanced = true;
  p.citation = "nnU-Net (Isensee 2021)";
  return p;
}

Param flag(const char* name, bool on, const char* help) {
  Param p;
  p.name = name;
  p.type = ParamType::Bool;
  p.defaultValue = on;
  p.help = help;
  p.group = "Segmentation";
  p.citation = "nnU-Net (Isensee 2021)";
  return p;
}

spec::ParamSchema segmentationSchema() {
  spec::ParamSchema schema;
  schema.params.push_back(
      weight("dice_weight", "Weight of the Dice loss. Higher favours overlap of small structures."));
  schema.params.push_back(weight("ce_weight", "Weight of the cross entropy. Higher favours every single voxel."));
  schema.params.push_back(
      flag("deep_supervision", true, "Losses on the coarser outputs as well: learns faster, costs a little time."));
  schema.params.push_back(
      flag("batch_dice", false, "One Dice over the whole batch instead of one per patch; for 2D slices."));
  schema.params.push_back(
      flag("mirror", false, "Predict every mirror image and average: a little better, four to eight times slower."));
  Param overlap = weight("overlap", "Overlap of neighbouring windows when predicting. Higher is smoother and slower.");
  overlap.defaultValue = 0.5;
  overlap.maximum = 0.9;
  schema.params.push_back(std::move(overlap));
  return schema;
}

}  // namespace

const std::vector<TaskInfo>& builtin() {
  static const std::vector<TaskInfo> table{
      {"segmentation",
       {2, 3},
       "Outlines every labelled structure, voxel by voxel (Dice and cross entropy).",
       segmentationSchema(),
       base::Json{{"train.optimizer", "adamw"},
                  {"train.lr", 2e-3},
                  {"train.weight_decay", 1e-2},
                  {"train.schedule", "cosine"},
                  {"train.warmup", 0.02},
                  {"train.clip", 12.0}}},
  };
  return table;
}

base::Result<const TaskInfo*> find(std::string_view id) {
  std::string known;
  for (const TaskInfo& task : builtin()) {
    if (task.id == id) return &task;
    known += (known.empty() ? "" : ", ") + task.id;
  }
  return base::fail(base::ErrorCode::NotFound,
                    "There is no task \"" + std::string(id) + "\"; known tasks: " + known + ".");
}

}  // namespace selvox::learn::tasks

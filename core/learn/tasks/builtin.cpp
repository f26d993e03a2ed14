#include <utility>

#include "core/learn/methods/parts.h"
#include "core/learn/tasks/enhancement.h"
#include "core/learn/tasks/retrieval.h"
#include "core/learn/tasks/segmentation.h"
#include "core/learn/tasks/task.h"

namespace selvox::learn::tasks {
namespace {

using spec::Param;
using spec::ParamType;

constexpr const char* kClassification = "Classification";

Param row(const char* name, ParamType type, base::Json value, const char* help, const char* citation) {
  Param p;
  p.name = name;
  p.type = type;
  p.defaultValue = std::move(value);
  p.help = help;
  p.group = kClassification;
  p.citation = citation;
  return p;
}

Param choice(const char* name, const char* value, std::vector<std::string> choices, const char* help,
             const char* citation) {
  Param p = row(name, ParamType::Choice, value, help, citation);
  p.choices = std::move(choices);
  return p;
}

Param within(Param p, double low, double high, const char* unit = "") {
  p.minimum = low;
  p.maximum = high;
  p.unit = unit;
  return p;
}

Param rarely(Param p) {
  p.advanced = true;
  return p;
}

spec::ParamSchema classificationSchema() {
  spec::ParamSchema schema;
  schema.params = {
      row("column", ParamType::Text, nullptr,
          "Column of the catalog whose classes are learnt. Auto: the only one there is, or one called class, label or "
          "diagnosis.",
          ""),
      choice("kind", "softmax", {"softmax", "multi-label", "ordinal"},
             "One class a case; several, separated by | in the column; or grades that have an order.",
             "McCullagh, JRSS B 1980 (ordinal)"),
      rarely(row("classes", ParamType::Text, nullptr,
                 "The classes in their order, separated by commas: grades from light to severe; of two classes the "
                 "second is the one that is looked for. Auto: numbers by size, words by the alphabet.",
                 "")),
      choice("loss", "cross-entropy", {"cross-entropy", "focal", "class-balanced"},
             "Cross entropy; focal looks at the cases that are still wrong; class-balanced makes rare classes count "
             "more.",
             "Lin et al., ICCV 2017 (focal); Cui et al., CVPR 2019 (class-balanced)"),
      rarely(within(row("focal_gamma", ParamType::Float, 2.0,
                        "Focal loss: how little cases that are answered well count. 0 is cross entropy.",
                        "Lin et al., ICCV 2017"),
                    0, 10)),
      rarely(within(row("balance", ParamType::Float, 0.999,
                        "Class-balanced loss: 0 counts every case alike, towards 1 every class.",
                        "Cui et al., CVPR 2019 (0.9 to 0.9999)"),
                    0, 0.999999)),
      within(row("label_smoothing", ParamType::Float, 0.0,
                 "Share of each label that is spread over all classes. Higher makes the network less certain.",
                 "Szegedy et al., CVPR 2016 (0.1)"),
             0, 0.9),
      within(row("mixup", ParamType::Float, 0.0,
                 "Blends two cases and their labels; the share is drawn from Beta(a, a). 0 turns it off, higher blends "
                 "more evenly.",
                 "Zhang et al., ICLR 2018 (0.1 to 0.4)"),
             0, 8),
      within(row("cutmix", ParamType::Float, 0.0,
                 "Pastes a box of one case into another and mixes their labels. 0 turns it off.",
                 "Yun et al., ICCV 2019 (1.0)"),
             0, 8),
      within(row("dropout", ParamType::Float, 0.0,
                 "Chance that a pooled feature is left out in training. Higher learns by heart less.",
                 "Srivastava et al., JMLR 2014"),
             0, 0.9),
      choice("pool", "mean", {"mean", "attention"},
             "How slices become one answer: all alike, or by a learnt attention to the telling ones. For volumes.",
             "Ilse et al., ICML 2018"),
      rarely(within(row("slices", ParamType::Int, 8,
                        "2D on volumes: slices of a scan, evenly spaced, that are judged, and with attention learnt "
                        "from, at once. More sees more and is slower.",
                        ""),
                    1, 256, "slices")),
  };
  return schema;
}

// What is to be restored is moved, not altered.
base::Json enhancementDefaults() {
  base::Json defaults = methods::restorativeTrainDefaults();
  defaults.update({{"train.schedule", "cosine"}, {"train.warmup", 0.02}, {"train.clip", 5.0}});
  return defaults;
}

}  // namespace

const std::vector<TaskInfo>& builtin() {
  static const std::vector<TaskInfo> table{
      {"segmentation",
       {2, 3},
       "Outlines every labelled structure, voxel by voxel, or regions that overlap.",
       segmentationSchema(),
       base::Json{{"train.optimizer", "adamw"},
                  {"train.lr", 2e-3},
                  {"train.weight_decay", 1e-2},
                  {"train.schedule", "cosine"},
                  {"train.warmup", 0.02},
                  {"train.clip", 12.0}}},
      {"classification",
       {2, 3},
       "Names the class of a volume, slice or picture: a diagnosis, several findings or a grade.",
       classificationSchema(),
       base::Json{{"train.optimizer", "adamw"},
                  {"train.lr", 1e-3},
                  {"train.weight_decay", 5e-2},
                  {"train.schedule", "cosine"},
                  {"train.warmup", 0.05},
                  {"train.clip", 5.0}}},
      {"enhancement",
       {2, 3},
       "Makes images better, or one from another: less noise, finer voxels, no artifacts, even greys, a missing "
       "modality.",
       enhancementSchema(),
       enhancementDefaults()},
      {"retrieval",
       {2, 3},
       "Learns what makes cases of one class alike, so that similar ones can be found.",
       retrievalSchema(),
       base::Json{{"train.optimizer", "adamw"},
                  {"train.lr", 1e-3},
                  {"train.weight_decay", 5e-2},
                  {"train.schedule", "cosine"},
                  {"train.warmup", 0.05},
                  {"train.clip", 5.0}}},
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

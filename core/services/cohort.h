#pragma once
// From names to a RunSpec: which cases in which roles, from which frozen versions, descending from which run. Pure
// apart from reading: nothing is written here.

#include <optional>
#include <string>
#include <vector>

#include "core/services/dataset_version.h"
#include "core/services/leak_gate.h"
#include "core/services/workspace.h"
#include "core/spec/run_spec.h"

namespace selvox::services {

struct CohortDataset {
  std::string name;   // a dataset, or a frozen version (frozen.h)
  double weight = 0;  // 0: square root of the number of training cases
};

struct RunRequest {
  std::string name;                // empty: made from method or task and a number
  std::string kind;                // "pretrain", "finetune"
  std::string task, method, arch;  // arch empty: the parent's, else "unet"
  int dim = 0;                     // 0: the parent's, else 3
  std::uint64_t seed = 0;
  std::string device = "auto";
  std::vector<CohortDataset> datasets;   // empty: the parent's or, with `like`, that run's
  std::string from = "scratch";          // or a run; "run/checkpoint-file" picks one of its checkpoints
  std::string like;                      // copy seed, split, network and settings of this run: the matched baseline
  std::optional<std::size_t> labelled;   // fewer labelled cases than the split has (nested for one seed)
  bool allCases = false;                 // pretraining on validation and test cases too
  std::optional<ports::SplitRow> split;  // of its dataset, instead of the catalog's: a fold of a cross-validation…
  base::Json splitNote = base::Json::object();  // …and what the run stores beside it: {"fold":1,"folds":5}
  base::Json settings = base::Json::object();   // only what a person set
  std::string overrideLeak;                     // the reason; empty: none
  std::string created;                          // now
};

// Everything but the resolved settings. Errors: unknown names (nearest listed), no split, no labels, a parent without a
// checkpoint, and the leak gate (Refused).
[[nodiscard]] base::Result<spec::RunSpec> buildRunSpec(const Workspace& workspace, const RunRequest& request,
                                                       const Watch& watch);

// "mae-3": the first number that is free.
[[nodiscard]] base::Result<std::string> freeRunName(ports::RunStore& runs, const std::string& stem);

}  // namespace selvox::services

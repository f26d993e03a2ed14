#pragma once
// The plan of a dataset on this device, as a command or as part of a launch.

#include <string>
#include <vector>

#include "app/cli/train.h"
#include "core/services/planner.h"

namespace selvox::cli {

struct PlanWords {
  std::string dataset, task = "segmentation", arch = "unet", device = "auto";
  int dim = 0;
  double memoryGb = 0;                   // 0: of the device
  std::vector<double> spacing;           // empty: by rule
  std::vector<std::string> assignments;  // train.patch and train.batch are kept as they are set
};

struct Planned {
  services::Fingerprint fingerprint;
  services::Plan plan;
  std::string device;
  double memoryGb = 0;
};

[[nodiscard]] base::Result<Planned> planDataset(const Session& session, const PlanWords& words, Console& console);

// Prepares the dataset at the planned spacing unless it stands at it; other settings of its preparation stay.
[[nodiscard]] base::Status prepareAsPlanned(const Session& session, const PlanWords& words, const Planned& planned,
                                            Console& console);

// The plan of the request's dataset: prepared at its spacing, patch and batch where a person did not set them.
[[nodiscard]] base::Status applyPlan(const Session& session, TrainRequest& request, Console& console);

}  // namespace selvox::cli

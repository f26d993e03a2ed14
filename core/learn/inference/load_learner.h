#pragma once
// A run of any kind with the weights of one of its checkpoints, ready to look at scans.

#include <memory>
#include <string>

#include <c10/core/Device.h>

#include "core/events/run_folder.h"
#include "core/learn/engine/learner.h"
#include "core/learn/engine/settings.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::inference {

struct LoadedLearner {
  std::string checkpoint;  // file name
  base::Json settings;     // resolved
  engine::TrainSettings train;
  at::Device device = at::kCPU;
  std::unique_ptr<engine::Learner> learner;  // on the device, in evaluation mode; averaged weights where there are any
};
// `checkpoint` as in checkpointPath (segmenter.h).
[[nodiscard]] base::Result<LoadedLearner> loadLearner(const events::RunFolder& folder, const spec::RunSpec& spec,
                                                      const std::string& checkpoint);

}  // namespace selvox::learn::inference

#pragma once
// From a RunSpec with a person's settings to a run in the queue: the worker resolves every value, the folder is made,
// the run is enqueued. And the queue itself.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/services/workspace.h"
#include "core/spec/run_spec.h"

namespace selvox::services {

struct Launched {
  spec::RunSpec spec;  // resolved
  events::RunFolder folder;
  base::Json estimate;  // {seconds_per_step, memory_bytes, process_bytes}
  std::vector<std::string> warnings;
};

// Asks the worker for every resolved value. With `minutes` and no `train.steps` of a person's own, the number of steps
// is what fits into nine tenths of that time by the worker's estimate, so that the schedule ends where the run ends.
[[nodiscard]] base::Result<Launched> resolveRun(const Workspace& workspace, spec::RunSpec spec,
                                                std::optional<double> minutes, const Watch& watch);

// Folder and run.json, then the queue. Does not start anything: see workQueue. `until`: the run pauses by itself after
// that step; 0: it goes on to its end.
[[nodiscard]] base::Status createAndEnqueue(const Workspace& workspace, Launched& launched, std::int64_t until = 0);

// Works WS/runs/queue until nothing is left: one run at a time on each device. Busy when another process works it.
// `idle` is called between looks at the queue (a pause, a progress line). Returns how many runs were started.
[[nodiscard]] base::Result<int> workQueue(ports::RunStore& runs, ports::Launcher& launcher,
                                          const std::function<void()>& idle, const base::CancelToken& cancel);

[[nodiscard]] std::filesystem::path queueLock(const ports::RunStore& runs);

}  // namespace selvox::services

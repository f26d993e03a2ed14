#pragma once
// What a run will cost, before it is launched: some real steps at its true size, in a folder of their own that is
// deleted afterwards, and what follows from them for the whole run.

#include <cstdint>
#include <vector>

#include "core/base/json.h"
#include "core/events/event.h"
#include "core/services/launch.h"
#include "core/services/workspace.h"

namespace selvox::services {

// One step to warm up, one that is followed by a preview, three that count.
inline constexpr std::int64_t kDryRunSteps = 5;

struct DryRun {
  double secondsPerStep = 0;                                                             // median of the last three
  double previewSeconds = 0, validationSeconds = 0, probeSeconds = 0, startSeconds = 0;  // of one
  bool validates = false;
  std::uint64_t memoryBytes = 0;      // largest resident size of the worker; 0: not told
  std::uint64_t checkpointBytes = 0;  // of one
};

// `launched` with the settings that make a dry run out of it: the same sizes, one preview and one validation.
[[nodiscard]] spec::RunSpec dryRunSpec(const Launched& launched);
// From its log. Corrupt: it holds no such steps.
[[nodiscard]] base::Result<DryRun> readDryRun(const std::vector<events::Event>& events);

struct RunCost {
  std::int64_t steps = 0;
  double seconds = 0;           // with start, validations, probes and previews
  std::uint64_t diskBytes = 0;  // for checkpoints, at most
};
[[nodiscard]] RunCost costOf(const DryRun& measured, const base::Json& settings);  // settings as resolved

// {arch, settings:{train.patch, train.batch, train.precision}, estimated:{seconds_per_step, memory_bytes},
//  measured:{seconds_per_step, memory_bytes, checkpoint_bytes, validation_seconds, preview_seconds, probe_seconds,
//  start_seconds}, ratio:{seconds_per_step, memory_bytes}, run:{steps, seconds, disk_bytes}}. `estimated` is the
//  worker's own, from a
// trial of the network alone that it remembers; `ratio` is estimated over measured.
[[nodiscard]] base::Result<base::Json> estimateRun(const Workspace& workspace, const Launched& launched,
                                                   const Watch& watch);

}  // namespace selvox::services

#pragma once
// What runs are there, how far they are, and the four things one can ask of them.

#include <optional>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

struct RunStatus {
  ports::RunListing listing;
  std::string state;                  // as derived; "queued" while it waits in the queue
  std::optional<double> secondsLeft;  // of a running run with a known pace
};

[[nodiscard]] base::Result<std::vector<RunStatus>> listRuns(ports::RunStore& runs);
[[nodiscard]] base::Result<RunStatus> findRun(ports::RunStore& runs,
                                              const std::string& name);  // nearest names when unknown
[[nodiscard]] base::Json toJson(const RunStatus& run);                   // PROTOCOLS section 1, `selvox runs`

// Remaining time by the pace so far, at most what train.max_minutes leaves.
[[nodiscard]] std::optional<double> secondsLeft(const events::RunSnapshot& snapshot);

[[nodiscard]] base::Status resumeRun(ports::RunStore& runs, const std::string& name);  // into the queue
// Asks and waits until the worker has gone; a queued run only leaves the queue. `idle` is called while waiting.
[[nodiscard]] base::Status pauseRun(ports::RunStore& runs, const std::string& name, const std::function<void()>& idle,
                                    const base::CancelToken& cancel);
[[nodiscard]] base::Status stopRun(ports::RunStore& runs, const std::string& name, const std::function<void()>& idle,
                                   const base::CancelToken& cancel);
// Refused while another run descends from it, unless `force`: its training cases could no longer be compared.
[[nodiscard]] base::Status deleteRun(ports::RunStore& runs, const std::string& name, bool force);

// The catalog's mirror of the run folders, made anew.
[[nodiscard]] base::Result<std::size_t> rescanRuns(const Workspace& workspace);

}  // namespace selvox::services

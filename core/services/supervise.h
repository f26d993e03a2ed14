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

// Into the queue. `until`: the run pauses by itself after that step; 0: it goes on to its end.
[[nodiscard]] base::Status resumeRun(ports::RunStore& runs, const std::string& name, std::int64_t until = 0);
// Asks and waits until the worker has gone; a queued run only leaves the queue. `idle` is called while waiting.
[[nodiscard]] base::Status pauseRun(ports::RunStore& runs, const std::string& name, const std::function<void()>& idle,
                                    const base::CancelToken& cancel);
[[nodiscard]] base::Status stopRun(ports::RunStore& runs, const std::string& name, const std::function<void()>& idle,
                                   const base::CancelToken& cancel);
// Refused while another run descends from it, unless `force`: its training cases could no longer be compared.
[[nodiscard]] base::Status deleteRun(ports::RunStore& runs, const std::string& name, bool force);

// Whether a run that was enqueued has ended, by looks at it from outside: it waits in the queue, some process (not
// ours, perhaps) takes it out and starts a worker, the worker holds the run's lock, lets go and has written how it
// ended. Between queue and lock nothing holds the run, and the log may still tell the end of an earlier process;
// neither is the end. One look a quarter of a second is what the patience is made for.
class RunEnd {
 public:
  // `before`: `lastEvent` of the run when it was enqueued, empty for a new one. `work` starts a process for the queue
  // when the run waits and nobody works it.
  RunEnd(ports::RunStore& runs, std::string name, std::string before, std::function<base::Status()> work);
  // The state in which it ended, nothing while it has not; an error when its worker never began.
  [[nodiscard]] base::Result<std::optional<std::string>> look();
  [[nodiscard]] bool waiting() const { return waiting_; }  // at the last look: in the queue

 private:
  [[nodiscard]] base::Status keepQueueWorked();
  ports::RunStore& runs_;
  std::string name_, before_;
  std::function<base::Status()> work_;
  bool waiting_ = false;
  int idle_ = 0;      // looks in a row with the run in nobody's hands
  int unworked_ = 0;  // looks in a row with the run in a queue that nobody works
  int starts_ = 0;    // of `work_`
};

// The catalog's mirror of the run folders, made anew.
[[nodiscard]] base::Result<std::size_t> rescanRuns(const Workspace& workspace);

}  // namespace selvox::services

#pragma once
// A run is a folder. Names of its parts, the lock, control requests and the state derived from them.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/lock.h"
#include "core/events/event.h"
#include "core/spec/run_spec.h"

namespace selvox::events {

struct RunFolder {
  std::filesystem::path root;
  [[nodiscard]] std::filesystem::path spec() const { return root / "run.json"; }
  [[nodiscard]] std::filesystem::path log() const { return root / "events.jsonl"; }
  [[nodiscard]] std::filesystem::path lock() const { return root / "lock"; }
  [[nodiscard]] std::filesystem::path control() const { return root / "control"; }
  [[nodiscard]] std::filesystem::path checkpoints() const { return root / "checkpoints"; }
  [[nodiscard]] std::filesystem::path previews() const { return root / "previews"; }
  [[nodiscard]] std::filesystem::path evaluations() const { return root / "evaluations"; }
  [[nodiscard]] std::filesystem::path workerLog() const { return root / "worker.log"; }
};

enum class Request { Pause, Stop, Checkpoint };
[[nodiscard]] base::Status request(const RunFolder& folder, Request what);  // an empty file made by rename
[[nodiscard]] std::optional<Request> takeRequest(const RunFolder& folder);  // the worker: acts and removes

// A path from an event, resolved inside the run folder; absolute paths, "..", and links are refused.
[[nodiscard]] base::Result<std::filesystem::path> resolveInside(const RunFolder& folder, const std::string& relative);

struct RunAlarm {  // what the worker saw going wrong (FORMAT.md, "Alarms")
  std::string name, metric, cause;
  std::string setting;   // what to change; may be empty
  base::Json suggested;  // to which value; may be null
  std::int64_t step = 0;
};

// What a run looks like from outside. Built by feeding events in order; `state` is "queued", "running", "paused",
// "stopped", "done", "failed" or, derived, "lost" (lock free and no terminal state).
struct RunView {
  std::string state = "queued";
  std::string reason;  // of failed, stopped
  std::int64_t step = 0, steps = 0, epoch = 0;
  double seconds = 0;  // training time so far, over all processes of the run
  std::string started, lastEvent;
  std::string lastCheckpoint;  // relative path
  std::string bestCheckpoint;
  std::vector<std::string> previews;
  std::vector<RunAlarm> alarms;  // those that last, in the order they began
  std::int64_t parameters = 0;
  void apply(const Event& event);
};
[[nodiscard]] bool isTerminal(const std::string& state);  // paused, stopped, done, failed

// Follows one log: each update() reads only what is new and derives lost (FORMAT.md, "State").
class LogView {
 public:
  explicit LogView(std::filesystem::path log) : reader_(std::move(log)) {}
  [[nodiscard]] base::Status update(const RunFolder& folder);
  [[nodiscard]] RunView view() const;

 private:
  TailReader reader_;
  RunView view_;
  bool lost_ = false;
};

// Reads run.json and the whole log, then derives lost. Scalars are not kept.
struct RunSnapshot {
  spec::RunSpec spec;
  RunView view;
};
[[nodiscard]] base::Result<RunSnapshot> readRun(const RunFolder& folder);
void completeFromSpec(RunSnapshot& snapshot);  // steps and parameters of a run that has not told them yet

}  // namespace selvox::events

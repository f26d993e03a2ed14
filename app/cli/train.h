#pragma once
// From words on the command line to a run in the queue, and a run followed to its end: shared by pretrain, finetune,
// curve, crossval, search and demo.

#include <optional>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "app/cli/session.h"
#include "core/services/cohort.h"
#include "core/services/launch.h"

namespace selvox::cli {

struct TrainRequest {
  services::RunRequest run;
  std::vector<std::string> assignments;  // name=value
  std::optional<std::int64_t> steps;
  std::optional<double> minutes;
  bool plan = false;       // spacing, patch and batch by the dataset's plan where they are not set
  std::int64_t until = 0;  // pause after this step; 0: not before the end
};

// Prepares what is not prepared, checks for leaks and resolves the settings; writes nothing of the run.
[[nodiscard]] base::Result<services::Launched> settle(const Session& session, TrainRequest request, Console& console);

// The same, then makes the run folder, enqueues it and starts the queue.
[[nodiscard]] base::Result<services::Launched> launch(const Session& session, TrainRequest request, Console& console);

// Shows a progress line until the run has ended, whoever works the queue. Ctrl+C pauses the run and waits for it.
// Returns the state it ended in. `before`: the run's last event when it was enqueued, see services::RunEnd.
[[nodiscard]] base::Result<std::string> follow(const Session& session, const std::string& name,
                                               const std::string& before, Console& console);

// A run by that name is followed to its end, or resumed, or left alone when it is done; otherwise it is launched and
// followed. Cancelled: it was paused; asked again, it goes on.
[[nodiscard]] base::Status ensureRun(const Session& session, TrainRequest request, Console& console);

// The run's evaluation on those cases: the stored one, else it is judged now.
[[nodiscard]] base::Result<base::Json> ensureJudged(const Session& session, const std::string& name,
                                                    const std::string& split, Console& console);

// Brings a run to the step `request.until` (0: its end), launching or resuming it. Returns done; with `until` also
// paused, or failed where its settings were to blame (not a number, memory). Cancelled when it was paused before.
[[nodiscard]] base::Result<std::string> advanceRun(const Session& session, TrainRequest request, Console& console);

// What the device decided for a run, for its siblings in a grid: else they would differ in more than they should.
[[nodiscard]] base::Result<base::Json> sharedSettings(const Session& session, const std::string& name);

// The network and dimension of a parent ("mae-1", "mae-1/best"), where they are not given: those of scratch too.
// Returns the settings of its network, which a scratch baseline must share with it.
[[nodiscard]] base::Result<base::Json> adoptNetwork(const Session& session, const std::string& parent,
                                                    std::string& arch, int& dim);

}  // namespace selvox::cli

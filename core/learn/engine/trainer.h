#pragma once
// One run in one process, from its folder to its last event.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <c10/core/Device.h>

#include "core/events/run_folder.h"
#include "core/learn/engine/alarms.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/learner.h"
#include "core/learn/engine/loader.h"
#include "core/learn/engine/optimizer.h"
#include "core/learn/engine/probe.h"
#include "core/learn/engine/run_log.h"
#include "core/learn/engine/settings.h"
#include "core/learn/engine/training_clock.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::engine {

// Set by signal handlers: the run makes a checkpoint and pauses.
extern std::atomic<bool> g_pauseWanted;

enum class Part { Data, Network, Optimizer, Other, Backward };  // where the time goes; Network holds Backward

class Trainer {
 public:
  // Loads data, network and, when there is one, the newest whole checkpoint.
  static base::Result<std::unique_ptr<Trainer>> open(const events::RunFolder& folder, spec::RunSpec spec, RunLog& log);
  // Trains to the end, a request or an error. The last event is written; true when the run ended well.
  bool run();
  void pauseAfter(std::int64_t step) { until_ = step; }

 private:
  enum class End { Done, Paused, Stopped, EarlyStop };
  Trainer(events::RunFolder folder, spec::RunSpec spec, RunLog& log)
      : folder_(std::move(folder)), spec_(std::move(spec)), log_(log) {}

  // trainer_setup.cpp
  base::Status setUp();
  base::Status resume(Checkpoint checkpoint);
  base::Status startFresh();
  base::Status openData();
  base::Status makeOptimizer();
  void announce(bool resumed, const std::string& checkpoint);
  // trainer.cpp: the loop
  std::optional<End> wantsToEnd();
  void restFrozen();
  double trainStep();
  double forwardAndBackward(Minibatch& batch, bool last);
  [[nodiscard]] bool logDue(std::int64_t step) const;
  void updateAverage();
  bool finish(End end);
  bool fail(const std::string& reason, const std::string& message);
  bool diverged(double loss);
  [[nodiscard]] double seconds() const { return clock_.look(std::chrono::steady_clock::now()); }
  [[nodiscard]] double progressNow() const;
  [[nodiscard]] std::int64_t estimatedSteps() const;
  // trainer_watch.cpp: what is seen from outside
  void report(double loss);
  void curve(const std::string& name, double value);
  void reportTimes();
  base::Status watch();
  [[nodiscard]] double validationsDue() const;
  [[nodiscard]] bool validationDue() const;
  void validate();
  [[nodiscard]] bool probeDue() const;
  void probe();
  // The averaged weights for the life of the object, where the run keeps an average: they are what will be used.
  class Averaged;
  void preview();
  base::Status save(bool best, bool final);
  [[nodiscard]] NamedTensors allTensors();

  events::RunFolder folder_;
  spec::RunSpec spec_;
  RunLog& log_;
  base::Json settings_;
  TrainSettings train_;
  at::Device device_ = at::kCPU;
  std::unique_ptr<Cohort> cohort_, validation_;
  std::optional<Probe> probe_;
  std::unique_ptr<Learner> learner_;
  std::unique_ptr<Loader> loader_;
  std::unique_ptr<Optimizer> optimizer_;
  NamedTensors average_;
  std::vector<std::pair<std::string, double>> metrics_;  // of the last step that was logged
  Alarms alarms_;
  std::vector<std::string> lastCases_;

  std::int64_t step_ = 0, epoch_ = 0, lastSaved_ = -1, lastValidated_ = 0, lastProbed_ = -1, until_ = -1;
  mutable TrainingClock clock_;
  double secondsBefore_ = 0;  // of earlier processes
  std::chrono::steady_clock::time_point lastSave_, lastTimes_;
  double bestValue_ = 0, gradientNorm_ = 0, lr_ = 0, validationsDone_ = 0, previewsDone_ = 0;
  bool hasBest_ = false, stopEarly_ = false, logging_ = false;
  int sinceBest_ = 0;
  std::array<double, 5> spent_{}, spentReported_{};  // by Part, seconds
  std::int64_t stepReported_ = 0;
  double augmentBefore_ = 0;
  std::vector<std::pair<std::shared_ptr<torch::nn::Module>, double>> resting_;  // until which share of the run
};

// `selvox-worker run RUN`: lock, spec, log, training. The returned number is the process's exit code. `until`: pause
// after that step; below 0: no such limit.
int runFolder(const std::filesystem::path& root, std::int64_t until = -1);

}  // namespace selvox::learn::engine

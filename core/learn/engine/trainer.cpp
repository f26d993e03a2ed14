// The loop. Setting up is in trainer_setup.cpp, everything seen from outside in trainer_watch.cpp.

#include "core/learn/engine/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <torch/nn/module.h>

#include "core/base/json.h"
#include "core/learn/augment/augment.h"
#include "core/learn/compat/compat.h"
#include "core/learn/engine/schedule.h"

namespace selvox::learn::engine {

std::atomic<bool> g_pauseWanted{false};

namespace {

using Clock = std::chrono::steady_clock;

class Timed {  // adds its life to a sum
 public:
  explicit Timed(double& sum) : sum_(sum) {}
  ~Timed() { sum_ += std::chrono::duration<double>(Clock::now() - start_).count(); }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  double& sum_;
  Clock::time_point start_ = Clock::now();
};

}  // namespace

double Trainer::progressNow() const {
  return progress(step_, train_.steps, train_.maxSeconds > 0 ? seconds() : 0.0, train_.maxSeconds);
}

std::int64_t Trainer::estimatedSteps() const {
  const double done = progressNow();
  if (train_.maxSeconds <= 0 || done <= 0) return train_.steps;
  const auto estimate = static_cast<std::int64_t>(static_cast<double>(step_) / done);
  return std::max(step_ + 1, train_.steps > 0 ? std::min(train_.steps, estimate) : estimate);
}

bool Trainer::run() {
  try {
    loader_->startAt(step_ * train_.accumulate);
    if (step_ == 0) probe();  // what the network knows before it learns
    for (;;) {
      if (const auto end = wantsToEnd()) return finish(*end);
      const double loss = trainStep();
      if (!std::isfinite(loss) || !std::isfinite(gradientNorm_)) return diverged(loss);
      ++step_;
      const Timed other(spent_[static_cast<std::size_t>(Part::Other)]);
      updateAverage();
      report(loss);
      if (auto status = watch(); !status) {
        const bool disk = status.error().code == base::ErrorCode::DiskFull;
        return fail(disk ? "disk" : "checkpoint", status.error().message);
      }
    }
  } catch (const std::bad_alloc&) {
    return fail("memory", "The memory is used up at step " + std::to_string(step_ + 1) +
                              "; choose a smaller train.patch or train.batch.");
  } catch (const std::exception& e) {
    std::string what = e.what();
    const bool memory =
        what.find("out of memory") != std::string::npos || what.find("not enough memory") != std::string::npos;
    if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
    return fail(memory ? "memory" : "internal", "Step " + std::to_string(step_ + 1) + " failed: " + what +
                                                    (memory ? " Choose a smaller train.patch or train.batch." : ""));
  }
}

// Loss of one batch; its gradients are added. Metrics are read where they will be logged: each reading waits for the
// device.
double Trainer::forwardAndBackward(Minibatch& batch, bool last) {
  const auto at = [this](Part part) -> double& { return spent_[static_cast<std::size_t>(part)]; };
  const Timed network(at(Part::Network));
  const double augmentBefore = augment::secondsSpent();
  methods::StepOutput output;
  {
    const compat::Autocast autocast(device_.type(), at::kBFloat16, train_.precision == "bfloat16");
    output = learner_->step(batch);
  }
  const double augmented = augment::secondsSpent() - augmentBefore;  // counted as data, not as network
  at(Part::Network) -= augmented;
  at(Part::Data) += augmented;
  {
    const Timed backward(at(Part::Backward));
    (train_.accumulate > 1 ? output.loss / train_.accumulate : output.loss).backward();
  }
  if (last && logging_) {
    metrics_.clear();
    for (const auto& [name, value] : output.metrics) metrics_.emplace_back(name, value.to(at::kFloat).item<double>());
  }
  return output.loss.to(at::kFloat).item<double>();
}

// What does not learn yet, or never, gathers no statistics and drops nothing out either.
void Trainer::restFrozen() {
  const double done = progressNow();
  for (const auto& [module, until] : resting_) {
    const bool learns = done >= until;
    if (module->is_training() != learns) module->train(learns);
  }
}

// One optimizer step over `accumulate` batches; returns their mean loss. All of it is a pure function of the weights
// and the step's number.
double Trainer::trainStep() {
  const auto at = [this](Part part) -> double& { return spent_[static_cast<std::size_t>(part)]; };
  double loss = 0;
  lastCases_.clear();
  logging_ = logDue(step_ + 1);
  optimizer_->zeroGradients();
  restFrozen();
  for (int part = 0; part < train_.accumulate; ++part) {
    Minibatch batch;
    {
      const Timed data(at(Part::Data));
      batch = loader_->next();
      moveTo(batch, device_);
      batch.batch.steps = estimatedSteps() * train_.accumulate;
      lastCases_.insert(lastCases_.end(), batch.batch.cases.begin(), batch.batch.cases.end());
    }
    loss += forwardAndBackward(batch, part + 1 == train_.accumulate) / train_.accumulate;
  }
  const Timed optimizer(at(Part::Optimizer));
  lr_ = train_.lr * scheduleFactor(train_.schedule, progressNow(), train_.warmup);
  if (!std::isfinite(loss)) return loss;
  const bool timed = train_.maxSeconds > 0;  // methods schedule by share of the run; exact where steps decide
  const std::int64_t done = timed ? std::llround(progressNow() * 1e6) : step_ + 1, all = timed ? 1000000 : train_.steps;
  learner_->afterBackward(done, all);
  const double decay = cosineBetween(train_.optimizer.weightDecay, train_.weightDecayEnd, progressNow());
  gradientNorm_ = optimizer_->step({lr_, train_.lr, decay, train_.clip, progressNow()});
  if (std::isfinite(gradientNorm_)) learner_->afterOptimizerStep(done, all);
  return loss;
}

void Trainer::updateAverage() {
  if (train_.ema <= 0) return;
  const at::NoGradGuard noGrad;
  const auto now = weightsOf(*learner_->trainable());
  for (std::size_t i = 0; i < average_.size(); ++i) {
    if (now[i].second.is_floating_point()) {
      average_[i].second.lerp_(now[i].second.detach(), 1 - train_.ema);
    } else {
      average_[i].second.copy_(now[i].second);
    }
  }
}

std::optional<Trainer::End> Trainer::wantsToEnd() {
  if (stopEarly_) return End::EarlyStop;
  if (progressNow() >= 1.0) return End::Done;
  if (g_pauseWanted || (until_ >= 0 && step_ >= until_)) return End::Paused;
  const auto request = events::takeRequest(folder_);
  if (!request) return std::nullopt;
  if (*request == events::Request::Pause) return End::Paused;
  if (*request == events::Request::Stop) return End::Stopped;
  if (auto saved = save(false, false); !saved) log_.message("error", saved.error().message);
  return std::nullopt;
}

bool Trainer::finish(End end) {
  const bool final = end == End::Done || end == End::EarlyStop;
  if (final && (validation_ && validation_->size() > 0)) validate();
  if (final) probe();
  reportTimes();
  if (auto saved = save(false, final); !saved) {
    return fail(saved.error().code == base::ErrorCode::DiskFull ? "disk" : "checkpoint", saved.error().message);
  }
  const double all = spent_[0] + spent_[1] + spent_[2] + spent_[3];
  base::Json summary{{"steps", step_}, {"seconds", seconds()}};
  if (all > 0)
    summary["outside_share"] =
        (spent_[static_cast<std::size_t>(Part::Data)] + spent_[static_cast<std::size_t>(Part::Other)]) / all;
  if (hasBest_) summary["best"] = bestValue_;
  const char* state = end == End::Paused ? "paused" : end == End::Stopped ? "stopped" : "done";
  base::Json fields{{"summary", summary}};
  if (end == End::EarlyStop)
    fields["reason"] = "early stop: no better validation for " + std::to_string(train_.earlyStop) + " in a row";
  log_.standing({step_, train_.steps > 0 ? train_.steps : step_, epoch_, seconds(), final ? 1.0 : progressNow()});
  log_.state(state, fields);
  return true;
}

bool Trainer::fail(const std::string& reason, const std::string& message) {
  log_.message("error", message);
  log_.state("failed", {{"reason", reason}, {"message", message}});
  return false;
}

bool Trainer::diverged(double loss) {
  std::string cases;
  for (const std::string& name : lastCases_) cases += (cases.empty() ? "" : ", ") + name;
  const std::string what = std::isfinite(loss) ? "The gradient" : "The loss";
  const std::string metric = std::isfinite(loss) ? "train/gradient_norm" : "loss/train";
  log_.event("alarm", toJson(divergenceAlarm(metric, settings_), step_ + 1));
  return fail("nan", what + " is not a number at step " + std::to_string(step_ + 1) + " (batch: " + cases +
                         "). Resume from the last checkpoint with a lower train.lr (now " + base::Json(lr_).dump() +
                         "), set train.precision to float32, or look at these cases' intensities.");
}

}  // namespace selvox::learn::engine

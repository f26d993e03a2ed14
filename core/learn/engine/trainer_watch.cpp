#include <algorithm>
#include <cmath>
#include <system_error>

#include <ATen/core/grad_mode.h>
#include <torch/nn/module.h>

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/learn/engine/generators.h"
#include "core/learn/engine/preview.h"
#include "core/learn/engine/trainer.h"

namespace selvox::learn::engine {
namespace {

constexpr std::int64_t kLongestCurve = 50000;
constexpr double kValidations = 20;        // per run, where validate.every is not set…
constexpr std::int64_t kFewestSteps = 50;  // …but never closer together than this
constexpr double kProbes = 10;             // per run, where probe.every is not set
constexpr std::int64_t kPreviewStream = std::int64_t{1} << 41;

double share(double done, double parts) {
  return std::floor(done * parts + 1e-9);
}

}  // namespace

bool Trainer::logDue(std::int64_t step) const {
  const std::int64_t every = train_.logEvery > 0
                                 ? train_.logEvery
                                 : std::max<std::int64_t>(1, (estimatedSteps() + kLongestCurve - 1) / kLongestCurve);
  return step % every == 0;
}

// A point of a curve that alarms are watched on.
void Trainer::curve(const std::string& name, double value) {
  log_.scalar(name, step_, value);
  for (const Alarm& alarm : alarms_.read(name, step_, progressNow(), value)) log_.event("alarm", toJson(alarm, step_));
}

void Trainer::report(double loss) {
  epoch_ =
      step_ * train_.batch * train_.accumulate / static_cast<std::int64_t>(std::max<std::size_t>(cohort_->size(), 1));
  log_.standing({step_, estimatedSteps(), epoch_, seconds(), progressNow()});
  if (!logging_) return;
  curve("loss/train", loss);
  for (const auto& [name, value] : metrics_) curve(name, value);
  const std::chrono::duration<double> since = std::chrono::steady_clock::now() - lastTimes_;
  if (since.count() > 2.0) reportTimes();
}

void Trainer::reportTimes() {
  const auto steps = static_cast<double>(step_ - stepReported_);
  if (steps <= 0) return;
  const auto now = std::chrono::steady_clock::now();
  const std::chrono::duration<double> since = now - lastTimes_;
  constexpr std::array<const char*, 5> kNames{"time/data", "time/network", "time/optimizer", "time/other",
                                              "time/backward"};
  for (std::size_t part = 0; part < kNames.size(); ++part)
    log_.scalar(kNames[part], step_, (spent_[part] - spentReported_[part]) / steps);
  log_.scalar("speed/steps_per_second", step_, steps / std::max(since.count(), 1e-9));
  log_.scalar("train/lr", step_, lr_);
  log_.scalar("train/gradient_norm", step_, gradientNorm_);
  if (const auto peak = base::memoryPeak(); peak > 0) log_.scalar("memory/peak", step_, static_cast<double>(peak));
  log_.event("epoch", {{"epoch", epoch_}, {"step", step_}});
  lastTimes_ = now;
  stepReported_ = step_;
  spentReported_ = spent_;
}

double Trainer::validationsDue() const {
  return share(progressNow(), kValidations);
}

// Where steps alone limit the run this depends on the step only, so that a resumed run validates at the same steps.
bool Trainer::validationDue() const {
  if (train_.validateEvery > 0) return step_ % train_.validateEvery == 0;
  if (train_.maxSeconds <= 0)
    return step_ % std::max(kFewestSteps,
                            static_cast<std::int64_t>(std::ceil(static_cast<double>(train_.steps) / kValidations))) ==
           0;
  return validationsDue() > validationsDone_ && step_ - lastValidated_ >= kFewestSteps;
}

// Validation, previews and checkpoints where they are due.
base::Status Trainer::watch() {
  const double done = progressNow();
  const bool due = validationDue();
  if (due && done < 1.0 && validation_->size() > 0) {
    validate();
    validationsDone_ = validationsDue();
    lastValidated_ = step_;
  }
  if (probeDue() && done < 1.0) probe();
  if (train_.previews > 0 && (previewsDone_ == 0 || share(done, train_.previews) >= previewsDone_)) {
    preview();
    previewsDone_ = share(done, train_.previews) + 1;
  }
  const std::chrono::duration<double> since = std::chrono::steady_clock::now() - lastSave_;
  if (since.count() > train_.checkpointMinutes * 60) return save(false, false);
  return {};
}

class Trainer::Averaged {
 public:
  explicit Averaged(Trainer& trainer)
      : own_(trainer.train_.ema > 0 ? weightsOf(*trainer.learner_->trainable()) : NamedTensors{}) {
    for (std::size_t i = 0; i < own_.size(); ++i) {
      kept_.push_back(own_[i].second.detach().clone());
      at::Tensor weight = own_[i].second;
      weight.copy_(trainer.average_[i].second);
    }
  }
  ~Averaged() {
    for (std::size_t i = 0; i < own_.size(); ++i) {
      at::Tensor weight = own_[i].second;
      weight.copy_(kept_[i]);
    }
  }
  Averaged(const Averaged&) = delete;
  Averaged& operator=(const Averaged&) = delete;

 private:
  const at::NoGradGuard noGrad_;
  NamedTensors own_;
  std::vector<at::Tensor> kept_;
};

// Where steps alone limit the run this depends on the step only, as validationDue does.
bool Trainer::probeDue() const {
  if (!probe_ || lastProbed_ == step_) return false;
  const std::int64_t every =
      train_.probeEvery > 0 ? train_.probeEvery
                            : static_cast<std::int64_t>(std::ceil(static_cast<double>(estimatedSteps()) / kProbes));
  if (train_.probeEvery > 0 || train_.maxSeconds <= 0) return step_ % std::max<std::int64_t>(every, 1) == 0;
  return step_ - std::max<std::int64_t>(lastProbed_, 0) >= every;
}

void Trainer::probe() {
  if (!probe_ || lastProbed_ == step_) return;
  const Averaged averaged(*this);
  EmbedConfig config;
  config.dim = spec_.dim;
  config.patch = train_.patch;
  config.device = device_;
  const ProbeAnswers answers = probe_->ask(*learner_->network(), *cohort_, *validation_, config);
  learner_->train(true);
  log_.scalar("probe/knn", step_, probe_->accuracy(answers.nearest));
  log_.scalar("probe/linear", step_, probe_->accuracy(answers.linear));
  lastProbed_ = step_;
}

void Trainer::validate() {
  const Validation result = [this] {
    const Averaged averaged(*this);
    return learner_->validate(*validation_);
  }();
  for (const auto& [name, value] : result.scalars) log_.scalar(name, step_, value);
  if (!result.defined) return;
  if (hasBest_ && result.value <= bestValue_) {
    ++sinceBest_;
    stopEarly_ = train_.earlyStop > 0 && sinceBest_ >= train_.earlyStop;
    return;
  }
  hasBest_ = true;
  bestValue_ = result.value;
  sinceBest_ = 0;
  if (progressNow() >= 1.0) return;  // the final checkpoint follows at once
  if (auto saved = save(true, false); !saved) log_.message("error", saved.error().message);
}

void Trainer::preview() {
  const Loader* loader = loader_.get();
  Minibatch batch = loader->make(kPreviewStream);
  moveTo(batch, device_);
  NamedTensors tensors;
  base::Json list = base::Json::array();
  for (const methods::Preview& item : learner_->preview(batch)) {
    const bool image = !isOverlay(item.role);
    const at::Tensor tensor = item.tensor.detach().to(at::kCPU).to(image ? at::kFloat : at::kByte).contiguous();
    tensors.emplace_back(item.name, tensor);
    list.push_back({{"name", item.name},
                    {"title", item.title},
                    {"role", item.role},
                    {"shape", tensor.sizes().vec()},
                    {"caption", item.caption}});
  }
  learner_->train(true);
  const std::string name = checkpointName(step_);
  if (auto saved = saveTensors(folder_.previews() / name, tensors, {{"format", "selvox-preview"}}); !saved) {
    return log_.message("warning", "A preview was not written: " + saved.error().message);
  }
  log_.event("preview", {{"name", "preview"},
                         {"step", step_},
                         {"path", "previews/" + name},
                         {"case", batch.batch.cases.front()},
                         {"tensors", list}});
}

NamedTensors Trainer::allTensors() {
  NamedTensors all;
  for (const auto& [name, tensor] : weightsOf(*learner_->trainable())) all.emplace_back("model/" + name, tensor);
  for (const auto& [name, tensor] : average_) all.emplace_back("ema/" + name, tensor);
  for (const auto& [name, tensor] : learner_->state()) all.emplace_back("method/" + name, tensor);
  for (const auto& [name, tensor] : optimizer_->state()) all.emplace_back("optim/" + name, tensor);
  for (const auto& [device, state] : generatorStates()) all.emplace_back("rng/" + device, state);
  return all;
}

base::Status Trainer::save(bool best, bool final) {
  lastSave_ = std::chrono::steady_clock::now();
  if (lastSaved_ == step_ && !best && !final) return {};
  CheckpointInfo info;
  info.run = spec_.name;
  info.step = step_;
  info.epoch = epoch_;
  info.seconds = seconds();
  info.optimizerSteps = optimizer_->steps();
  info.stateVersion = learner_->stateVersion();
  info.threads = train_.threads;
  info.hasBest = hasBest_;
  info.bestValue = bestValue_;
  info.sinceBest = sinceBest_;
  info.isBest = best || (hasBest_ && sinceBest_ == 0 && final);
  info.isFinal = final;
  info.settings = settings_;
  info.spec = {
      {"kind", spec_.kind}, {"task", spec_.task}, {"method", spec_.method}, {"arch", spec_.arch}, {"dim", spec_.dim}};
  base::Json labels = base::Json::object();
  for (const auto& [number, name] : spec_.labels) labels[std::to_string(number)] = name;
  info.spec["labels"] = labels;
  const std::string name = checkpointName(step_);
  const auto path = folder_.checkpoints() / name;
  SELVOX_CHECK(saveCheckpoint(path, info, allTensors()));
  lastSaved_ = step_;
  std::error_code ignored;
  log_.event("checkpoint", {{"path", "checkpoints/" + name},
                            {"step", step_},
                            {"best", info.isBest},
                            {"final", final},
                            {"bytes", std::filesystem::file_size(path, ignored)},
                            {"seconds", info.seconds}});
  const auto keep = static_cast<std::uint64_t>(train_.keepGb * 1e9);
  for (const auto& old : obsolete(listCheckpoints(folder_.checkpoints()), std::chrono::system_clock::now(), keep)) {
    std::filesystem::remove(old, ignored);
  }
  return {};
}

}  // namespace selvox::learn::engine

#include <algorithm>
#include <cmath>
#include <system_error>

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <torch/nn/module.h>
#include <torch/version.h>

#include "core/base/file.h"
#include "core/base/lock.h"
#include "core/base/process.h"
#include "core/learn/engine/companions.h"
#include "core/learn/engine/device.h"
#include "core/learn/engine/enhance_plan.h"
#include "core/learn/engine/generators.h"
#include "core/learn/engine/memory_format.h"
#include "core/learn/engine/parameter_groups.h"
#include "core/learn/engine/resolve.h"
#include "core/learn/engine/trainer.h"
#include "core/learn/engine/transfer.h"
#include "core/spec/columns.h"

namespace selvox::learn::engine {
namespace {

namespace fs = std::filesystem;

TensorMap withPrefix(const TensorMap& tensors, const std::string& prefix) {
  TensorMap result;
  for (const auto& [name, tensor] : tensors) {
    if (name.starts_with(prefix)) result.emplace(name.substr(prefix.size()), tensor);
  }
  return result;
}

}  // namespace

base::Result<std::unique_ptr<Trainer>> Trainer::open(const events::RunFolder& folder, spec::RunSpec spec, RunLog& log) {
  std::unique_ptr<Trainer> trainer(new Trainer(folder, std::move(spec), log));
  SELVOX_CHECK(trainer->setUp());
  return trainer;
}

base::Status Trainer::setUp() {
  std::error_code ignored;
  fs::create_directories(folder_.checkpoints(), ignored);
  fs::create_directories(folder_.previews(), ignored);
  fs::create_directories(folder_.control(), ignored);
  auto newest =
      newestCheckpoint(folder_.checkpoints(), [this](const std::string& text) { log_.message("warning", text); });
  if (newest && newest->info.isFinal) {
    return base::fail(base::ErrorCode::AlreadyExists,
                      "The run " + spec_.name + " is finished; start a new run to train further.");
  }
  if (!newest && newest.error().code != base::ErrorCode::NotFound) return tl::unexpected<base::Error>(newest.error());
  if (newest) {
    settings_ = newest->info.settings;
  } else {
    SELVOX_TRY(const Resolved resolved, resolveSettings(spec_, folder_.root, Trials::Needed));
    settings_ = resolved.settings;
    for (const std::string& warning : resolved.warnings) log_.message("warning", warning);
  }
  train_ = trainSettings(settings_);
  SELVOX_TRY(device_, chooseDevice(spec_.device));
  prepareLibTorch(train_.threads, spec_.seed);
  SELVOX_CHECK(openData());
  SELVOX_TRY(learner_, makeLearner(spec_, settings_));
  SELVOX_CHECK(checkDemand(*cohort_, learner_->demand()));
  const std::string warning = demandWarning(*cohort_, learner_->demand());
  if (!warning.empty()) log_.message("warning", warning);
  if (!newest) {
    SELVOX_CHECK(startFresh());
    learner_->begin();
  }
  learner_->to(device_);
  if (train_.memoryFormat == "channels-last") useChannelsLast(*learner_->trainable());
  learner_->train(true);
  SELVOX_CHECK(makeOptimizer());
  if (newest) SELVOX_CHECK(resume(std::move(*newest)));
  alarms_ = Alarms(settings_, learner_->chance());
  const std::string from = newest ? "checkpoints/" + checkpointName(step_) : std::string();
  LoaderConfig config;
  config.dim = spec_.dim;
  config.patch = train_.patch;
  config.margin = learner_->margin();
  config.demand = learner_->demand();
  config.batch = train_.batch;
  config.foreground = learner_->needsLabels() ? train_.foreground : 0.0;
  config.labels = learner_->needsLabels();
  config.targets = learner_->needsTargets();
  config.seed = spec_.seed;
  loader_ = std::make_unique<Loader>(*cohort_, config);
  lastSave_ = lastTimes_ = std::chrono::steady_clock::now();
  clock_.start(secondsBefore_, lastSave_);
  stepReported_ = step_;
  validationsDone_ = validationsDue();
  lastValidated_ = step_;
  announce(newest.has_value(), from);
  return {};
}

base::Status Trainer::openData() {
  std::vector<spec::CaseEntry> training, held;
  const bool task = spec_.kind == "finetune", column = spec::learnsFromColumn(spec_),
             labels = spec::learnsFromMaps(spec_);
  const auto name = base::valueOr<std::string>(settings_, "task.column", "");
  const fs::path root = cacheRoot(spec_, folder_.root);
  Cohort::Options options;
  bool paired = false;
  if (spec::enhances(spec_)) {
    SELVOX_TRY(const EnhancePlan plan, enhancePlan(spec_, settings_));
    SELVOX_TRY(options.targets, imagePairs(spec_, root, plan.how));
    paired = plan.how.paired();
  }
  const auto known = [&](const spec::CaseEntry& entry) {
    if (column) return entry.columns.contains(name);
    if (labels) return !entry.label.empty();
    return !paired || options.targets.contains(entry.image);
  };
  for (const spec::CaseEntry& entry : spec_.cases) {
    if (entry.role == "train" && (!task || entry.labelled) && known(entry)) training.push_back(entry);
    if (entry.role == "val" && known(entry)) held.push_back(entry);
  }
  if (training.empty()) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      task ? "The run has no labelled training case; make a split with --labelled above 0."
                           : "The run has no training case; split the dataset first.");
  }
  options.memoryBudget = std::min<std::uint64_t>(base::memoryAvailable() / 4, 8ull << 30);
  options.foreground = labels;
  if (labels) options.labels = spec_.labels;
  options.key = train_.sampleKey;
  SELVOX_TRY(Cohort train, Cohort::open(root, training, spec_.datasets, options));
  cohort_ = std::make_unique<Cohort>(std::move(train));
  options.foreground = false;
  SELVOX_TRY(Cohort val, Cohort::open(root, held, spec_.datasets, options));
  validation_ = std::make_unique<Cohort>(std::move(val));
  if (train_.probeColumn.empty()) return {};
  auto probe = Probe::make(*cohort_, *validation_, train_.probeColumn, train_.probeCases, spec_.seed);
  if (probe)
    probe_ = std::move(*probe);
  else
    log_.message("warning", "No probe while training: " + probe.error().message + ".");
  return {};
}

base::Status Trainer::startFresh() {
  SELVOX_TRY(const fs::path path, parentCheckpoint(spec_, folder_.root));
  const std::vector<std::string> needed = learner_->inherited();
  if (path.empty() && needed.empty()) return {};
  if (path.empty()) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      spec_.method +
                          " with these settings works on what a parent run has learned. Name that run "
                          "(--from), or change the settings.");
  }
  SELVOX_TRY(const transfer::Report report, takeOver(spec_, settings_, path, *learner_->trainable(), needed));
  for (const std::string& line : report.lines()) log_.message("info", line);
  SELVOX_CHECK(base::writeJson(folder_.root / "transfer.json", transfer::toJson(report)));
  return requireLoaded(report, needed);
}

base::Status Trainer::makeOptimizer() {
  const auto rule = [this](const std::string& name) { return learner_->rule(name); };
  const auto all = learner_->trainable();
  const FineTuning tuning = fineTuning(settings_);
  auto groups = parameterGroups(*all, rule, train_, tuning);
  if (groups.empty() && tuning.mode != "full")
    return base::fail(base::ErrorCode::Unsupported, "finetune.mode=" + tuning.mode + " leaves nothing of the network " +
                                                        spec_.arch + " to learn. Take frozen-encoder or full.");
  const std::int64_t blocks = blocksOf(*all);
  for (const auto& item : all->named_modules("", false))
    if (const double until = thawPoint(item.key() + ".weight", blocks, tuning); until > 0)
      resting_.emplace_back(item.value(), until);
  optimizer_ = std::make_unique<Optimizer>(train_.optimizer, std::move(groups));
  if (train_.ema > 0) {
    for (const auto& [name, tensor] : weightsOf(*learner_->trainable()))
      average_.emplace_back(name, tensor.detach().clone());
  }
  return {};
}

base::Status Trainer::resume(Checkpoint checkpoint) {
  const CheckpointInfo& info = checkpoint.info;
  if (info.stateVersion != learner_->stateVersion()) {
    return base::fail(base::ErrorCode::NewerVersion, "The checkpoint's state has version " +
                                                         std::to_string(info.stateVersion) + ", this worker knows " +
                                                         std::to_string(learner_->stateVersion()) + ".");
  }
  SELVOX_CHECK(loadWeights(*learner_->trainable(), checkpoint.tensors, "model/"));
  SELVOX_CHECK(learner_->loadState(withPrefix(checkpoint.tensors, "method/")));
  SELVOX_CHECK(optimizer_->load(withPrefix(checkpoint.tensors, "optim/"), info.optimizerSteps));
  const at::NoGradGuard noGrad;
  for (auto& [name, tensor] : average_) {
    if (const auto found = checkpoint.tensors.find("ema/" + name); found != checkpoint.tensors.end())
      tensor.copy_(found->second);
  }
  restoreGenerators(withPrefix(checkpoint.tensors, "rng/"));
  step_ = lastSaved_ = info.step;
  epoch_ = info.epoch;
  secondsBefore_ = info.seconds;
  hasBest_ = info.hasBest;
  bestValue_ = info.bestValue;
  sinceBest_ = info.sinceBest;
  return {};
}

void Trainer::announce(bool resumed, const std::string& checkpoint) {
  std::int64_t parameters = 0;
  for (const auto& parameter : learner_->trainable()->parameters()) parameters += parameter.numel();
  base::Json fields{{"resumed", resumed},        {"step", step_},
                    {"steps", train_.steps},     {"device", device_.str()},
                    {"threads", train_.threads}, {"precision", train_.precision},
                    {"parameters", parameters},  {"seconds", secondsBefore_},
                    {"version", SELVOX_VERSION}, {"libtorch", TORCH_VERSION},
                    {"cases", cohort_->size()},  {"settings", settings_}};
  if (const auto owner = base::lockOwner(folder_.lock())) {
    fields["pid"] = owner->pid;
    fields["host"] = owner->host;
  }
  if (const double chance = learner_->chance(); std::isfinite(chance)) fields["chance"] = chance;
  if (!checkpoint.empty()) fields["checkpoint"] = checkpoint;
  log_.standing({step_, train_.steps, epoch_, secondsBefore_, progressNow()});
  log_.event("run_started", std::move(fields));
  log_.state("running");
  log_.startHeartbeat([this] { static_cast<void>(seconds()); });
}

}  // namespace selvox::learn::engine

// Any method of core/learn/methods as a learner.

#include <algorithm>
#include <utility>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/engine/learners.h"
#include "core/learn/engine/settings.h"
#include "core/spec/columns.h"

namespace selvox::learn::engine {
namespace {

constexpr std::int64_t kValidationBatches = 4;
constexpr std::int64_t kValidationStream = std::int64_t{1} << 40;  // batches that training never draws

class PretrainLearner : public Learner {
 public:
  PretrainLearner(std::unique_ptr<methods::Method> method, TrainSettings train, int dim)
      : method_(std::move(method)), train_(std::move(train)), dim_(dim) {}

  methods::StepOutput step(const Minibatch& batch) override { return method_->step(batch.batch); }
  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override { method_->afterOptimizerStep(step, steps); }

  void afterBackward(std::int64_t step, std::int64_t steps) override { method_->afterBackward(step, steps); }
  [[nodiscard]] methods::Demand demand() const override { return method_->demand(); }
  [[nodiscard]] methods::ParameterRule rule(const std::string& parameter) const override {
    return method_->rule(parameter);
  }
  [[nodiscard]] std::vector<std::string> inherited() const override { return method_->inherited(); }
  [[nodiscard]] double chance() const override { return method_->chance(); }

  // Mean loss over a few fixed batches of the validation cases, in evaluation mode.
  Validation validate(const Cohort& cohort) override {
    Validation result;
    if (cohort.size() == 0) return result;
    const at::NoGradGuard noGrad;
    method_->train(false);
    LoaderConfig config;
    config.dim = dim_;
    config.patch = train_.patch;
    config.batch = train_.batch;
    config.seed = train_.seed;
    config.demand = method_->demand();
    const Loader loader(cohort, config);
    double sum = 0;
    for (std::int64_t i = 0; i < kValidationBatches; ++i) {
      Minibatch batch = loader.make(kValidationStream + i);
      moveTo(batch, device_);
      sum += method_->step(batch.batch).loss.to(at::kFloat).item<double>();
    }
    method_->train(true);
    const double mean = sum / static_cast<double>(kValidationBatches);
    result.scalars.emplace_back("val/loss", mean);
    result.value = -mean;
    result.defined = std::isfinite(mean);
    return result;
  }

  std::vector<methods::Preview> preview(const Minibatch& batch) override {
    const at::NoGradGuard noGrad;
    return method_->preview(batch.batch);
  }
  std::shared_ptr<torch::nn::Module> trainable() override { return method_->trainable(); }
  std::shared_ptr<architectures::Network> network() override { return method_->network(); }
  methods::Tensors state() override { return method_->state(); }
  base::Status loadState(const std::map<std::string, at::Tensor>& tensors) override {
    return method_->loadState(tensors);
  }
  [[nodiscard]] int stateVersion() const override { return method_->stateVersion(); }
  [[nodiscard]] bool needsLabels() const override { return false; }
  void to(const at::Device& device) override {
    device_ = device;
    method_->to(device);
  }
  void train(bool on) override { method_->train(on); }

 private:
  std::unique_ptr<methods::Method> method_;
  TrainSettings train_;
  int dim_;
  at::Device device_ = at::kCPU;
};

}  // namespace

base::Result<std::unique_ptr<Learner>> makePretrainLearner(const spec::RunSpec& spec, const base::Json& settings) {
  SELVOX_TRY(const methods::MethodInfo* info, methods::find(spec.method));
  if (std::find(info->dims.begin(), info->dims.end(), spec.dim) == info->dims.end()) {
    return base::fail(base::ErrorCode::Unsupported,
                      "The method " + info->id + " has no " + std::to_string(spec.dim) + "D form.");
  }
  const TrainSettings train = trainSettings(settings);
  methods::MethodConfig config;
  config.arch = spec.arch;
  config.network.dim = spec.dim;
  config.network.inChannels = 1;
  config.network.outChannels = 1;
  config.network.settings = unprefixed(settings, "arch.");
  config.settings = base::Json::object();
  for (const spec::Param& param : info->schema.params) {
    if (const auto found = settings.find(param.name); found != settings.end()) config.settings[param.name] = *found;
  }
  config.augment = base::Json::object();
  for (const auto& [name, value] : settings.items()) {
    if (name.starts_with("augment.")) config.augment[name] = value;
  }
  config.patch = tensorSize(train.patch, spec.dim);
  config.seed = spec.seed;
  config.batch = std::max(train.batch, 1);
  config.cases = std::max<std::int64_t>(
      std::count_if(spec.cases.begin(), spec.cases.end(), [](const auto& entry) { return entry.role == "train"; }), 1);
  SELVOX_TRY(std::unique_ptr<methods::Method> method, info->build(config));
  return std::unique_ptr<Learner>(new PretrainLearner(std::move(method), train, spec.dim));
}

base::Result<std::unique_ptr<Learner>> makeLearner(const spec::RunSpec& spec, const base::Json& settings) {
  if (spec.kind == "pretrain") return makePretrainLearner(spec, settings);
  if (spec.kind == "finetune" && spec.task == "segmentation") return makeSegmentationLearner(spec, settings);
  if (spec::classifies(spec)) return makeClassificationLearner(spec, settings);
  if (spec::learnsSimilarity(spec)) return makeRetrievalLearner(spec, settings);
  if (spec::enhances(spec)) return makeEnhancementLearner(spec, settings);
  return base::fail(base::ErrorCode::Unsupported,
                    "This worker cannot train a run of kind \"" + spec.kind + "\" and task \"" + spec.task + "\".");
}

}  // namespace selvox::learn::engine

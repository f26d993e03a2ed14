// Classification as a learner: augmented patches, or the slices of a scan, against the case's class; validation on
// whole cases.

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/architectures/classifier.h"
#include "core/learn/augment/augment.h"
#include "core/learn/engine/class_plan.h"
#include "core/learn/engine/learners.h"
#include "core/learn/engine/settings.h"
#include "core/learn/inference/classify.h"
#include "core/learn/metrics/class_report.h"
#include "core/learn/tasks/mixing.h"
#include "core/spec/columns.h"

namespace selvox::learn::engine {
namespace {

constexpr std::size_t kClassifiedCases = 400;
constexpr double kFarApart = 1e6;  // mm: slices spread over the whole scan, whatever its height

losses::ClassLossOptions lossOf(const base::Json& task, const tasks::ClassTargets& targets,
                                const std::vector<spec::CaseEntry>& cases) {
  losses::ClassLossOptions options;
  options.kind = targets.kind;
  options.smoothing = base::valueOr(task, "label_smoothing", 0.0);
  const auto loss = base::valueOr<std::string>(task, "loss", "cross-entropy");
  if (loss == "focal") options.gamma = base::valueOr(task, "focal_gamma", 2.0);
  if (loss == "class-balanced")
    options.weights =
        at::tensor(losses::classBalanced(targets.counts(cases), base::valueOr(task, "balance", 0.999)), at::kDouble);
  return options;
}

// Names of the classes with a share from 0.5 on, or the one with the largest.
std::string namesOf(const tasks::ClassTargets& targets, const at::Tensor& shares) {
  std::string names;
  for (std::size_t k = 0; !targets.exclusive() && k < targets.classes.size(); ++k) {
    if (shares[static_cast<std::int64_t>(k)].item<double>() >= 0.5)
      names += (names.empty() ? "" : " + ") + targets.classes[k];
  }
  if (!targets.exclusive()) return names.empty() ? spec::kNoColumn : names;
  return targets.classes[static_cast<std::size_t>(shares.argmax().item<std::int64_t>())];
}

// "0.61"
std::string twoDigits(double share) {
  const long hundredths = std::lround(share * 100);
  return std::to_string(hundredths / 100) + "." + (hundredths % 100 < 10 ? "0" : "") + std::to_string(hundredths % 100);
}

class ClassificationLearner : public Learner {
 public:
  ClassificationLearner(std::shared_ptr<architectures::Network> network, ClassPlan plan, const spec::RunSpec& spec,
                        const base::Json& settings)
      : network_(std::move(network)),
        plan_(std::move(plan)),
        loss_(lossOf(plan_.task, plan_.targets, spec.cases)),
        mix_{base::valueOr(plan_.task, "mixup", 0.0), base::valueOr(plan_.task, "cutmix", 0.0)},
        augment_(augment::fromJson(settings)),
        train_(trainSettings(settings)),
        dim_(spec.dim) {
    for (const spec::CaseEntry& entry : spec.cases)
      rows_[entry.dataset + "/" + entry.caseName] = plan_.targets.row(entry);
  }

  methods::StepOutput step(const Minibatch& batch) override {
    const at::Tensor seen = augmented(batch, augment_);
    const tasks::Mixed mixed = tasks::mix(seen, targetsOf(batch), mix_, batch.batch.seed, batch.batch.step);
    return {losses::classLoss(network_->forward(mixed.images).front(), mixed.targets, loss_), {}};
  }
  void afterOptimizerStep(std::int64_t, std::int64_t) override {}

  Validation validate(const Cohort& cohort) override {
    metrics::ClassAnswers answers;
    answers.classes = plan_.targets.classes.size();
    answers.exclusive = plan_.targets.exclusive();
    const auto config = plan_.classify(train_, dim_, device_);
    const std::size_t cases = std::min(cohort.size(), kClassifiedCases);
    for (std::size_t i = 0; i < cases; ++i) {
      const std::size_t which = i * cohort.size() / cases;
      const auto truth = plan_.targets.row(cohort.entry(which));
      if (truth.empty()) continue;
      const at::Tensor p = classified(*network_, cohort, which, config);
      answers.probabilities.insert(answers.probabilities.end(), p.data_ptr<double>(), p.data_ptr<double>() + p.numel());
      answers.truth.insert(answers.truth.end(), truth.begin(), truth.end());
    }
    network_->train();
    Validation result;
    if (answers.rows() == 0) return result;
    const auto values = metrics::classMetrics(answers);
    result.scalars = {{"val/loss", values.at("log_loss")}, {"val/accuracy", values.at("accuracy")}};
    if (std::isfinite(values.at("auc"))) result.scalars.emplace_back("val/auc", values.at("auc"));
    // Whether there is an AUC depends on the cases alone, so that a run compares like with like.
    result.value = std::isfinite(values.at("auc")) ? values.at("auc") : values.at("accuracy");
    result.defined = std::isfinite(result.value);
    return result;
  }

  std::vector<methods::Preview> preview(const Minibatch& batch) override {
    const at::NoGradGuard noGrad;
    augment::Settings still;
    still.flip = still.rotate = still.scale = still.gamma = still.gammaInvert = still.noise = still.blur = 0;
    still.brightness = still.contrast = 0;
    const at::Tensor plain = augmented(batch, still), made = augmented(batch, augment_);
    network_->eval();
    const at::Tensor p = losses::classProbabilities(network_->forward(plain.narrow(0, 0, 1)).front().to(at::kCPU),
                                                    plan_.targets.kind)[0];
    network_->train();
    const std::string caption = "asked " + namesOf(plan_.targets, targetsOf(batch)[0].to(at::kCPU)) + ", answered " +
                                namesOf(plan_.targets, p) + " (" + twoDigits(p.max().item<double>()) + ")";
    return {{"image", "Patch", "image", shown(plain), caption},
            {"augmented", "Patch as the network sees it", "image", shown(made)}};
  }

  std::shared_ptr<torch::nn::Module> trainable() override { return network_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }
  methods::Tensors state() override { return {}; }
  base::Status loadState(const std::map<std::string, at::Tensor>&) override { return {}; }
  [[nodiscard]] int stateVersion() const override { return 1; }
  [[nodiscard]] bool needsLabels() const override { return false; }
  [[nodiscard]] methods::Demand demand() const override {
    if (!plan_.together(dim_)) return {};
    return {methods::Demand::Kind::AlongZ, static_cast<int>(plan_.slices()) - 1, kFarApart, kFarApart};
  }
  [[nodiscard]] double chance() const override {
    return plan_.targets.kind == losses::ClassKind::Softmax && loss_.gamma == 0 && !loss_.weights.defined()
               ? std::log(static_cast<double>(plan_.targets.count()))
               : std::numeric_limits<double>::quiet_NaN();
  }
  [[nodiscard]] std::array<std::int64_t, 3> margin() const override {
    if ((augment_.rotate <= 0 && augment_.scale <= 0) || plan_.together(dim_)) return {};
    std::array<std::int64_t, 3> result{};
    for (std::size_t axis = 0; axis < 3; ++axis) result[axis] = train_.patch[axis] > 1 ? train_.patch[axis] / 8 : 0;
    return result;
  }
  void to(const at::Device& device) override {
    device_ = device;
    network_->to(device);
  }
  void train(bool on) override { network_->train(on); }

 private:
  // (N, 1, [D,] H, W); slices of one scan as channels (N, S, H, W), moved alike.
  at::Tensor augmented(const Minibatch& batch, const augment::Settings& how) const {
    at::Tensor images = batch.batch.images;
    if (batch.batch.companions.defined()) images = at::cat({images, batch.batch.companions.squeeze(2)}, 1);
    return augment::apply(images, {}, how, {batch.batch.seed, batch.batch.step, 0}, tensorSize(train_.patch, dim_))
        .images;
  }

  // (N, K) on the images' device; a case that is not the run's, as in a trial, is of the first class.
  at::Tensor targetsOf(const Minibatch& batch) const {
    const std::int64_t classes = plan_.targets.count();
    at::Tensor targets = at::zeros({batch.batch.images.size(0), classes});
    for (std::size_t i = 0; i < batch.batch.cases.size(); ++i) {
      const auto found = rows_.find(batch.batch.datasets[i] + "/" + batch.batch.cases[i]);
      float* row = targets.data_ptr<float>() + static_cast<std::int64_t>(i) * classes;
      if (found == rows_.end() || found->second.empty()) {
        row[0] = 1;
      } else {
        std::transform(found->second.begin(), found->second.end(), row, [](double v) { return static_cast<float>(v); });
      }
    }
    return targets.to(batch.batch.images.device());
  }

  // The first sample: (1, [D,] H, W), or its slices as a volume (1, S, H, W).
  [[nodiscard]] at::Tensor shown(const at::Tensor& images) const {
    const at::Tensor first = images[0].to(at::kCPU);
    return plan_.together(dim_) ? first.unsqueeze(0) : first;
  }

  std::shared_ptr<architectures::Network> network_;
  ClassPlan plan_;
  losses::ClassLossOptions loss_;
  tasks::MixSettings mix_;
  augment::Settings augment_;
  TrainSettings train_;
  int dim_;
  std::map<std::string, std::vector<double>> rows_;  // "dataset/case"
  at::Device device_ = at::kCPU;
};

}  // namespace

base::Result<std::unique_ptr<Learner>> makeClassificationLearner(const spec::RunSpec& spec,
                                                                 const base::Json& settings) {
  SELVOX_TRY(ClassPlan plan, classPlan(spec, settings));
  SELVOX_TRY(auto network, classificationNetwork(spec, plan, settings));
  return std::unique_ptr<Learner>(new ClassificationLearner(std::move(network), std::move(plan), spec, settings));
}

}  // namespace selvox::learn::engine

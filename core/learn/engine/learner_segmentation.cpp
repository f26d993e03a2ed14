// Segmentation as a learner: augmented patches, a loss on every output, validation on whole volumes.

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/augment/augment.h"
#include "core/learn/engine/learners.h"
#include "core/learn/engine/settings.h"
#include "core/learn/inference/sliding_window.h"
#include "core/learn/tasks/segmentation.h"

namespace selvox::learn::engine {
namespace {

constexpr std::size_t kValidationCases = 16;

std::vector<std::string> structureNames(const spec::RunSpec& spec, const tasks::Segmentation& task) {
  std::vector<std::string> names;
  if (task.regions().empty()) {
    for (const auto& [number, name] : spec.labels) names.push_back(name);
  }
  for (const tasks::Region& region : task.regions().all()) names.push_back(region.name);
  return names;
}

class SegmentationLearner : public Learner {
 public:
  SegmentationLearner(std::shared_ptr<architectures::Network> network, tasks::Segmentation task,
                      const spec::RunSpec& spec, const base::Json& settings)
      : network_(std::move(network)),
        task_(std::move(task)),
        names_(structureNames(spec, task_)),
        augment_(augment::fromJson(settings)),
        train_(trainSettings(settings)),
        dim_(spec.dim) {}

  methods::StepOutput step(const Minibatch& batch) override {
    const auto made = augment::apply(batch.batch.images, batch.labels, augment_,
                                     {batch.batch.seed, batch.batch.step, 0}, tensorSize(train_.patch, dim_));
    tasks::SegmentationTarget target{made.labels};
    for (const methods::Place& place : batch.batch.places) target.spacing.push_back(place.spacing);
    target.progress =
        static_cast<double>(batch.batch.step) / static_cast<double>(std::max<std::int64_t>(batch.batch.steps, 1));
    tasks::SegmentationAnswer answer{network_->forward(made.images), network_->outputWeights()};
    answer.edges = network_->edgeLogits();
    return {task_.loss(answer, target), {}};
  }
  void afterOptimizerStep(std::int64_t, std::int64_t) override {}

  Validation validate(const Cohort& cohort) override {
    const at::NoGradGuard noGrad;
    std::vector<double> sums(names_.size(), 0.0), counts(names_.size(), 0.0);
    const std::size_t cases = std::min(cohort.size(), kValidationCases);
    for (std::size_t i = 0; i < cases; ++i) addCase(cohort, i * cohort.size() / cases, sums, counts);
    network_->train();
    Validation result;
    double total = 0;
    int defined = 0;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (counts[i] == 0) continue;
      result.scalars.emplace_back("val/dice/" + names_[i], sums[i] / counts[i]);
      total += sums[i] / counts[i];
      ++defined;
    }
    if (defined == 0) return result;
    result.defined = true;
    result.value = total / defined;
    result.scalars.emplace_back("val/dice", result.value);
    return result;
  }

  std::vector<methods::Preview> preview(const Minibatch& batch) override {
    const at::NoGradGuard noGrad;
    augment::Settings still;
    still.flip = still.rotate = still.scale = still.gamma = still.gammaInvert = still.noise = still.blur = 0;
    still.brightness = still.contrast = 0;
    const auto size = tensorSize(train_.patch, dim_);
    const augment::Key key{batch.batch.seed, batch.batch.step, 0};
    const auto plain = augment::apply(batch.batch.images, batch.labels, still, key, size);
    const auto made = augment::apply(batch.batch.images, batch.labels, augment_, key, size);
    network_->eval();
    const at::Tensor predicted =
        task_.decide(task_.probabilities(network_->forward(plain.images.narrow(0, 0, 1)).front())[0]);
    network_->train();
    return {{"image", "Patch", "image", plain.images[0].to(at::kCPU)},
            {"label", "Reference", "label", plain.labels[0].to(at::kCPU)},
            {"augmented", "Patch as the network sees it", "image", made.images[0].to(at::kCPU)},
            {"augmented_label", "Reference as the network sees it", "label", made.labels[0].to(at::kCPU)},
            {"prediction", "Prediction", "label", predicted.to(at::kCPU)}};
  }

  std::shared_ptr<torch::nn::Module> trainable() override { return network_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }
  methods::Tensors state() override { return {}; }
  base::Status loadState(const std::map<std::string, at::Tensor>&) override { return {}; }
  [[nodiscard]] int stateVersion() const override { return 1; }
  [[nodiscard]] bool needsLabels() const override { return true; }
  [[nodiscard]] std::array<std::int64_t, 3> margin() const override {
    if (augment_.rotate <= 0 && augment_.scale <= 0) return {};
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
  // Adds the Dice of every structure of one whole case on its prepared grid; one in neither volume is left out.
  void addCase(const Cohort& cohort, std::size_t i, std::vector<double>& sums, std::vector<double>& counts) {
    const volume::Extent extent = cohort.header(i).extent;
    at::Tensor image = at::empty({extent.z, extent.y, extent.x});
    at::Tensor label = at::empty({extent.z, extent.y, extent.x}, at::TensorOptions().dtype(at::kLong));
    cohort.cropImage(i, {}, extent, image.data_ptr<float>());
    cohort.cropLabel(i, {}, extent, label.data_ptr<std::int64_t>());
    inference::WindowOptions options;
    options.dim = dim_;
    options.window = tensorSize(train_.patch, dim_);
    options.batch = dim_ == 2 ? 16 : 1;
    options.device = device_;
    options.bfloat16 = train_.precision == "bfloat16";
    options.answer = task_.regions().empty() ? inference::WindowAnswer::Softmax : inference::WindowAnswer::Sigmoid;
    const at::Tensor predicted = task_.decide(inference::slidingWindow(*network_, image, options));
    for (std::size_t s = 0; s < names_.size(); ++s) {
      const at::Tensor a = structure(predicted, s), b = structure(label, s);
      const double size = a.sum().item<double>() + b.sum().item<double>();
      if (size == 0) continue;
      sums[s] += 2 * a.logical_and(b).sum().item<double>() / size;
      counts[s] += 1;
    }
  }

  // Where class indices belong to the label or region number i.
  [[nodiscard]] at::Tensor structure(const at::Tensor& classes, std::size_t i) const {
    if (task_.regions().empty()) return classes.eq(static_cast<std::int64_t>(i) + 1);
    return task_.regions().shares(classes.unsqueeze(0))[0][static_cast<std::int64_t>(i)].gt(0.5);
  }

  std::shared_ptr<architectures::Network> network_;
  tasks::Segmentation task_;
  std::vector<std::string> names_;  // of what is learnt: labels or regions
  augment::Settings augment_;
  TrainSettings train_;
  int dim_;
  at::Device device_ = at::kCPU;
};

}  // namespace

base::Result<std::shared_ptr<architectures::Network>> segmentationNetwork(const spec::RunSpec& spec,
                                                                          const base::Json& settings) {
  SELVOX_TRY(const architectures::ArchitectureInfo* info, architectures::find(spec.arch));
  architectures::NetworkConfig config;
  config.dim = spec.dim;
  config.inChannels = 1;
  SELVOX_TRY(const auto task, tasks::Segmentation::make(unprefixed(settings, "task."), spec.labels));
  config.outChannels = task.outputs();
  config.settings = unprefixed(settings, "arch.");
  if (info->schema.find("deep_supervision") != nullptr) {
    config.settings["deep_supervision"] = base::valueOr(unprefixed(settings, "task."), "deep_supervision", true);
  }
  return architectures::buildDense(spec.arch, config, spec.seed);
}

base::Result<std::unique_ptr<Learner>> makeSegmentationLearner(const spec::RunSpec& spec, const base::Json& settings) {
  if (spec.labels.empty()) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "The run names no labels to segment; choose a dataset that has label maps.");
  }
  SELVOX_TRY(auto task, tasks::Segmentation::make(unprefixed(settings, "task."), spec.labels));
  SELVOX_TRY(auto network, segmentationNetwork(spec, settings));
  return std::unique_ptr<Learner>(new SegmentationLearner(std::move(network), std::move(task), spec, settings));
}

}  // namespace selvox::learn::engine

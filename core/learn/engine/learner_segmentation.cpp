// Segmentation as a learner: augmented patches, Dice + CE on every output, validation on whole volumes.

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/augment/augment.h"
#include "core/learn/engine/learners.h"
#include "core/learn/engine/settings.h"
#include "core/learn/inference/sliding_window.h"
#include "core/learn/tasks/task.h"

namespace selvox::learn::engine {
namespace {

constexpr std::size_t kValidationCases = 16;

class SegmentationLearner : public Learner {
 public:
  SegmentationLearner(std::shared_ptr<architectures::Network> network, const spec::RunSpec& spec,
                      const base::Json& settings)
      : network_(std::move(network)),
        labels_(spec.labels),
        task_(unprefixed(settings, "task.")),
        augment_(augment::fromJson(settings)),
        train_(trainSettings(settings)),
        dim_(spec.dim) {}

  methods::StepOutput step(const Minibatch& batch) override {
    const auto made = augment::apply(batch.batch.images, batch.labels, augment_,
                                     {batch.batch.seed, batch.batch.step, 0}, tensorSize(train_.patch, dim_));
    return {tasks::segmentationLoss(network_->forward(made.images), made.labels, task_), {}};
  }
  void afterOptimizerStep(std::int64_t, std::int64_t) override {}

  Validation validate(const Cohort& cohort) override {
    const at::NoGradGuard noGrad;
    const auto classes = static_cast<std::size_t>(cohort.labelMap().count());
    std::vector<double> sums(classes, 0.0), counts(classes, 0.0);
    const std::size_t cases = std::min(cohort.size(), kValidationCases);
    for (std::size_t i = 0; i < cases; ++i) addCase(cohort, i * cohort.size() / cases, sums, counts);
    network_->train();
    Validation result;
    double total = 0;
    int defined = 0;
    std::size_t index = 1;
    for (const auto& [number, name] : labels_) {
      if (index < classes && counts[index] > 0) {
        result.scalars.emplace_back("val/dice/" + name, sums[index] / counts[index]);
        total += sums[index] / counts[index];
        ++defined;
      }
      ++index;
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
    const at::Tensor predicted = network_->forward(plain.images.narrow(0, 0, 1)).front().argmax(1);
    network_->train();
    return {{"image", "Patch", "image", plain.images[0].to(at::kCPU)},
            {"label", "Reference", "label", plain.labels[0].to(at::kCPU)},
            {"augmented", "Patch as the network sees it", "image", made.images[0].to(at::kCPU)},
            {"augmented_label", "Reference as the network sees it", "label", made.labels[0].to(at::kCPU)},
            {"prediction", "Prediction", "label", predicted[0].to(at::kCPU)}};
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
  // Adds the Dice of every label of one whole case on its prepared grid; a label in neither volume is left out.
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
    const at::Tensor predicted = inference::slidingWindow(*network_, image, options).argmax(0);
    for (std::size_t index = 1; index < sums.size(); ++index) {
      const auto number = static_cast<std::int64_t>(index);
      const at::Tensor a = predicted.eq(number), b = label.eq(number);
      const double size = a.sum().item<double>() + b.sum().item<double>();
      if (size == 0) continue;
      sums[index] += 2 * a.logical_and(b).sum().item<double>() / size;
      counts[index] += 1;
    }
  }

  std::shared_ptr<architectures::Network> network_;
  std::map<int, std::string> labels_;
  base::Json task_;
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
  config.outChannels = static_cast<int>(spec.labels.size()) + 1;
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
  SELVOX_TRY(auto network, segmentationNetwork(spec, settings));
  return std::unique_ptr<Learner>(new SegmentationLearner(std::move(network), spec, settings));
}

}  // namespace selvox::learn::engine

// random-frozen: the encoder at its first weights, with batch-norm statistics of the run's images: the floor of every
// probe. Statistics are averaged over all steps alike (a run is one pass over the images unless its steps are set);
// networks without batch norm have none.

#include <utility>

#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/learn/methods/control.h"

namespace selvox::learn::methods {
namespace {

constexpr double kNormMomentum = 0.1;  // of architectures::Norm: share of a batch in the running statistics

class RandomFrozen : public Control {
 public:
  RandomFrozen(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : Control(std::move(network), config), batches_(keep("batches", at::zeros({}, at::kLong))) {
    for (const auto& item : trainable()->named_buffers()) {
      if (item.key().ends_with(".running_mean") || item.key().ends_with(".running_var")) {
        statistics_.push_back(item.value());
      }
    }
  }

  StepOutput step(const Batch& batch) override {
    if (network_->is_training() && !statistics_.empty()) measure(batch);
    return Control::step(batch);
  }

  // mean_k = mean_{k-1} + (batch_k - mean_{k-1}) / k
  void afterOptimizerStep(std::int64_t /*step*/, std::int64_t /*steps*/) override {
    const c10::AutoGradMode noGradients(false);
    for (const auto& measured : pending_) {
      batches_.add_(1);
      const auto count = static_cast<double>(batches_.item<std::int64_t>());
      for (std::size_t i = 0; i < statistics_.size(); ++i) {
        statistics_[i].add_((measured[i] - statistics_[i]) / count);
      }
    }
    pending_.clear();
  }

 private:
  // From zero, a forward pass leaves kNormMomentum times the batch's statistics.
  void measure(const Batch& batch) {
    const c10::AutoGradMode noGradients(false);
    std::vector<at::Tensor> before, measured;
    for (at::Tensor& s : statistics_) {
      before.push_back(s.clone());
      s.zero_();
    }
    static_cast<void>(network_->features(batch.images.to(type())));
    for (std::size_t i = 0; i < statistics_.size(); ++i) {
      measured.push_back(statistics_[i] / kNormMomentum);
      statistics_[i].copy_(before[i]);
    }
    pending_.push_back(std::move(measured));
  }

  at::Tensor& batches_;
  std::vector<at::Tensor> statistics_;
  std::vector<std::vector<at::Tensor>> pending_;
};

base::Result<std::unique_ptr<Method>> buildRandomFrozen(const MethodConfig& config) {
  SELVOX_CHECK(refuseCombination(config, "random-frozen"));
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<RandomFrozen>(std::move(network), config);
}

}  // namespace

MethodInfo randomFrozenInfo() {
  MethodInfo info{"random-frozen",
                  "control",
                  {2, 3},
                  "An encoder that never learns, adapted to the images' statistics only: the floor of every probe"};
  info.trainDefaults = {{"train.ema", 0.0}, {"preview.count", 0}};
  info.build = &buildRandomFrozen;
  return info;
}

}  // namespace selvox::learn::methods

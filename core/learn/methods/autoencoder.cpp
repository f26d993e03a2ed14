// Autoencoder: the patch through a narrow code and back (Hinton & Salakhutdinov, Science 2006). `greedy` trains one
// level after another: encoder level, code and decoder stage, each on what the earlier ones give, which stay frozen.

#include <algorithm>
#include <set>
#include <utility>

#include <ATen/ops/l1_loss.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/learn/compat/compat.h"
#include "core/learn/methods/code.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

struct Level {  // one code of the autoencoder
  std::size_t index = 0;
  std::int64_t width = 1;
};

class Autoencoder : public HeadedMethod {
 public:
  Autoencoder(Skipless parts, const std::vector<Level>& levels, const MethodConfig& config)
      : HeadedMethod(parts.network, config, spatialOnly(), true), parts_(std::move(parts)), levels_(levels) {
    absolute_ = base::valueOr<std::string>(config.settings, "loss", "mse") == "l1";
    for (const Level& level : levels_) {
      codes_.push_back(addHead("code" + std::to_string(level.index),
                               std::make_shared<Code>(parts_.encoder->pyramid()[level.index].channels, level.width,
                                                      level.width, config.network.dim)));
      numbers_.push_back(level.width * positionsOf(config, parts_, level.index));
    }
    phase_ = &keep("phase", at::zeros({}, at::kLong));
    if (levels_.size() > 1) findUsers(config);
  }

  Tensors views(const Batch& batch) override { return {{"input", view(batch, 0)}}; }

  StepOutput step(const Batch& batch) override {
    const at::Tensor patch = view(batch, 0), restored = restore(patch, phase());
    const compat::FullPrecision guard;
    const at::Tensor target = compat::atLeastFloat(patch);
    std::vector<std::int64_t> space;
    for (std::int64_t axis = 2; axis < target.dim(); ++axis) space.push_back(axis);
    // One who answers every patch's mean: below it, the network has learned something.
    const at::Tensor mean = target.mean(space, true).expand_as(target);
    return {error(compat::atLeastFloat(restored), target),
            {{"baseline/loss", error(mean, target)}, {"autoencoder/level", phase_->to(at::kFloat) + 1}}};
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*trainable());
    const at::Tensor patch = view(batch, 0).narrow(0, 0, 1);
    const auto first = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    const std::string caption =
        std::to_string(numbers_[phase()]) + " numbers for " + std::to_string(patch.numel()) + " voxels";
    return {{"input", "Original patch", "image", first(patch)},
            {"restored", "What comes back from the code", "image", first(restore(patch, phase())), caption}};
  }

  void afterBackward(std::int64_t, std::int64_t) override {
    const std::size_t at = phase();
    if (at == 0) return;
    for (auto& item : trainable()->named_parameters()) {
      if (users_[at - 1].contains(item.key())) item.value().mutable_grad().reset();  // frozen: the optimizer skips it
    }
  }
  void afterOptimizerStep(std::int64_t step, std::int64_t steps) override {
    const auto count = static_cast<std::int64_t>(levels_.size());
    const std::int64_t now = std::min(step * count / std::max<std::int64_t>(steps, 1), count - 1);
    phase_->fill_(std::max(now, phase_->item<std::int64_t>()));
  }

 private:
  [[nodiscard]] std::size_t phase() const { return static_cast<std::size_t>(phase_->item<std::int64_t>()); }
  [[nodiscard]] at::Tensor error(const at::Tensor& a, const at::Tensor& b) const {
    return absolute_ ? at::l1_loss(a, b) : at::mse_loss(a, b);
  }

  at::Tensor restore(const at::Tensor& patch, std::size_t at) const {
    std::vector<at::Tensor> levels = network_->features(patch);
    levels.resize(levels_[at].index + 1);
    Code& code = *codes_[at];
    const at::Tensor last = code.widen(code.squeeze(levels.back()));
    return decodeFrom(parts_, std::move(levels), last, patch);
  }

  // Which parameters each phase trains: those that its output depends on.
  void findUsers(const MethodConfig& config) {
    const EvaluationMode mode(*trainable());
    std::vector<std::int64_t> shape{1, config.network.inChannels};
    shape.insert(shape.end(), config.patch.begin(), config.patch.end());
    const auto parameters = trainable()->named_parameters();
    std::vector<at::Tensor> tensors;
    for (const auto& item : parameters) tensors.push_back(item.value());
    for (std::size_t at = 0; at < levels_.size(); ++at) {
      const at::Tensor out = restore(at::zeros(shape), at).sum();
      const auto gradients = torch::autograd::grad({out}, tensors, {}, false, false, true);
      users_.emplace_back();
      for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (gradients[i].defined()) users_.back().insert(parameters[i].key());
      }
    }
  }

  Skipless parts_;
  std::vector<Level> levels_;
  std::vector<std::shared_ptr<Code>> codes_;
  std::vector<std::int64_t> numbers_;
  std::vector<std::set<std::string>> users_;  // per phase
  at::Tensor* phase_ = nullptr;               // index of the level in training, int64
  bool absolute_ = false;
};

base::Result<std::unique_ptr<Method>> buildAutoencoder(const MethodConfig& config) {
  SELVOX_TRY(Skipless parts, skiplessNetwork(config, "autoencoder"));
  std::int64_t values = config.network.inChannels;
  for (const std::int64_t side : config.patch) values *= side;
  const std::size_t last = parts.encoder->pyramid().size() - 1;
  std::vector<Level> levels;
  for (std::size_t level = base::valueOr(config.settings, "greedy", false) ? 0 : last; level <= last; ++level) {
    if (level < last && positionsOf(config, parts, level) >= values) continue;  // no code can be narrow here
    SELVOX_TRY(const std::int64_t width, codeWidth(config, parts, level));
    levels.push_back({level, width});
  }
  return std::make_unique<Autoencoder>(std::move(parts), levels, config);
}

}  // namespace

MethodInfo autoencoderInfo() {
  constexpr const char* hinton = "Hinton and Salakhutdinov, Science 2006";
  MethodInfo info{"autoencoder",
                  "generative",
                  {2, 3},
                  "Restore a patch from a narrow code; encoder and decoder without skips",
                  "Hinton and Salakhutdinov, Science 2006; Bengio et al., NeurIPS 2006"};
  info.schema.params = {
      codeParam(hinton),
      choice("loss", "mse", {"mse", "l1"},
             {"", "Squared error weighs large misses; absolute error keeps edges a little sharper.", hinton}),
      toggle("greedy", false,
             {"",
              "One level of the network after another, each for an equal share of the steps, the earlier ones frozen. "
              "Off: all at once.",
              "Bengio et al., Greedy layer-wise training of deep networks, NeurIPS 2006"}),
  };
  info.schema.params[2].advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildAutoencoder;
  return info;
}

}  // namespace selvox::learn::methods

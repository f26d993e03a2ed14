#pragma once
// AdamW (Loshchilov & Hutter 2019), SGD with Nesterov momentum (Sutskever 2013, torch's form), LARS (You et al. 2017)
// and LAMB (You et al. 2020). On the CPU the first two are one fused, parallel pass over flat chunks: LibTorch 1.13 has
// none, and its own takes five to forty times as long.

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/result.h"

namespace selvox::learn::engine {

struct AdamWOptions {
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weightDecay = 0.0;
};
struct SgdOptions {
  double lr = 1e-2, momentum = 0.99, weightDecay = 0.0;
  bool nesterov = true;
};

// A step of one tensor is as long as its weights are: ratio r = eta |w| / (|g| + decay |w| + 1e-8), `joint`: eta |w| /
// (|g + decay w| + 1e-8). `clip` keeps r lr from passing lr, for small batches (eta 0.02); without it eta is 0.001.
// Momentum is not Nesterov's. `adapt` off: r is 1 (plain SGD).
struct LarsOptions {
  double lr = 0.3, momentum = 0.9, weightDecay = 0.0, eta = 0.02;
  bool clip = true, joint = false, adapt = true;
};
// AdamW's direction u = m-hat / (sqrt(v-hat) + eps) + decay w, its length brought to that of the weights: r = |w| /
// |u|. `adapt` off: r is 1.
struct LambOptions {
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-6, weightDecay = 0.0;
  bool adapt = true;
};

// One update of one tensor in place, float32 or float64, contiguous. `step` counts from 1. `gradientScale` multiplies
// the gradient first (clipping).
void adamwStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& first, at::Tensor& second, std::int64_t step,
               const AdamWOptions& options, double gradientScale = 1.0);
void sgdStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& velocity, const SgdOptions& options,
             double gradientScale = 1.0);
// Both return the ratio r; it is 1 where the weights or the gradient are all 0.
double larsStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& velocity, const LarsOptions& options,
                double gradientScale = 1.0);
double lambStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& first, at::Tensor& second,
                std::int64_t step, const LambOptions& options, double gradientScale = 1.0);

// Global L2 norm of all gradients; the same for any number of threads. Non-finite when any entry is.
[[nodiscard]] double gradientNorm(const std::vector<at::Tensor>& gradients);
// Factor that brings a gradient of norm `norm` to at most `limit`; 1 when limit <= 0.
[[nodiscard]] double clipFactor(double norm, double limit);

enum class OptimizerKind { AdamW, Sgd, Lars, Lamb };

struct OptimizerOptions {
  OptimizerKind kind = OptimizerKind::AdamW;
  double weightDecay = 0.0;
  double momentum = 0.9;              // SGD, LARS
  double beta1 = 0.9, beta2 = 0.999;  // AdamW, LAMB
  double larsEta = 0.02;              // LARS…
  bool larsClip = true, larsJoint = false;
};

struct ParameterGroup {
  std::string name;  // of the parameter
  at::Tensor tensor;
  double lrScale = 1.0;
  bool decay = true;
  bool adapt = true;        // LARS and LAMB: by the tensor's own norm
  bool constantLr = false;  // outside the schedule
  // Share of the run before which it rests: its moments follow the gradient, so that its first step is not too long,
  // but its weights stay and its gradient does not count in the norm.
  double thawAt = 0;
};

struct StepRates {
  double lr = 0, constantLr = 0;  // scheduled; for the groups outside the schedule
  double weightDecay = 0;
  double clip = 0;      // largest gradient norm; 0: none
  double progress = 1;  // share of the run that is done
};

class Optimizer {
 public:
  Optimizer(const OptimizerOptions& options, std::vector<ParameterGroup> parameters);
  Optimizer(OptimizerKind kind, std::vector<ParameterGroup> parameters, double weightDecay, double momentum)
      : Optimizer(OptimizerOptions{kind, weightDecay, momentum}, std::move(parameters)) {}
  void zeroGradients();
  // Returns the gradient norm before clipping. Weights stay untouched when it is not finite.
  double step(const StepRates& rates);
  double step(double lr, double clip) { return step({lr, lr, options_.weightDecay, clip}); }
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  [[nodiscard]] const std::vector<ParameterGroup>& parameters() const { return parameters_; }
  // "<parameter>/<slot>" -> tensor; slots: first, second (AdamW, LAMB), velocity (SGD, LARS).
  [[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> state() const;
  [[nodiscard]] base::Status load(const std::map<std::string, at::Tensor>& state, std::int64_t steps);

 private:
  [[nodiscard]] bool moments() const {
    return options_.kind == OptimizerKind::AdamW || options_.kind == OptimizerKind::Lamb;
  }
  void update(std::size_t index, double lr, double decay, double scale);
  OptimizerOptions options_;
  std::vector<ParameterGroup> parameters_;
  std::vector<at::Tensor> first_, second_;
  std::int64_t steps_ = 0;
};

}  // namespace selvox::learn::engine

#pragma once
// AdamW (Loshchilov & Hutter 2019) and SGD with Nesterov momentum (Sutskever 2013, torch's form). On the CPU one fused,
// parallel pass over flat chunks: LibTorch 1.13 has none, and its own takes five to forty times as long.

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

// One update of one tensor in place, float32 or float64, contiguous. `step` counts from 1. `gradientScale` multiplies
// the gradient first (clipping).
void adamwStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& first, at::Tensor& second, std::int64_t step,
               const AdamWOptions& options, double gradientScale = 1.0);
void sgdStep(at::Tensor& weight, const at::Tensor& gradient, at::Tensor& velocity, const SgdOptions& options,
             double gradientScale = 1.0);

// Global L2 norm of all gradients; the same for any number of threads. Non-finite when any entry is.
[[nodiscard]] double gradientNorm(const std::vector<at::Tensor>& gradients);
// Factor that brings a gradient of norm `norm` to at most `limit`; 1 when limit <= 0.
[[nodiscard]] double clipFactor(double norm, double limit);

enum class OptimizerKind { AdamW, Sgd };

struct ParameterGroup {
  std::string name;  // of the parameter
  at::Tensor tensor;
  double lrScale = 1.0;
  bool decay = true;
};

class Optimizer {
 public:
  Optimizer(OptimizerKind kind, std::vector<ParameterGroup> parameters, double weightDecay, double momentum);
  void zeroGradients();
  // Returns the gradient norm before clipping. Weights stay untouched when it is not finite.
  double step(double lr, double clip);
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  // "<parameter>/<slot>" -> tensor; slots: first, second (AdamW), velocity (SGD).
  [[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> state() const;
  [[nodiscard]] base::Status load(const std::map<std::string, at::Tensor>& state, std::int64_t steps);

 private:
  OptimizerKind kind_;
  std::vector<ParameterGroup> parameters_;
  std::vector<at::Tensor> first_, second_;
  double weightDecay_, momentum_;
  std::int64_t steps_ = 0;
};

}  // namespace selvox::learn::engine

#pragma once
// What the engine trains: a method without labels or a task with them, behind one face.

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/learn/engine/cohort.h"
#include "core/learn/engine/loader.h"
#include "core/learn/methods/method.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::engine {

struct Validation {
  std::vector<std::pair<std::string, double>> scalars;  // "val/dice", …
  double value = 0;                                     // what "best" and early stop go by: higher is better
  bool defined = false;
};

class Learner {
 public:
  virtual ~Learner() = default;
  virtual methods::StepOutput step(const Minibatch& batch) = 0;
  virtual void afterOptimizerStep(std::int64_t step, std::int64_t steps) = 0;
  // On whole cases or fixed batches of `cohort`; no gradients, no change of state.
  virtual Validation validate(const Cohort& cohort) = 0;
  virtual std::vector<methods::Preview> preview(const Minibatch& batch) = 0;
  [[nodiscard]] virtual std::shared_ptr<torch::nn::Module> trainable() = 0;
  [[nodiscard]] virtual std::shared_ptr<architectures::Network> network() = 0;
  [[nodiscard]] virtual methods::Tensors state() = 0;
  virtual base::Status loadState(const std::map<std::string, at::Tensor>& tensors) = 0;
  [[nodiscard]] virtual int stateVersion() const = 0;
  [[nodiscard]] virtual bool needsLabels() const = 0;
  [[nodiscard]] virtual bool needsTargets() const { return false; }  // a registered image beside each patch
  // Once, before a new run's first step: first weights are set, or taken over from the parent.
  virtual void begin() {}
  [[nodiscard]] virtual methods::Demand demand() const { return {}; }
  [[nodiscard]] virtual methods::ParameterRule rule(const std::string& /*parameter*/) const { return {}; }
  [[nodiscard]] virtual std::vector<std::string> inherited() const { return {}; }  // Method::inherited()
  [[nodiscard]] virtual double chance() const { return std::numeric_limits<double>::quiet_NaN(); }
  virtual void afterBackward(std::int64_t /*step*/, std::int64_t /*steps*/) {}
  // Voxels of context wanted on each side of a patch (x, y, z), for rotations.
  [[nodiscard]] virtual std::array<std::int64_t, 3> margin() const { return {}; }
  virtual void to(const at::Device& device) = 0;
  virtual void train(bool on) = 0;
};

// `settings` are resolved (resolve.h).
[[nodiscard]] base::Result<std::unique_ptr<Learner>> makeLearner(const spec::RunSpec& spec, const base::Json& settings);
// The network of a segmentation run alone, as trained: for prediction.
[[nodiscard]] base::Result<std::shared_ptr<architectures::Network>> segmentationNetwork(const spec::RunSpec& spec,
                                                                                        const base::Json& settings);

}  // namespace selvox::learn::engine

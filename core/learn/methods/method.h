#pragma once
// A way to learn without labels: makes its views from a batch, gives a loss, keeps its own state.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/learn/architectures/network.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::methods {

// What the engine hands over each step. Images are normalised crops on the device.
struct Batch {
  at::Tensor images;                                   // (N, C, [D,] H, W) float32
  std::vector<std::string> cases, patients, datasets;  // N each
  std::uint64_t seed = 0;
  std::int64_t step = 0, steps = 1;  // random streams are Rng(seed, purpose, step, sample * 64 + stream)
};

struct Preview {            // one tensor a person can look at
  std::string name, title;  // "masked", "What the network sees"
  std::string role;         // "image", "mask", "label"
  at::Tensor tensor;        // (C, [D,] H, W) or (D, H, W) of the batch's first sample
};

struct StepOutput {
  at::Tensor loss;  // scalar with graph
  std::vector<std::pair<std::string, at::Tensor>>
      metrics;  // detached scalars, "collapse/std", …; read at log time only
};

using Tensors = std::vector<std::pair<std::string, at::Tensor>>;

class Method {
 public:
  virtual ~Method() = default;
  // Named tensors of one step for inspection (check method, previews): "view1", "mask", "input", "target", …
  virtual Tensors views(const Batch& batch) = 0;
  virtual StepOutput step(const Batch& batch) = 0;               // views + forward + loss; `training` mode
  virtual std::vector<Preview> preview(const Batch& batch) = 0;  // no gradients, no change of state
  virtual void afterOptimizerStep(std::int64_t /*step*/, std::int64_t /*steps*/) {}  // EMA teachers, queues
  [[nodiscard]] virtual std::shared_ptr<torch::nn::Module> trainable() = 0;  // encoder, decoder, heads: "encoder.…"
  [[nodiscard]] virtual std::shared_ptr<architectures::Network> network() = 0;  // what transfers: encoder (+ decoder)
  [[nodiscard]] virtual Tensors state() { return {}; }  // beyond trainable(): teacher weights, queue, centre
  virtual base::Status loadState(const std::map<std::string, at::Tensor>& /*tensors*/) { return {}; }
  [[nodiscard]] virtual int stateVersion() const { return 1; }
  virtual void to(const at::Device& device) = 0;
  virtual void train(bool on) = 0;
};

struct MethodConfig {
  std::string arch;
  architectures::NetworkConfig network;
  base::Json settings;              // resolved against the method's schema (bare names)
  std::vector<std::int64_t> patch;  // [D,] H, W
  std::uint64_t seed = 0;
  base::Json augment;  // resolved "augment.…" settings; null: the method's own defaults
};

struct MethodInfo {
  std::string id, family;  // "mae", "generative"
  std::vector<int> dims;
  std::string summary, paper;
  spec::ParamSchema schema;  // the method's own settings
  base::Json trainDefaults;  // engine settings it prefers: {"train.lr": 1e-3, "train.optimizer": "adamw"}
  base::Result<std::unique_ptr<Method>> (*build)(const MethodConfig&);
};

[[nodiscard]] const std::vector<MethodInfo>&
builtin();  // builtin.cpp: the table; test doubles noop, diverge, slow included
[[nodiscard]] base::Result<const MethodInfo*> find(std::string_view id);

}  // namespace selvox::learn::methods

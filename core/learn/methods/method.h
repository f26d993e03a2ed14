#pragma once
// A way to learn without labels: makes its views from a batch, gives a loss, keeps its own state.

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
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

// Where a patch was cut. Axes x, y, z of the prepared LPS grid; z runs from the feet to the head.
struct Place {
  std::int64_t series = 0;                 // index among the run's training cases
  std::array<double, 3> centre{};          // mm, of the patch's centre from the centre of the volume
  std::array<double, 3> field{};           // mm, size of the whole volume
  std::array<double, 3> spacing{1, 1, 1};  // mm
  std::string modality;
};

// What a method wants beside one patch a sample: further patches, "companions", of the same shape.
struct Demand {
  enum class Kind {
    None,
    AlongZ,   // `count` patches of the same series at the same x, y; neighbours lie nearest..farthest mm apart, upwards
    SameKey,  // 1 patch of another series with the sample's key (patient…); of the same series where there is none
    Registered,  // up to `count` other modalities of the same patient on the same grid, at the same place
  };
  Kind kind = Kind::None;
  int count = 0;
  double nearest = 0, farthest = 0;  // mm
};

// What the engine hands over each step. Images are normalised crops on the device.
struct Batch {
  at::Tensor images;                                   // (N, C, [D,] H, W) float32
  std::vector<std::string> cases, patients, datasets;  // N each
  std::vector<Place> places;                           // N
  at::Tensor companions;                               // (N, K, C, [D,] H, W) float32, or undefined: no Demand
  std::vector<std::vector<Place>> companionPlaces;     // N x K; Registered: absent modalities have an empty name, all 0
  std::vector<std::string> keys;                       // N: the key of Demand::SameKey
  std::uint64_t seed = 0;
  std::int64_t step = 0, steps = 1;  // random streams are Rng(seed, purpose, step, sample * 64 + stream)
};

struct Preview {             // one tensor a person can look at
  std::string name, title;   // "masked", "What the network sees"
  std::string role;          // "image", "mask", "label"
  at::Tensor tensor;         // (C, [D,] H, W) or (D, H, W) of the batch's first sample
  std::string caption = {};  // question and answer in words: "asked 90 degrees, answered 180 (0.61)"
};

struct StepOutput {
  at::Tensor loss;  // scalar with graph
  std::vector<std::pair<std::string, at::Tensor>>
      metrics;  // detached scalars, "collapse/std", "loss/kl", …; read at log time only
};

using Tensors = std::vector<std::pair<std::string, at::Tensor>>;

// How the optimizer treats one parameter.
struct ParameterRule {
  double lrScale = 1.0;
  bool constantLr = false;  // takes no part in the schedule (SimSiam's predictor)
  bool decay = true;        // false: no weight decay; norms and biases never have any
};

class Method {
 public:
  virtual ~Method() = default;
  // Named tensors of one step for inspection (check method, previews): "view1", "mask", "input", "target", …
  virtual Tensors views(const Batch& batch) = 0;
  // Views, forward, loss. Changes no state but what afterOptimizerStep is to use; validation calls it in evaluation
  // mode.
  virtual StepOutput step(const Batch& batch) = 0;
  virtual std::vector<Preview> preview(const Batch& batch) = 0;                      // no gradients, no change of state
  virtual void afterBackward(std::int64_t /*step*/, std::int64_t /*steps*/) {}       // gradients of frozen layers
  virtual void afterOptimizerStep(std::int64_t /*step*/, std::int64_t /*steps*/) {}  // EMA teachers, queues, centres
  [[nodiscard]] virtual std::shared_ptr<torch::nn::Module> trainable() = 0;  // encoder, decoder, heads: "encoder.…"
  [[nodiscard]] virtual std::shared_ptr<architectures::Network> network() = 0;  // what transfers: encoder (+ decoder)
  [[nodiscard]] virtual Tensors state() { return {}; }  // beyond trainable(): teacher weights, queue, centre
  virtual base::Status loadState(const std::map<std::string, at::Tensor>& /*tensors*/) { return {}; }
  [[nodiscard]] virtual int stateVersion() const { return 1; }
  [[nodiscard]] virtual Demand demand() const { return {}; }
  [[nodiscard]] virtual ParameterRule rule(const std::string& /*parameter*/) const { return {}; }
  // What the names of trainable() start with that mean nothing unless they come from a parent run: an autoencoder's.
  [[nodiscard]] virtual std::vector<std::string> inherited() const { return {}; }
  // Loss of one who knows nothing, drawn as a line in the chart (METHODS section 8); NaN: none.
  [[nodiscard]] virtual double chance() const { return std::numeric_limits<double>::quiet_NaN(); }
  virtual void to(const at::Device& device) = 0;
  virtual void train(bool on) = 0;
};

struct MethodConfig {
  std::string arch;
  architectures::NetworkConfig network;
  base::Json settings;              // resolved against the method's schema (bare names)
  std::vector<std::int64_t> patch;  // [D,] H, W
  std::uint64_t seed = 0;
  base::Json augment;      // resolved "augment.…" settings; null: the method's own defaults
  std::int64_t cases = 1;  // training cases of the run
  std::int64_t batch = 2;  // samples per step
  std::shared_ptr<architectures::Network> shared = {};  // a combined method's one network; null: build one
};

struct MethodInfo {
  std::string id, family;  // "mae", "generative"
  std::vector<int> dims;
  std::string summary = {}, paper = {};
  spec::ParamSchema schema = {};                    // the method's own settings
  base::Json trainDefaults = base::Json::object();  // engine settings it prefers: {"train.lr": 1e-3}
  std::function<base::Result<std::unique_ptr<Method>>(const MethodConfig&)> build = {};
  std::string network = "unet";  // taken where a run names none
  bool dense = false;            // trains a decoder too: needs a dense network, with outputs as `outChannels` says
};

[[nodiscard]] const std::vector<MethodInfo>& builtin();  // builtin.cpp: the table; test doubles included
// "mae", or "mae+vicreg": one encoder on the weighted sum of both (combined.h). An unknown id lists the known ones.
[[nodiscard]] base::Result<const MethodInfo*> find(std::string_view id);

}  // namespace selvox::learn::methods

#pragma once
// A network = an encoder with a feature pyramid and, where the architecture has one, a decoder with outputs.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <torch/nn/module.h>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::architectures {

struct NetworkConfig {
  int dim = 3;  // 2 or 3
  int inChannels = 1;
  int outChannels = 2;
  base::Json settings;  // resolved against the architecture's schema (bare names: "stages", "stem", "deep_supervision")
};

// Names of parameters start with "encoder." or "decoder." (heads included), so that weight transfer can tell them
// apart.
class Network : public torch::nn::Module {
 public:
  // x (N, C, [D,] H, W) -> pyramid, finest first, level i of shape (N, channels()[i], … / strides()[i]).
  virtual std::vector<at::Tensor> features(const at::Tensor& x) = 0;
  // Outputs: dense networks give logits (N, K, [D,] H, W), full resolution first, then the deep-supervision outputs
  // when training with deep supervision; classifiers give {(N, K)}.
  virtual std::vector<at::Tensor> forward(const at::Tensor& x) = 0;
  [[nodiscard]] virtual std::vector<std::int64_t> channels() const = 0;
  [[nodiscard]] virtual std::vector<std::int64_t> strides() const = 0;  // total, per level
  [[nodiscard]] virtual bool dense() const = 0;                         // has a decoder of its own
  // What each output of a training step counts in the loss; empty: 1/2^i, the last nothing (nnU-Net).
  [[nodiscard]] virtual std::vector<double> outputWeights() const { return {}; }
  // Logits (N, 1, H, W) of where structures end, from the last training step's forward; undefined: none are learnt.
  [[nodiscard]] virtual at::Tensor edgeLogits() const { return {}; }
};

struct ArchitectureInfo {
  std::string id;  // "unet", "resnet-18"
  std::vector<int> dims;
  std::string summary, paper;
  spec::ParamSchema schema;
  std::shared_ptr<Network> (*build)(const NetworkConfig&);
  bool followsPlan = false;  // takes stages, strides and kernels from nnU-Net's rule (plan.h) where they are not set
  bool decodable = true;     // has feature maps that a decoder can work with: segmentation, restoration
  // A side of the input is best a multiple of this, as the network pads others; null: none, or the planner knows.
  std::int64_t (*sideMultiple)(const base::Json& settings) = nullptr;
  bool tokens = false;  // the encoder is a TokenEncoder
};

[[nodiscard]] const std::vector<ArchitectureInfo>& builtin();                   // builtin.cpp: the table
[[nodiscard]] base::Result<const ArchitectureInfo*> find(std::string_view id);  // an unknown id lists the known ones
// Settings resolved, dimension checked, weights drawn from Philox(seed, Initialise): the same on every machine.
[[nodiscard]] base::Result<std::shared_ptr<Network>> build(std::string_view id, const NetworkConfig& config,
                                                           std::uint64_t seed);
// A dense network around any encoder: `build` where the architecture is dense, otherwise the encoder and a U-shaped
// decoder on its pyramid ("decoder.…"). For segmentation and restoration.
[[nodiscard]] base::Result<std::shared_ptr<Network>> buildDense(std::string_view id, const NetworkConfig& config,
                                                                std::uint64_t seed);
// `settings` without deep supervision, where the network knows any.
[[nodiscard]] base::Json withOneOutput(std::string_view id, base::Json settings);

}  // namespace selvox::learn::architectures

#pragma once
// Generator and critic of a bidirectional GAN, for patches of any size, 2D and 3D.

#include <cstdint>
#include <memory>
#include <vector>

#include "core/learn/architectures/layers.h"

namespace selvox::learn::methods {

struct GanShape {
  std::vector<std::int64_t> patch;  // [D,] H, W
  std::int64_t channels = 1, latent = 64, width = 32;
};

// Sides from the patch down: axes above 4 are halved, rounded up, until none is left.
[[nodiscard]] std::vector<architectures::Sizes> halvings(const std::vector<std::int64_t>& patch);

// Code (N, latent) -> patch: linear to the coarsest grid, then nearest up-sampling and convolutions. Pixel norm (Karras
// et al., ICLR 2018) instead of batch norm, so that batches of two work.
class Generator : public torch::nn::Module {
 public:
  explicit Generator(const GanShape& shape);
  at::Tensor forward(const at::Tensor& code);

 private:
  std::vector<architectures::Sizes> sides_;
  std::int64_t first_ = 0;  // channels on the coarsest grid
  std::shared_ptr<architectures::Linear> start_;
  std::shared_ptr<architectures::LayerList<architectures::Conv>> convs_;
  std::shared_ptr<architectures::Conv> last_;
};

// (patch, code) -> logit (N): above 0 for a real patch with the encoder's code. No norms, so that R1 and spectral norm
// mean what they say.
class Critic : public torch::nn::Module {
 public:
  explicit Critic(const GanShape& shape);
  // `u`: one vector a layer; each weight is divided by its spectral norm, estimated along u (Miyato et al., ICLR 2018).
  // Empty: weights as they are.
  at::Tensor forward(const at::Tensor& patch, const at::Tensor& code, const std::vector<at::Tensor>& u);
  // One step of power iteration, layer by layer, from `u` (undefined: from ones).
  [[nodiscard]] std::vector<at::Tensor> iterate(const std::vector<at::Tensor>& u) const;
  [[nodiscard]] std::size_t layers() const { return all_.size(); }

 private:
  [[nodiscard]] at::Tensor weight(std::size_t layer, const std::vector<at::Tensor>& u) const;
  at::Tensor linear(std::size_t layer, const at::Tensor& x, const std::vector<at::Tensor>& u) const;

  std::vector<architectures::Sizes> strides_;
  std::vector<torch::nn::Module*> all_;  // convolutions, then the linear layers: patch, code, joint, answer
};

// Parameters that gradients pass by, for the life of the object.
class Frozen {
 public:
  explicit Frozen(const torch::nn::Module& module);
  ~Frozen();
  Frozen(const Frozen&) = delete;
  Frozen& operator=(const Frozen&) = delete;

 private:
  std::vector<at::Tensor> trained_;
};

}  // namespace selvox::learn::methods

#pragma once
// Tells made patches from true ones, piece by piece (PatchGAN: Isola et al., CVPR 2017), by least squares (Mao et al.,
// ICCV 2017).

#include <cstdint>
#include <memory>

#include <torch/nn/module.h>

#include "core/learn/architectures/layers.h"

namespace selvox::learn::tasks {

class PatchCritic : public torch::nn::Module {
 public:
  PatchCritic(int dim, std::int64_t width);
  // What the network saw and what became of it, (N, 1, [D,] H, W) each -> an answer per piece, an eighth the side: near
  // 1 for true, near 0 for made.
  at::Tensor forward(const at::Tensor& input, const at::Tensor& output);

 private:
  std::shared_ptr<architectures::Conv> first_, last_;
  std::shared_ptr<architectures::LayerList<architectures::ConvBlock>> middle_;
};

struct CriticTerms {
  at::Tensor own;     // what the critic learns from: gradients reach its parameters alone
  at::Tensor fooled;  // what the network learns from: gradients reach `made` alone
  at::Tensor right;   // share of pieces told right, detached
};
// own: half of the mean squares of (real - 1) and fake; fooled: mean square of (fake - 1). 1/4 each for a critic that
// always answers 1/2.
[[nodiscard]] CriticTerms ask(PatchCritic& critic, const at::Tensor& input, const at::Tensor& made,
                              const at::Tensor& target);

}  // namespace selvox::learn::tasks

#pragma once
// A vector a sample that tells the network something: the time of a diffusion step, the wanted modality. It enters as a
// bias behind every norm (architectures/layer_scope.h), by layers outside the network: what transfers knows nothing of
// it and works without.

#include <memory>
#include <string_view>
#include <vector>

#include "core/learn/architectures/layers.h"
#include "core/learn/architectures/network.h"

namespace selvox::learn::methods {

[[nodiscard]] std::vector<architectures::Norm*> normsOf(torch::nn::Module& network);

class Condition : public torch::nn::Module {
 public:
  Condition(const std::vector<architectures::Norm*>& norms, std::int64_t in, std::int64_t width);
  // The biases start at 0: at first the network is as it would be without. Call after the first weights are drawn.
  void silence();
  // One (N, channels) a norm; `share` (N, 1) scales them: 0 tells this sample's network nothing.
  [[nodiscard]] std::vector<at::Tensor> forward(const at::Tensor& vector, const at::Tensor& share);

 private:
  std::shared_ptr<architectures::Linear> first_;
  std::shared_ptr<architectures::LayerList<architectures::Linear>> out_;
};

// Sinusoids of `time` (N), 0..1000, as (N, width): cosines, then sines, of frequencies 1 .. 1/10000.
[[nodiscard]] at::Tensor timeVector(const at::Tensor& time, std::int64_t width);
// A fixed vector of unit normal numbers for a word, the same everywhere.
[[nodiscard]] at::Tensor wordVector(std::string_view word, std::int64_t width);

}  // namespace selvox::learn::methods

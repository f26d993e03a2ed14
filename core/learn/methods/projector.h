#pragma once
// Projectors of more than two layers, and a last norm that neither scales nor shifts.

#include <cstdint>
#include <memory>
#include <vector>

#include "core/learn/architectures/layers.h"

namespace selvox::learn::methods {

// Normalisation of rows (N, D) without weight and bias; eps 1e-5. Batch norm keeps running statistics.
class PlainNorm : public torch::nn::Module {
 public:
  PlainNorm(architectures::NormKind kind, std::int64_t features);
  at::Tensor forward(const at::Tensor& x);

 private:
  architectures::NormKind kind_;
  std::int64_t features_;
  at::Tensor mean_, variance_;
};

struct ProjectorOptions {
  std::vector<std::int64_t> widths;  // input, hidden layers, output
  architectures::NormKind norm = architectures::NormKind::Batch;
  bool bias = true;       // of the linear layers
  bool lastNorm = false;  // a PlainNorm behind the last layer
};

// (linear - norm - ReLU)… - linear [- plain norm] on rows (N, D).
class Projector : public torch::nn::Module {
 public:
  explicit Projector(const ProjectorOptions& options);
  at::Tensor forward(at::Tensor x);

 private:
  std::shared_ptr<architectures::LayerList<architectures::Linear>> layers_;
  std::shared_ptr<architectures::LayerList<architectures::Norm>> norms_;
  std::shared_ptr<PlainNorm> last_;
};

}  // namespace selvox::learn::methods

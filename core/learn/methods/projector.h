#pragma once
// Projectors with more than the two layers of parts.h: deeper ones, and a last norm that neither scales nor shifts.

#include <cstdint>
#include <memory>
#include <vector>

#include "core/learn/architectures/layers.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {

// Normalisation of rows (N, D) without weight and bias; eps 1e-5. Batch norm keeps running statistics, and takes them
// for a row that comes alone.
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

// mlpHead() as the settings say, and behind it batch norm without weight and bias if `lastNorm`.
class NormedMlp : public torch::nn::Module {
 public:
  NormedMlp(const MethodConfig& config, std::int64_t in, bool lastNorm);
  at::Tensor forward(const at::Tensor& x);

 private:
  std::shared_ptr<Mlp> mlp_;
  std::shared_ptr<PlainNorm> last_;
};

}  // namespace selvox::learn::methods

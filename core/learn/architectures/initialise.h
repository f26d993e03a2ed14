#pragma once
// First weights from Philox, keyed by (seed, parameter name): independent of the order of construction, of threads and
// of what else stands in the network, so the encoder of a segmentation net and of a pretraining net start alike.

#include <cstdint>
#include <string>
#include <string_view>

#include <ATen/core/Tensor.h>

namespace torch::nn {
class Module;
}

namespace selvox::learn::architectures {

// A module whose first weights follow a rule of its own. `name` is its full name.
class DrawsItself {
 public:
  virtual ~DrawsItself() = default;
  virtual void draw(std::uint64_t seed, const std::string& name) = 0;
};

// Fills a float32 CPU tensor. `name` is the parameter's full name.
void fillNormal(at::Tensor& tensor, double standardDeviation, std::uint64_t seed, std::string_view name);
void fillUniform(at::Tensor& tensor, double bound, std::uint64_t seed, std::string_view name);

// Draws every Conv and Linear below `root` by its own rule (layers.h), then what draws itself; norms start at weight 1,
// bias 0.
void initialise(torch::nn::Module& root, std::uint64_t seed);

}  // namespace selvox::learn::architectures

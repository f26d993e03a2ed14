#pragma once
// A second encoder that follows the trained one: for teachers, without the decoder or classifier of its network.

#include <memory>

#include "core/learn/architectures/encoder.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

// The run's network without the chance that it leaves out blocks: a teacher works whole.
[[nodiscard]] architectures::NetworkConfig teacherNetwork(const MethodConfig& config);
// Built like the run's network; holds no decoder. Weights are those of the seed until becomeTeacher().
[[nodiscard]] base::Result<std::shared_ptr<architectures::Encoder>> teacherEncoder(const MethodConfig& config);
// What embed() gives for a whole network.
[[nodiscard]] at::Tensor embed(architectures::Encoder& encoder, const at::Tensor& x);

}  // namespace selvox::learn::methods

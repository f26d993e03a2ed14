#pragma once
// Gradient checkpointing (Chen et al., Training deep nets with sublinear memory cost, 2016): what a block computes is
// forgotten and computed again when its gradient is wanted. Less memory, about a third more time, the same gradients.

#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include "core/spec/param_schema.h"

namespace selvox::learn::architectures {

// work(x), gradients of `parameters` and x by a second run. Random draws and mixed precision are those of the first.
// `work` must depend on these alone, and change nothing. Once differentiable.
[[nodiscard]] at::Tensor checkpointed(std::function<at::Tensor(const at::Tensor&)> work,
                                      const std::vector<at::Tensor>& parameters, const at::Tensor& x);

// block.forward(x, more…), checkpointed where `on` and gradients are recorded. `more` is kept, and gets no gradient.
template <class Block, class... More>
[[nodiscard]] at::Tensor through(Block& block, bool on, const at::Tensor& x, const More&... more) {
  if (!on || !c10::GradMode::is_enabled()) return block.forward(x, more...);
  return checkpointed([&block, more...](const at::Tensor& y) { return block.forward(y, more...); }, block.parameters(),
                      x);
}

[[nodiscard]] spec::Param checkpointingParam();  // "checkpointing": a row of every network of tokens

}  // namespace selvox::learn::architectures

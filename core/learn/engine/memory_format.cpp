#include "core/learn/engine/memory_format.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>

namespace selvox::learn::engine {

void useChannelsLast(torch::nn::Module& module) {
  const at::NoGradGuard noGrad;
  for (at::Tensor& weight : module.parameters()) {
    if (weight.dim() == 4) weight.set_data(weight.contiguous(at::MemoryFormat::ChannelsLast));
    if (weight.dim() == 5) weight.set_data(weight.contiguous(at::MemoryFormat::ChannelsLast3d));
  }
}

}  // namespace selvox::learn::engine

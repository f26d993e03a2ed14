#include "core/learn/methods/degrade/sample.h"

#include <ATen/ops/aminmax.h>
#include <ATen/ops/empty_like.h>

namespace selvox::learn::methods::degrade {

Grid gridOf(const at::Tensor& sample) {
  TORCH_CHECK(sample.dim() == 3 || sample.dim() == 4, "a sample is (C, [D,] H, W), got ", sample.sizes());
  Grid grid;
  grid.channels = sample.size(0);
  for (std::int64_t axis = 1; axis < sample.dim(); ++axis) {
    grid.size[static_cast<std::size_t>(axis + 3 - sample.dim())] = sample.size(axis);
  }
  return grid;
}

Range rangeOf(const at::Tensor& sample) {
  const auto [low, high] = at::aminmax(sample);
  return {low.item<double>(), high.item<double>()};
}

std::int64_t between(std::int64_t low, std::int64_t high, base::Rng& rng) {
  if (high <= low) return low;
  return low + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(high - low + 1)));
}

at::Tensor normals(const at::Tensor& sample, base::Rng& rng) {
  at::Tensor drawn = at::empty_like(sample);
  double* out = drawn.data_ptr<double>();
  for (std::int64_t i = 0; i < drawn.numel(); ++i) out[i] = rng.normal();
  return drawn;
}

at::Tensor asSample(const at::Tensor& tensor) {
  return tensor.detach().to(at::kCPU, at::kDouble).contiguous();
}

}  // namespace selvox::learn::methods::degrade

#pragma once
// A classifier over whole cases: windows and slices of a case are answered one by one, their probabilities averaged.

#include <array>
#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include "core/learn/losses/classify.h"
#include "core/volume/brick_file.h"

namespace selvox::learn::architectures {
class Network;
}

namespace selvox::learn::inference {

struct ClassifyConfig {
  int dim = 3;
  std::array<std::int64_t, 3> patch{};  // x, y, z: what the network was trained on
  losses::ClassKind kind = losses::ClassKind::Softmax;
  std::int64_t slices = 8;  // 2D: evenly spaced slices of a volume…
  bool together = false;    // …seen at once (attention) instead of one by one
  at::Device device = at::kCPU;
  bool bfloat16 = false;
};

// Fills a normalised box (x fastest) of a case; outside the volume: 0.
using CropFunction = std::function<void(const volume::Extent& origin, const volume::Extent& size, float* out)>;

// (K) float64 on the CPU. Windows lie side by side over the volume, the last flush with its end; a volume smaller than
// one stands in its middle, as in training. Evaluation mode, no gradients; the network is left as it was.
[[nodiscard]] at::Tensor classifyCase(architectures::Network& network, const volume::Extent& extent,
                                      const CropFunction& crop, const ClassifyConfig& config);

// The slices of a volume that a 2D classifier looks at: `count` of `extent`, or all of them where there are fewer.
// Spread from the first to the last (as companions in training are) where they are seen `together`, else in the middle
// of equal parts.
[[nodiscard]] std::vector<std::int64_t> slicesOf(std::int64_t extent, std::int64_t count, bool together);

}  // namespace selvox::learn::inference

#pragma once
// A network over a volume of any size: overlapping windows, blended with a Gaussian (nnU-Net).

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

namespace selvox::learn::architectures {
class Network;
}

namespace selvox::learn::inference {

enum class WindowAnswer { Softmax, Sigmoid, AsItIs };  // what becomes of the outputs (N, K, …)

struct WindowOptions {
  int dim = 3;
  std::vector<std::int64_t> window;  // (D, H, W) or (H, W): the patch the network was trained on
  double overlap = 0.5;              // share of the window
  bool mirror = false;               // average over all mirror images
  int batch = 2;
  at::Device device = at::kCPU;
  bool bfloat16 = false;
  WindowAnswer answer = WindowAnswer::Softmax;
};

// image (D, H, W) float32, normalised -> class probabilities or outputs (K, D, H, W) float32 on the CPU. A 2D network
// goes slice by slice. Volumes smaller than the window are padded with 0 around their centre, as in training. No
// gradients; the network is left in evaluation mode.
[[nodiscard]] at::Tensor slidingWindow(architectures::Network& network, const at::Tensor& image,
                                       const WindowOptions& options);

// First voxels of the windows along one axis: evenly spaced, first at 0, last flush with the end.
[[nodiscard]] std::vector<std::int64_t> windowStarts(std::int64_t extent, std::int64_t window, double overlap);
// The same side by side; an extent smaller than the window stands in its middle.
[[nodiscard]] std::vector<std::int64_t> centredStarts(std::int64_t extent, std::int64_t window);
// Weight of every voxel of a window: product of Gaussians with sigma = side / 8, largest 1, never below 1e-4.
[[nodiscard]] at::Tensor gaussianWeights(const std::vector<std::int64_t>& window);

}  // namespace selvox::learn::inference

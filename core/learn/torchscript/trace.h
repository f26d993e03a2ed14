#pragma once
// A network as a TorchScript program: what PyTorch, MONAI and 3D Slicer load without Selvox.

#include <functional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/result.h"

namespace torch::nn {
class Module;
}

namespace selvox::learn::torchscript {

struct Traced {
  std::string bytes;      // the file
  double difference = 0;  // largest, between the file's answer to the example and the network's
  // The program answers like the network to other batches, and to images whose sides are larger by `step`. Where
  // not, the network's own code fixed what it saw in the example.
  bool anyBatch = false, otherSides = false;
};

// Records what `forward` does to `example` (N, C, [D,] H, W), and reads the program back to compare its answers. The
// network is left in evaluation mode and without gradients. Parameters and buffers keep their names.
[[nodiscard]] base::Result<Traced> trace(torch::nn::Module& network,
                                         const std::function<at::Tensor(const at::Tensor&)>& forward,
                                         const at::Tensor& example, const std::vector<std::int64_t>& step);

}  // namespace selvox::learn::torchscript

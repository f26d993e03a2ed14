#pragma once
// ResNet-18, -34 and -50, 2D and 3D (He et al., CVPR 2016), with bias-free down-sampling as in torchvision; its encoder
// for networks that are built on it.

#include <array>
#include <memory>
#include <vector>

#include "core/learn/architectures/encoder.h"

namespace selvox::learn::architectures {

struct ResnetOptions {
  std::array<int, 4> blocks{2, 2, 2, 2};
  bool bottleneck = false;
  bool planar = false;  // 3D: each slice (the slowest axis) alone, by kernels of 1 along it
};

// Settings: "stem", "stem_stride", "base".
[[nodiscard]] std::shared_ptr<Encoder> resnetEncoder(const NetworkConfig& config, const ResnetOptions& options);
[[nodiscard]] std::vector<spec::Param> resnetParams();

}  // namespace selvox::learn::architectures

#pragma once
// ResNet-18 and -34, 2D and 3D (He et al., CVPR 2016), with bias-free down-sampling as in torchvision.

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

[[nodiscard]] spec::ParamSchema resnetSchema();
[[nodiscard]] std::shared_ptr<Network> buildResnet18(const NetworkConfig& config);
[[nodiscard]] std::shared_ptr<Network> buildResnet34(const NetworkConfig& config);

}  // namespace selvox::learn::architectures

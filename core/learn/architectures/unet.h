#pragma once
// nnU-Net's plain U-Net, 2D and 3D (Isensee et al., Nature Methods 2021).

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

[[nodiscard]] spec::ParamSchema unetSchema();
[[nodiscard]] std::shared_ptr<Network> buildUnet(const NetworkConfig& config);

}  // namespace selvox::learn::architectures

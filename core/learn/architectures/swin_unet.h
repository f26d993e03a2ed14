#pragma once
// Swin-Unet (Cao et al., ECCV workshops 2022), 2D: a U-Net of shifted-window attention alone. Layer order and names as
// in the authors' code; sizes that windows do not divide are filled up inside and cut.

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

[[nodiscard]] spec::ParamSchema swinUnetSchema();
[[nodiscard]] std::shared_ptr<Network> buildSwinUnet(const NetworkConfig& config);

}  // namespace selvox::learn::architectures

#pragma once
// UNETR (Hatamizadeh et al., WACV 2022), 2D and 3D: a vision transformer of 16-voxel tokens without class token, and a
// convolutional decoder on four of its depths. Layer order and names as in MONAI's form of it.

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

[[nodiscard]] spec::ParamSchema unetrSchema();
[[nodiscard]] std::shared_ptr<Network> buildUnetr(const NetworkConfig& config);
[[nodiscard]] std::int64_t unetrMultiple(const base::Json& settings);

}  // namespace selvox::learn::architectures

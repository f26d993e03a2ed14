#pragma once
// Primus (Wald et al., 2025), 3D: a transformer of 8-voxel tokens with learned and rotary positions, gated MLPs and
// layer scale, and a light decoder of transposed convolutions. Layer order and names of blocks as in
// dynamic-network-architectures; without register tokens.

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

[[nodiscard]] spec::ParamSchema primusSmallSchema();   // width 396, 12 blocks, 6 heads
[[nodiscard]] spec::ParamSchema primusBaseSchema();    // 792, 12, 12
[[nodiscard]] spec::ParamSchema primusMediumSchema();  // 864, 16, 12
[[nodiscard]] spec::ParamSchema primusLargeSchema();   // 1056, 24, 16
// The network is the settings' alone.
[[nodiscard]] std::shared_ptr<Network> buildPrimus(const NetworkConfig& config);
[[nodiscard]] std::int64_t primusMultiple(const base::Json& settings);

}  // namespace selvox::learn::architectures

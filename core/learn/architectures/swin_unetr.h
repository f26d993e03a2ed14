#pragma once
// Swin UNETR (Hatamizadeh et al., BrainLes 2021), 2D and 3D: a Swin encoder of 2-voxel tokens and UNETR's decoder on
// its pyramid. Layer order and names as in MONAI. Two slips of MONAI's first form are mended unless `form` is
// "published": its 3D merging takes two of eight corners twice and loses two, and windows cut to a small image take
// their biases in the wrong order. Weights trained there need them.

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

[[nodiscard]] spec::ParamSchema swinUnetrSchema();
[[nodiscard]] std::shared_ptr<Network> buildSwinUnetr(const NetworkConfig& config);
[[nodiscard]] std::int64_t swinMultiple(const base::Json& settings);  // of Swin-Unet as well

}  // namespace selvox::learn::architectures

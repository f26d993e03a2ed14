#pragma once
// Masked reconstruction with a U-Net: the CNN form of MAE (Wald et al., Revisiting MAE pre-training for 3D, CVPR 2025).

#include <vector>

#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

[[nodiscard]] spec::ParamSchema maeSchema();
[[nodiscard]] base::Json maeTrainDefaults();
[[nodiscard]] base::Result<std::unique_ptr<Method>> buildMae(const MethodConfig& config);

// Side of the hidden blocks along each axis of `patch`: `block`, halved until at least four fit.
[[nodiscard]] std::vector<std::int64_t> blockSizes(const std::vector<std::int64_t>& patch, std::int64_t block);

// (N, 1, [D,] H, W) float: 1 where hidden. Each sample hides exactly round(ratio * blocks) blocks (at least one, never
// all), drawn from Rng(seed, Mask, step, sample * 64).
[[nodiscard]] at::Tensor blockMask(const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& block,
                                   double ratio, std::uint64_t seed, std::int64_t step);

}  // namespace selvox::learn::methods

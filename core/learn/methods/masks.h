#pragma once
// Which blocks of a patch are hidden.

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::methods {

// Side of the hidden blocks along each axis of `patch`: `block`, halved until at least four fit.
[[nodiscard]] std::vector<std::int64_t> blockSizes(const std::vector<std::int64_t>& patch, std::int64_t block);

// (N, 1, [D,] H, W) float: 1 where hidden. Each sample hides exactly round(ratio * blocks) blocks (at least one, never
// all), drawn from Rng(seed, Mask, step, sample * 64).
[[nodiscard]] at::Tensor blockMask(const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& block,
                                   double ratio, std::uint64_t seed, std::int64_t step);

}  // namespace selvox::learn::methods

#pragma once
// Rotary positions of a grid of tokens (Su et al., RoFormer, 2021; axial in 3D as in timm and Primus): pairs of
// channels of queries and keys turn by an angle that grows with the position, so that their product tells the distance.

#include "core/learn/architectures/layers.h"

namespace selvox::learn::architectures {

// (tokens, width / 2) float64: for each axis in turn, slowest first, F = width / (2 axes) angles
// p / 10000^(i / F), where p is the position times reference / grid. `width` of a head, a multiple of 2 axes.
[[nodiscard]] at::Tensor rotaryAngles(const Sizes& grid, const Sizes& reference, std::int64_t width);

// x (…, tokens, width): channels 2i and 2i + 1 become (a cos - b sin, b cos + a sin); angles (…, tokens, width / 2).
[[nodiscard]] at::Tensor rotated(const at::Tensor& x, const at::Tensor& angles);

}  // namespace selvox::learn::architectures

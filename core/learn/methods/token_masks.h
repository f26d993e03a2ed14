#pragma once
// Which tokens are hidden. A token is hidden where every voxel of its cell is: masks of voxels and of tokens agree.

#include <cstdint>
#include <vector>

#include "core/learn/architectures/token_encoder.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

struct TokenMask {
  at::Tensor tokens;  // (N, L) float: 1 where hidden
  at::Tensor voxels;  // (N, 1, [D,] H, W) float: the same
};

// Units of `unit` voxels (multiples of the token along each axis), exactly round(ratio * units) of them in every
// sample, as blockMask draws them.
[[nodiscard]] TokenMask unitMask(const architectures::TokenEncoder& encoder, const at::Tensor& images,
                                 const std::vector<std::int64_t>& unit, double ratio, const Batch& batch);

// Block-wise (Bao et al., BEiT, ICLR 2022): with `probability` a sample is masked; then round(ratio * L) tokens in
// boxes of random shape, ratio uniform in [low, high]. Rng(seed, Mask, step, sample * 64 + stream).
struct BoxMask {
  double probability = 0.5, low = 0.1, high = 0.5;
};
[[nodiscard]] TokenMask boxMask(const architectures::TokenEncoder& encoder, const at::Tensor& images,
                                const BoxMask& options, const Batch& batch, int stream);

// (N, V) int64: the visible tokens of each sample in their order; every sample hides equally many.
[[nodiscard]] at::Tensor visibleTokens(const at::Tensor& hidden);

// True where a method is to work on the tokens of the configured network.
[[nodiscard]] bool onTokens(const MethodConfig& config);
// At least four tokens, so that some can be hidden and some seen.
[[nodiscard]] base::Status enoughTokens(const MethodConfig& config, const architectures::TokenEncoder& encoder,
                                        const char* method);

}  // namespace selvox::learn::methods

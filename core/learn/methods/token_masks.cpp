#include "core/learn/methods/token_masks.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

#include <ATen/ops/zeros.h>

#include "core/base/rng.h"
#include "core/learn/methods/masks.h"

namespace selvox::learn::methods {
namespace {

using architectures::Sizes;
using architectures::TokenEncoder;

std::int64_t tokensIn(const Sizes& sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), std::int64_t{1}, std::multiplies<>());
}

// (N, L) -> (N, 1, [D,] H, W), cut at the far end as images are.
at::Tensor toVoxels(const TokenEncoder& encoder, const at::Tensor& tokens, const at::Tensor& images) {
  std::vector<std::int64_t> shape{tokens.size(0), 1};
  const Sizes grid = encoder.grid(images.sizes().slice(2));
  shape.insert(shape.end(), grid.begin(), grid.end());
  at::Tensor voxels = tokens.reshape(shape);
  for (std::size_t a = 0; a < grid.size(); ++a) {
    voxels = voxels.repeat_interleave(encoder.tokenSize()[a], static_cast<std::int64_t>(a) + 2);
  }
  return architectures::cropLike(voxels, images).contiguous();
}

// Hides a box that brings `missing` tokens at most; returns how many it brought.
std::int64_t hideBox(float* hidden, const Sizes& grid, std::int64_t missing, base::Rng& rng) {
  const std::size_t axes = grid.size();
  const double volume = rng.uniform(1.0, static_cast<double>(missing) + 1.0);
  const double side = std::pow(volume, 1.0 / static_cast<double>(axes));
  Sizes size(axes), start(axes);
  for (std::size_t a = 0; a < axes; ++a) {
    const double stretched = side * std::exp(rng.uniform(-0.6, 0.6));
    size[a] = std::clamp<std::int64_t>(std::llround(stretched), 1, grid[a]);
    start[a] = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(grid[a] - size[a] + 1)));
  }
  std::int64_t brought = 0;
  for (std::int64_t i = 0; i < tokensIn(size) && brought < missing; ++i) {
    std::int64_t rest = i, index = 0, step = 1;
    for (std::size_t a = axes; a-- > 0; rest /= size[a], step *= grid[a]) {
      index += (start[a] + rest % size[a]) * step;
    }
    brought += hidden[index] == 0.0f ? 1 : 0;
    hidden[index] = 1.0f;
  }
  return brought;
}

}  // namespace

TokenMask unitMask(const TokenEncoder& encoder, const at::Tensor& images, const std::vector<std::int64_t>& unit,
                   double ratio, const Batch& batch) {
  const Sizes grid = encoder.grid(images.sizes().slice(2));
  std::vector<std::int64_t> shape{images.size(0), 1}, cells;
  shape.insert(shape.end(), grid.begin(), grid.end());
  for (std::size_t a = 0; a < grid.size(); ++a) cells.push_back(unit[a] / encoder.tokenSize()[a]);
  const at::Tensor hidden = blockMask(shape, cells, ratio, batch.seed, batch.step).flatten(1).to(images.options());
  return {hidden, toVoxels(encoder, hidden, images)};
}

TokenMask boxMask(const TokenEncoder& encoder, const at::Tensor& images, const BoxMask& o, const Batch& batch,
                  int stream) {
  const Sizes grid = encoder.grid(images.sizes().slice(2));
  const std::int64_t tokens = tokensIn(grid);
  at::Tensor hidden = at::zeros({images.size(0), tokens}, at::kFloat);
  for (std::int64_t n = 0; n < images.size(0); ++n) {
    base::Rng rng(batch.seed, base::Purpose::Mask, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(n * 64 + stream));
    if (!rng.chance(o.probability)) continue;
    const double share = rng.uniform(o.low, o.high) * static_cast<double>(tokens);
    std::int64_t missing = std::clamp<std::int64_t>(std::llround(share), 1, std::max<std::int64_t>(tokens - 1, 1));
    while (missing > 0) missing -= hideBox(hidden.data_ptr<float>() + n * tokens, grid, missing, rng);
  }
  hidden = hidden.to(images.options());
  return {hidden, toVoxels(encoder, hidden, images)};
}

at::Tensor visibleTokens(const at::Tensor& hidden) {
  return hidden.lt(0.5).nonzero().select(1, 1).reshape({hidden.size(0), -1});
}

bool onTokens(const MethodConfig& config) {
  if (config.shared) return architectures::tokenEncoder(*config.shared) != nullptr;
  const auto info = architectures::find(config.arch);
  return info.has_value() && (*info)->tokens;
}

base::Status enoughTokens(const MethodConfig& config, const TokenEncoder& encoder, const char* method) {
  if (tokensIn(encoder.grid(config.patch)) >= 4) return {};
  return base::fail(
      base::ErrorCode::InvalidArgument,
      std::string(method) + " needs at least four tokens: set arch.patch to at most " +
          std::to_string(std::max<std::int64_t>(*std::max_element(config.patch.begin(), config.patch.end()) / 4, 1)) +
          ", or a larger train.patch.");
}

}  // namespace selvox::learn::methods

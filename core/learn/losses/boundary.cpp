#include "core/learn/losses/boundary.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <ATen/ops/zeros.h>

#include "core/learn/losses/common.h"
#include "core/learn/metrics/distance_transform.h"

namespace selvox::learn::losses {
namespace {

void fillDistance(const std::uint8_t* inside, const metrics::Grid& grid, float* out) {
  const auto voxels = static_cast<std::size_t>(grid.voxels());
  const auto within = static_cast<std::size_t>(std::count(inside, inside + voxels, std::uint8_t{1}));
  if (within == 0 || within == voxels) return;
  std::vector<std::uint8_t> outside(voxels);
  for (std::size_t i = 0; i < voxels; ++i) outside[i] = inside[i] == 0 ? 1 : 0;
  const auto toInside = metrics::squaredDistance({inside, voxels}, grid);
  const auto toOutside = metrics::squaredDistance(outside, grid);
  double largest = 0;
  for (std::size_t i = 0; i < voxels; ++i) largest = std::max({largest, toInside[i], toOutside[i]});
  const double scale = 1 / std::sqrt(largest);
  for (std::size_t i = 0; i < voxels; ++i)
    out[i] = static_cast<float>(scale * (std::sqrt(toInside[i]) - std::sqrt(toOutside[i])));
}

}  // namespace

at::Tensor signedDistances(const at::Tensor& masks, const std::vector<std::array<double, 3>>& spacing) {
  TORCH_CHECK((masks.dim() == 4 || masks.dim() == 5) && static_cast<std::size_t>(masks.size(0)) == spacing.size(),
              "signed distances need masks (N, K, [D,] H, W) and N spacings, got ", masks.sizes());
  const at::Tensor inside = masks.ne(0).to(at::kCPU, at::kByte).contiguous();
  at::Tensor result = at::zeros(masks.sizes(), at::TensorOptions().dtype(at::kFloat));
  metrics::Grid grid;
  grid.shape = {masks.dim() == 5 ? masks.size(2) : 1, masks.size(-2), masks.size(-1)};
  for (std::int64_t n = 0; n < masks.size(0); ++n) {
    const auto& mm = spacing[static_cast<std::size_t>(n)];
    grid.spacing = {mm[2], mm[1], mm[0]};
    for (std::int64_t k = 0; k < masks.size(1); ++k) {
      const std::int64_t at = (n * masks.size(1) + k) * grid.voxels();
      fillDistance(inside.data_ptr<std::uint8_t>() + at, grid, result.data_ptr<float>() + at);
    }
  }
  return result;
}

at::Tensor boundary(const at::Tensor& probabilities, const at::Tensor& distances) {
  const compat::FullPrecision guard;
  TORCH_CHECK(probabilities.sizes() == distances.sizes(), "boundary needs a distance for every probability, got ",
              probabilities.sizes(), " and ", distances.sizes());
  const at::Tensor p = compat::atLeastFloat(probabilities);
  return (p * distances.to(p.options().requires_grad(false))).mean();
}

}  // namespace selvox::learn::losses

#include "core/learn/methods/degrade/painting.h"

#include <algorithm>

#include <ATen/ops/empty_like.h>

namespace selvox::learn::methods::degrade {
namespace {

constexpr double kAnother = 0.95;
constexpr std::int64_t kMargin = 3;

std::int64_t place(std::int64_t side, std::int64_t box, base::Rng& rng) {
  const std::int64_t margin = std::min(kMargin, (side - box) / 2);
  return between(margin, side - box - margin, rng);
}

template <class Fill>  // fill(offset) for every voxel of the box in every channel
void forBox(const Grid& grid, const Box& box, const Fill& fill) {
  for (std::int64_t c = 0; c < grid.channels; ++c) {
    for (std::int64_t z = 0; z < box.size[0]; ++z) {
      for (std::int64_t y = 0; y < box.size[1]; ++y) {
        const std::int64_t row = c * grid.voxels() + grid.offset(box.low[0] + z, box.low[1] + y, box.low[2]);
        for (std::int64_t x = 0; x < box.size[2]; ++x) fill(row + x);
      }
    }
  }
}

}  // namespace

at::Tensor paintInside(const at::Tensor& sample, const Range& range, base::Rng& rng) {
  const Grid grid = gridOf(sample);
  at::Tensor result = sample.clone();
  double* out = result.data_ptr<double>();
  for (int left = 5; left > 0 && rng.chance(kAnother); --left) {
    Box box;
    for (std::size_t a = 0; a < 3; ++a) {
      const std::int64_t side = grid.size[a];
      box.size[a] = between(std::max<std::int64_t>(side / 6, 1), std::max<std::int64_t>(side / 3, 1), rng);
      box.low[a] = place(side, box.size[a], rng);
    }
    forBox(grid, box, [&](std::int64_t at) { out[at] = rng.uniform(range.low, range.high); });
  }
  return result;
}

at::Tensor paintOutside(const at::Tensor& sample, const Range& range, base::Rng& rng) {
  const Grid grid = gridOf(sample);
  at::Tensor result = at::empty_like(sample);
  const double* in = sample.data_ptr<double>();
  double* out = result.data_ptr<double>();
  for (std::int64_t i = 0; i < result.numel(); ++i) out[i] = rng.uniform(range.low, range.high);
  int left = 5;
  do {
    Box box;
    for (std::size_t a = 0; a < 3; ++a) {
      const std::int64_t side = grid.size[a];
      box.size[a] = side == 1 ? 1 : side - between(3 * side / 7, 4 * side / 7, rng);
      box.low[a] = place(side, box.size[a], rng);
    }
    forBox(grid, box, [&](std::int64_t at) { out[at] = in[at]; });
    --left;
  } while (left > 0 && rng.chance(kAnother));
  return result;
}

}  // namespace selvox::learn::methods::degrade

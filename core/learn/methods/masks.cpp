#include "core/learn/methods/masks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include <ATen/ops/empty.h>

#include "core/base/rng.h"

namespace selvox::learn::methods {
namespace {

// Writes one hidden block of one sample; coordinates beyond the edge are cut off.
void hide(float* sample, const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& block,
          const std::vector<std::int64_t>& cells, std::int64_t index) {
  std::array<std::int64_t, 3> low{}, high{1, 1, 1}, side{1, 1, 1};
  for (std::size_t a = shape.size(), o = 3; a-- > 0;) {
    --o;
    const std::int64_t cell = index % cells[a];
    index /= cells[a];
    side[o] = shape[a];
    low[o] = cell * block[a];
    high[o] = std::min(low[o] + block[a], shape[a]);
  }
  for (std::int64_t z = low[0]; z < high[0]; ++z) {
    for (std::int64_t y = low[1]; y < high[1]; ++y) {
      float* row = sample + (z * side[1] + y) * side[2];
      std::fill(row + low[2], row + high[2], 1.0f);
    }
  }
}

}  // namespace

std::vector<std::int64_t> blockSizes(const std::vector<std::int64_t>& patch, std::int64_t block) {
  std::vector<std::int64_t> sizes;
  for (const std::int64_t side : patch) {
    std::int64_t b = std::max<std::int64_t>(block, 1);
    while (b > 1 && side / b < 4) b /= 2;
    sizes.push_back(b);
  }
  return sizes;
}

at::Tensor blockMask(const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& block, double ratio,
                     std::uint64_t seed, std::int64_t step) {
  const std::vector<std::int64_t> space(shape.begin() + 2, shape.end());
  std::vector<std::int64_t> cells, full{shape[0], 1};
  for (std::size_t a = 0; a < space.size(); ++a) cells.push_back((space[a] + block[a] - 1) / block[a]);
  full.insert(full.end(), space.begin(), space.end());
  const auto count = [](const std::vector<std::int64_t>& v) {
    return std::accumulate(v.begin(), v.end(), std::int64_t{1}, std::multiplies<>());
  };
  at::Tensor mask = at::empty(full).zero_();
  std::vector<std::int64_t> order(static_cast<std::size_t>(count(cells)));
  const auto total = static_cast<std::int64_t>(order.size());
  const std::int64_t hidden = std::clamp<std::int64_t>(std::llround(ratio * static_cast<double>(total)), 1,
                                                       std::max<std::int64_t>(total - 1, 1));
  for (std::int64_t n = 0; n < shape[0]; ++n) {
    base::Rng rng(seed, base::Purpose::Mask, static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(n * 64));
    std::iota(order.begin(), order.end(), 0);
    base::shuffle(order, rng);
    float* sample = mask.data_ptr<float>() + n * count(space);
    for (std::int64_t i = 0; i < hidden; ++i) hide(sample, space, block, cells, order[static_cast<std::size_t>(i)]);
  }
  return mask;
}

}  // namespace selvox::learn::methods

#include "core/learn/methods/degrade/local_shuffle.h"

#include <algorithm>
#include <vector>

namespace selvox::learn::methods::degrade {

at::Tensor localShuffle(const at::Tensor& sample, std::int64_t windows, base::Rng& rng) {
  const Grid grid = gridOf(sample);
  at::Tensor result = sample.clone();
  const double* in = sample.data_ptr<double>();
  double* out = result.data_ptr<double>();
  std::vector<std::int64_t> places, sources;
  for (std::int64_t w = 0; w < windows; ++w) {
    Box box;
    for (std::size_t a = 0; a < 3; ++a) {
      box.size[a] = between(1, std::max<std::int64_t>(grid.size[a] / 10, 1), rng);
      box.low[a] = between(0, grid.size[a] - box.size[a], rng);
    }
    places.clear();
    for (std::int64_t z = 0; z < box.size[0]; ++z) {
      for (std::int64_t y = 0; y < box.size[1]; ++y) {
        const std::int64_t row = grid.offset(box.low[0] + z, box.low[1] + y, box.low[2]);
        for (std::int64_t x = 0; x < box.size[2]; ++x) places.push_back(row + x);
      }
    }
    sources = places;
    base::shuffle(sources, rng);
    for (std::int64_t c = 0; c < grid.channels; ++c) {
      const std::int64_t channel = c * grid.voxels();
      for (std::size_t i = 0; i < places.size(); ++i) out[channel + places[i]] = in[channel + sources[i]];
    }
  }
  return result;
}

}  // namespace selvox::learn::methods::degrade

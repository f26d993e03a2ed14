// The fused affine loop against affine_grid + grid_sample: random affines of 64^3 crops, in one process.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

#include <ATen/Functions.h>
#include <ATen/Parallel.h>

#include "core/learn/augment/intensity.h"
#include "core/learn/augment/spatial.h"

namespace {

double bestMilliseconds(const std::function<void()>& work) {
  double best = 1e9;
  for (int i = 0; i < 15; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

}  // namespace

int main() {
  namespace augment = selvox::learn::augment;
  const std::vector<std::int64_t> size{64, 64, 64};
  at::Tensor images = at::empty({2, 1, 80, 80, 80}), rows = at::empty({2, 12}, at::kDouble);
  augment::fillNormal(images.data_ptr<float>(), images.numel(), 1, 0, 0);
  augment::Settings settings;
  settings.rotate = settings.scale = 1;
  for (int n = 0; n < 2; ++n) {
    const auto drawn =
        augment::drawAffine(settings, {1, 2, 0}, n, 3, augment::gridOf({80, 80, 80}), augment::gridOf(size));
    std::copy(drawn.begin(), drawn.end(), rows.data_ptr<double>() + n * 12);
  }
  for (const int threads : {1, 2}) {
    at::set_num_threads(threads);
    const double fused = bestMilliseconds([&] { static_cast<void>(augment::warpLinear(images, rows, size)); }) / 2;
    const double grid = bestMilliseconds([&] { static_cast<void>(augment::warpLinearByGrid(images, rows, size)); }) / 2;
    std::printf("%d threads: fused %.2f ms, grid_sample %.2f ms a crop, ratio %.2f\n", threads, fused, grid,
                grid / fused);
  }
  return 0;
}

#include "core/learn/tasks/mixing.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>

namespace selvox::learn::tasks {
namespace {

// Gamma(shape, 1) by Marsaglia and Tsang (ACM TOMS 2000); below 1 by way of shape + 1.
double drawGamma(base::Rng& rng, double shape) {
  if (shape < 1) return drawGamma(rng, shape + 1) * std::pow(1 - rng.uniform(), 1 / shape);
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = rng.normal(), root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root, u = 1 - rng.uniform();
    if (std::log(u) < x * x / 2 + d - d * v + d * std::log(v)) return d * v;
  }
}

}  // namespace

double drawBeta(base::Rng& rng, double alpha) {
  const double a = drawGamma(rng, alpha), b = drawGamma(rng, alpha);
  return a + b > 0 ? a / (a + b) : 0.5;
}

Mixed mix(const at::Tensor& images, const at::Tensor& targets, const MixSettings& settings, std::uint64_t seed,
          std::int64_t step) {
  if ((settings.mixup <= 0 && settings.cutmix <= 0) || images.size(0) < 2) return {images, targets};
  base::Rng rng(seed, base::Purpose::Method, static_cast<std::uint64_t>(step));
  const bool cut = settings.cutmix > 0 && (settings.mixup <= 0 || rng.chance(0.5));
  double own = drawBeta(rng, cut ? settings.cutmix : settings.mixup);
  const at::Tensor others = images.roll(-1, 0);
  at::Tensor made;
  if (!cut) {
    made = own * images + (1 - own) * others;
  } else {
    made = images.clone();
    at::Tensor to = made, from = others;
    const std::int64_t axes = images.dim() - 2;
    double pasted = 1;
    for (std::int64_t axis = 2; axis < images.dim(); ++axis) {
      const std::int64_t side = images.size(axis);
      const double length = static_cast<double>(side) * std::pow(1 - own, 1.0 / static_cast<double>(axes));
      const double centre = rng.uniform(0, static_cast<double>(side));
      const auto first = std::clamp<std::int64_t>(std::llround(centre - length / 2), 0, side);
      const auto last = std::clamp<std::int64_t>(std::llround(centre + length / 2), first, side);
      to = to.narrow(axis, first, last - first);
      from = from.narrow(axis, first, last - first);
      pasted *= static_cast<double>(last - first) / static_cast<double>(side);
    }
    to.copy_(from);
    own = 1 - pasted;
  }
  return {made, own * targets + (1 - own) * targets.roll(-1, 0)};
}

}  // namespace selvox::learn::tasks

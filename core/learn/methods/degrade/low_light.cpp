#include "core/learn/methods/degrade/low_light.h"

#include <algorithm>

#include "core/learn/methods/degrade/noise.h"

namespace selvox::learn::methods::degrade {

at::Tensor darken(const at::Tensor& sample, const Darkening& d) {
  return d.curve ? sample.clamp(0, 1).pow(d.amount) : sample.clamp(0, 1) * d.amount;
}

at::Tensor lowLight(const at::Tensor& sample, const Darkening& d, base::Rng& rng) {
  const at::Tensor dark = darken(sample, d);
  const double light = sample.mean().item<double>();
  const double lost = light > 0 ? std::clamp(1 - dark.mean().item<double>() / light, 0.0, 1.0) : 0.0;
  if (d.noise == SignalNoise::Rician) return ricianNoise(dark, d.spread * lost, rng);
  return poissonGaussian(dark, d.peak, d.spread * lost, rng);
}

}  // namespace selvox::learn::methods::degrade

#pragma once
// Too little light, dose or signal: darker and noisier, on grey values in [0, 1].

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

enum class SignalNoise { Photons, Rician };

struct Darkening {
  bool curve = true;  // x^amount (amount above 1), else amount * x (below 1)
  double amount = 2;
  SignalNoise noise = SignalNoise::Photons;
  double peak = 100;     // photons at 1 in full light
  double spread = 0.05;  // deviation of read-out (or Rician) noise in full darkness
};

[[nodiscard]] at::Tensor darken(const at::Tensor& sample, const Darkening& d);  // without noise
// Darkened, with noise whose deviation is spread * (1 - mean(dark) / mean(sample)): the darker, the noisier.
[[nodiscard]] at::Tensor lowLight(const at::Tensor& sample, const Darkening& d, base::Rng& rng);

}  // namespace selvox::learn::methods::degrade

#pragma once
// Noise of detectors and scanners.

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

[[nodiscard]] at::Tensor gaussianNoise(const at::Tensor& sample, double deviation, base::Rng& rng);
// Photons: values in [0, 1] count as `peak` photons at 1; Gaussian read-out noise on top. Variance x / peak + read^2.
[[nodiscard]] at::Tensor poissonGaussian(const at::Tensor& sample, double peak, double read, base::Rng& rng);
// MR magnitude: sqrt((x + n1)^2 + n2^2), both normal with `deviation` (Gudbjartsson & Patz, MRM 1995).
[[nodiscard]] at::Tensor ricianNoise(const at::Tensor& sample, double deviation, base::Rng& rng);
// Ultrasound: what lies above the sample's lowest value is multiplied by 1 + strength (r - 1), r Rayleigh of mean 1
// (Goodman 1975).
[[nodiscard]] at::Tensor speckle(const at::Tensor& sample, double strength, base::Rng& rng);

// A Poisson count; above a mean of 60 by the normal distribution of the same mean and variance.
[[nodiscard]] double poisson(double mean, base::Rng& rng);

}  // namespace selvox::learn::methods::degrade

#include "core/learn/methods/degrade/noise.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <ATen/ops/empty_like.h>

namespace selvox::learn::methods::degrade {
namespace {

template <class Change>  // change(value) for every voxel, in memory order
at::Tensor each(const at::Tensor& sample, const Change& change) {
  at::Tensor result = at::empty_like(sample);
  const double* in = sample.data_ptr<double>();
  double* out = result.data_ptr<double>();
  for (std::int64_t i = 0; i < sample.numel(); ++i) out[i] = change(in[i]);
  return result;
}

}  // namespace

double poisson(double mean, base::Rng& rng) {
  if (mean <= 0) return 0;
  if (mean > 60) return std::max(0.0, std::round(mean + std::sqrt(mean) * rng.normal()));
  double count = 0, term = std::exp(-mean), sum = term;  // inversion: the first count whose distribution passes u
  for (const double u = rng.uniform(); sum < u && term > 0; sum += term) term *= mean / ++count;
  return count;
}

at::Tensor gaussianNoise(const at::Tensor& sample, double deviation, base::Rng& rng) {
  return each(sample, [&](double x) { return x + deviation * rng.normal(); });
}

at::Tensor poissonGaussian(const at::Tensor& sample, double peak, double read, base::Rng& rng) {
  return each(sample, [&](double x) {
    const double counted = poisson(peak * x, rng) / peak;
    return counted + read * rng.normal();
  });
}

at::Tensor ricianNoise(const at::Tensor& sample, double deviation, base::Rng& rng) {
  return each(sample, [&](double x) {
    const double real = x + deviation * rng.normal(), imaginary = deviation * rng.normal();
    return std::sqrt(real * real + imaginary * imaginary);
  });
}

at::Tensor speckle(const at::Tensor& sample, double strength, base::Rng& rng) {
  const double low = rangeOf(sample).low, mean = std::sqrt(std::numbers::pi / 2);
  return each(sample, [&](double x) {
    const double rayleigh = std::sqrt(-2 * std::log(1 - rng.uniform())) / mean;
    return low + (x - low) * (1 + strength * (rayleigh - 1));
  });
}

}  // namespace selvox::learn::methods::degrade

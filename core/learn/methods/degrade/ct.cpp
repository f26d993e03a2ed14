#include "core/learn/methods/degrade/ct.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <ATen/ops/arange.h>
#include <ATen/ops/fft_irfft2.h>
#include <ATen/ops/fft_rfft2.h>
#include <ATen/ops/zeros.h>

namespace selvox::learn::methods::degrade {
namespace {

// Ramp filter cut at half a cycle per voxel: sinc(s) / 2 - sinc^2(s / 2) / 4.
double ramp(double s) {
  const auto sinc = [](double t) {
    return std::abs(t) < 1e-9 ? 1.0 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
  };
  return 0.5 * sinc(s) - 0.25 * sinc(s / 2) * sinc(s / 2);
}

// Squared distance of each in-plane voxel from a point, (H, W).
at::Tensor squaredRadius(const at::Tensor& sample, const Centre& centre) {
  const at::Tensor y = at::arange(sample.size(-2), sample.options()) - centre.y;
  const at::Tensor x = at::arange(sample.size(-1), sample.options()) - centre.x;
  return y.square().unsqueeze(1) + x.square().unsqueeze(0);
}

}  // namespace

at::Tensor backProjectedPoint(std::int64_t height, std::int64_t width, int views, double turn) {
  at::Tensor response = at::zeros({2 * height - 1, 2 * width - 1}, at::TensorOptions().dtype(at::kDouble));
  double* out = response.data_ptr<double>();
  for (int view = 0; view < views; ++view) {
    const double angle = turn + std::numbers::pi * view / views, c = std::cos(angle), s = std::sin(angle);
    for (std::int64_t y = 1 - height, i = 0; y < height; ++y) {
      for (std::int64_t x = 1 - width; x < width; ++x, ++i) {
        out[i] += ramp(c * static_cast<double>(x) + s * static_cast<double>(y));
      }
    }
  }
  return response * (std::numbers::pi / views);
}

at::Tensor sparseViewStreaks(const at::Tensor& sample, int views, double turn, double strength) {
  const std::int64_t height = sample.size(-2), width = sample.size(-1);
  // Streaks of n views begin n / pi voxels away: with this many, beyond the patch.
  const auto enough = static_cast<int>(std::ceil(std::numbers::pi * std::hypot(height, width)));
  if (views >= enough) return sample.clone();
  const at::Tensor difference =
      backProjectedPoint(height, width, views, turn) - backProjectedPoint(height, width, enough, turn);
  const std::vector<std::int64_t> padded{3 * height - 2, 3 * width - 2};
  const double ground = rangeOf(sample).low;
  const at::Tensor product = at::fft_rfft2(sample - ground, padded) * at::fft_rfft2(difference, padded);
  const at::Tensor artifact =
      at::fft_irfft2(product, padded).narrow(-2, height - 1, height).narrow(-1, width - 1, width);
  return (sample + artifact * strength).contiguous();
}

at::Tensor rings(const at::Tensor& sample, const Centre& centre, int count, double amplitude, base::Rng& rng) {
  const at::Tensor radius = squaredRadius(sample, centre).sqrt();
  const double furthest = radius.max().item<double>();
  at::Tensor added = at::zeros(radius.sizes(), sample.options());
  for (int i = 0; i < count; ++i) {
    const double at = rng.uniform(0, furthest), height = rng.uniform(-amplitude, amplitude);
    added += (1 - (radius - at).abs()).clamp_min(0) * height;
  }
  return (sample + added).contiguous();
}

at::Tensor cupping(const at::Tensor& sample, double depth) {
  const Centre middle{static_cast<double>(sample.size(-2) - 1) / 2, static_cast<double>(sample.size(-1) - 1) / 2};
  const double corner = std::max(middle.y * middle.y + middle.x * middle.x, 1e-9);
  const double low = rangeOf(sample).low;
  const at::Tensor share = (1 - squaredRadius(sample, middle) / corner) * depth;
  return ((sample - low) * (1 - share) + low).contiguous();
}

}  // namespace selvox::learn::methods::degrade

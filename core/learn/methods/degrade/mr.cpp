#include "core/learn/methods/degrade/mr.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <ATen/ops/arange.h>
#include <ATen/ops/fft_fft.h>
#include <ATen/ops/fft_fft2.h>
#include <ATen/ops/fft_fftfreq.h>
#include <ATen/ops/fft_ifft.h>
#include <ATen/ops/fft_ifft2.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/polar.h>
#include <ATen/ops/real.h>
#include <ATen/ops/zeros.h>

namespace selvox::learn::methods::degrade {
namespace {

// Values along one axis of (C, [D,] H, W), shaped to broadcast.
at::Tensor onAxis(const at::Tensor& values, std::int64_t axis, std::int64_t dims) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(dims), 1);
  shape[static_cast<std::size_t>(axis < 0 ? axis + dims : axis)] = values.numel();
  return values.view(shape);
}

// Periods per axis of each frequency, as whole numbers in FFT order.
at::Tensor frequencies(std::int64_t side, const at::Tensor& like) {
  return at::fft_fftfreq(side, 1.0 / static_cast<double>(side), like.options()).round();
}

}  // namespace

at::Tensor biasField(const at::Tensor& sample, double strength, base::Rng& rng) {
  std::vector<at::Tensor> axes;  // x, y[, z] in [-1, 1]
  for (std::int64_t axis = sample.dim() - 1; axis > 0; --axis) {
    const std::int64_t side = sample.size(axis);
    const at::Tensor places = (at::arange(side, sample.options()) * 2 + 1) / static_cast<double>(side) - 1;
    axes.push_back(onAxis(places, axis, sample.dim()));
  }
  at::Tensor field = at::zeros({1}, sample.options());
  for (int i = 0; i <= 3; ++i) {
    for (int j = 0; i + j <= 3; ++j) {
      for (int k = 0; i + j + k <= (axes.size() > 2 ? 3 : i + j); ++k) {
        at::Tensor term = axes[0].pow(i) * axes[1].pow(j);
        if (axes.size() > 2) term = term * axes[2].pow(k);
        field = field + rng.uniform(-strength, strength) * term;
      }
    }
  }
  const double low = rangeOf(sample).low;
  return ((sample - low) * (field - field.mean()).exp() + low).contiguous();
}

at::Tensor movedSpectrum(const at::Tensor& sample, const Motion& motion) {
  const std::int64_t side = sample.size(motion.axis);
  const at::Tensor k = frequencies(side, sample);
  // Lines in the order in which a scanner reads them, from one end of k-space to the other.
  const at::Tensor order = k + static_cast<double>(side / 2);
  const auto first = static_cast<double>(motion.first);
  const at::Tensor moved = order.ge(first).logical_and(order.lt(first + static_cast<double>(motion.lines)));
  const at::Tensor angle =
      k * moved.to(k.scalar_type()) * (-2 * std::numbers::pi * motion.shift / static_cast<double>(side));
  return at::fft_fft(sample.contiguous(), side, motion.axis) *
         onAxis(at::polar(at::ones({side}, k.options()), angle), motion.axis, sample.dim());
}

at::Tensor motionGhost(const at::Tensor& sample, const Motion& motion) {
  const double low = rangeOf(sample).low;
  return (at::fft_ifft(movedSpectrum(sample - low, motion), sample.size(motion.axis), motion.axis).abs() + low)
      .contiguous();
}

at::Tensor gibbs(const at::Tensor& sample, double share) {
  at::Tensor spectrum = at::fft_fft2(sample);
  for (const std::int64_t axis : {-1, -2}) {
    const std::int64_t side = sample.size(axis);
    const at::Tensor kept = frequencies(side, sample).abs().le(share * static_cast<double>(side) / 2);
    spectrum = spectrum * onAxis(kept.to(sample.scalar_type()), axis, sample.dim());
  }
  return at::real(at::fft_ifft2(spectrum)).contiguous();
}

at::Tensor spike(const at::Tensor& sample, double amplitude, std::int64_t fy, std::int64_t fx, double phase) {
  const auto turn = [&](std::int64_t axis, std::int64_t periods) {
    const std::int64_t side = sample.size(axis);
    const double step = 2 * std::numbers::pi * static_cast<double>(periods) / static_cast<double>(side);
    return onAxis(at::arange(side, sample.options()) * step, axis, sample.dim());
  };
  return (sample + (turn(-2, fy) + turn(-1, fx) + phase).cos() * amplitude).contiguous();
}

}  // namespace selvox::learn::methods::degrade

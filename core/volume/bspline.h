#pragma once
// Sampling along one axis: nearest, linear, and cubic B-splines (Unser, IEEE Signal Processing Magazine 1999).

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/volume/volume.h"

namespace selvox::volume {

// Up to four source indices and weights for one target position; positions beyond the border are clamped to it, so
// values outside repeat the edge. Cubic weights belong to B-spline coefficients, mirrored at the border.
struct Taps {
  int count = 0;
  std::array<std::int32_t, 4> index{};
  std::array<float, 4> weight{};
};
[[nodiscard]] Taps tapsAt(double position, std::int64_t size, Interpolation interpolation);

// Turns samples into cubic B-spline coefficients in place, along an axis of `size` entries; `lanes` lines lie side by
// side (entry i of line l at line[i * lanes + l]). Mirror border (whole-sample symmetric), exact start values.
void prefilter(double* line, std::int64_t size, std::size_t lanes);

// A dense float array seen as (outer, size, inner); every line along the middle axis is filtered or resampled.
struct AxisView {
  std::int64_t outer = 1, size = 1, inner = 1;
};
[[nodiscard]] std::vector<float> resampleAxis(const std::vector<float>& values, const AxisView& view,
                                              const std::vector<Taps>& taps, bool cubic);
void prefilterAxis(std::vector<float>& values, const AxisView& view);

// Splits [0, count) between two threads when there is enough to do.
template <class Function>
void inParallel(std::int64_t count, std::int64_t enough, Function&& function);

}  // namespace selvox::volume

#include <thread>

template <class Function>
void selvox::volume::inParallel(std::int64_t count, std::int64_t enough, Function&& function) {
  if (count < enough || std::thread::hardware_concurrency() < 2) {
    function(std::int64_t{0}, count);
    return;
  }
  std::thread other([&] { function(std::int64_t{0}, count / 2); });
  function(count / 2, count);
  other.join();
}

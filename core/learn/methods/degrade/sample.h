#pragma once
// What all degradations share. A sample is (C, [D,] H, W), float64, contiguous, on the CPU; a degradation is a pure
// function of a sample and a random stream and returns a new sample of the same shape.

#include <array>
#include <cstdint>

#include <ATen/core/Tensor.h>

#include "core/base/rng.h"

namespace selvox::learn::methods::degrade {

using Triple = std::array<std::int64_t, 3>;  // z, y, x; z is 1 in 2D

struct Grid {
  std::int64_t channels = 1;
  Triple size{1, 1, 1};
  [[nodiscard]] std::int64_t voxels() const { return size[0] * size[1] * size[2]; }
  [[nodiscard]] std::int64_t offset(std::int64_t z, std::int64_t y, std::int64_t x) const {
    return (z * size[1] + y) * size[2] + x;
  }
};
[[nodiscard]] Grid gridOf(const at::Tensor& sample);

struct Box {
  Triple low{}, size{1, 1, 1};
};

struct Range {
  double low = 0, high = 0;
  [[nodiscard]] double width() const { return high - low; }
};
[[nodiscard]] Range rangeOf(const at::Tensor& sample);  // smallest and largest value

// low .. high, both included; low where high is smaller.
[[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high, base::Rng& rng);
// Standard normals in the sample's shape.
[[nodiscard]] at::Tensor normals(const at::Tensor& sample, base::Rng& rng);
// A sample of the right form from any tensor (C, [D,] H, W).
[[nodiscard]] at::Tensor asSample(const at::Tensor& tensor);

}  // namespace selvox::learn::methods::degrade

#pragma once
// Labels from looks alone: k-means on intensity, local mean and local standard deviation, batch by batch (Sculley,
// Web-scale k-means clustering, WWW 2010).

#include <ATen/core/Tensor.h>

namespace selvox::learn::methods {

// (N, 1, [D,] H, W) -> (N, 3, [D,] H, W): the value, and mean and standard deviation of the 3 x 3 (x 3) around it.
[[nodiscard]] at::Tensor lookOf(const at::Tensor& image);

// k centres (k, 3), float64, before anything was seen: even from dark to bright, so that class 0 is the air.
[[nodiscard]] at::Tensor firstCentres(std::int64_t k);

// The nearest centre of every position: (N, [D,] H, W) int64.
[[nodiscard]] at::Tensor nearestCentre(const at::Tensor& look, const at::Tensor& centres);

struct CentreSums {
  at::Tensor sums, counts;  // (k, 3) and (k), float64
};
[[nodiscard]] CentreSums sumsOf(const at::Tensor& look, const at::Tensor& labels, std::int64_t k);

// Every centre becomes the mean of all it was ever given; one that was given nothing stays.
void moveCentres(at::Tensor& centres, at::Tensor& counts, const CentreSums& seen);

}  // namespace selvox::learn::methods

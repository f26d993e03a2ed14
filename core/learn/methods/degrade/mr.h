#pragma once
// Artifacts of magnetic resonance: coil sensitivity and errors in k-space, slice by slice in 3D.

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

// What lies above the lowest value is multiplied by exp(p), p a polynomial of order 3 in the coordinates (each in
// [-1, 1]) with coefficients U(-strength, strength), shifted to mean 0.
[[nodiscard]] at::Tensor biasField(const at::Tensor& sample, double strength, base::Rng& rng);

struct Motion {
  std::int64_t axis = -1;             // phase encoding: -1 x, -2 y
  std::int64_t first = 0, lines = 0;  // block of k-space lines, counted from the lowest frequency of the axis
  double shift = 0;                   // voxels that the body stood aside while they were read
};
// K-space with the block's phases shifted by that motion; complex, of the sample's shape, frequencies in FFT order.
[[nodiscard]] at::Tensor movedSpectrum(const at::Tensor& sample, const Motion& motion);
// Magnitude image of it, on the sample's own ground.
[[nodiscard]] at::Tensor motionGhost(const at::Tensor& sample, const Motion& motion);

// K-space beyond the central `share` of each in-plane axis set to zero: ringing beside edges.
[[nodiscard]] at::Tensor gibbs(const at::Tensor& sample, double share);

// One pair of k-space points raised: a wave of `amplitude` and of fx, fy periods across each slice.
[[nodiscard]] at::Tensor spike(const at::Tensor& sample, double amplitude, std::int64_t fy, std::int64_t fx,
                               double phase);

}  // namespace selvox::learn::methods::degrade

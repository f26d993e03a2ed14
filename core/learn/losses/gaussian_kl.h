#pragma once
// How far the code of a variational autoencoder is from the standard normal (Kingma & Welling, ICLR 2014).

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

// KL of N(mu, s^2) against N(0, 1), entry by entry: -(1 + log s^2 - mu^2 - s^2) / 2. At least float32.
[[nodiscard]] at::Tensor gaussianKlEach(const at::Tensor& mean, const at::Tensor& logVariance);
// (N, …): summed over all entries of a sample, mean over samples.
[[nodiscard]] at::Tensor gaussianKl(const at::Tensor& mean, const at::Tensor& logVariance);

}  // namespace selvox::learn::losses

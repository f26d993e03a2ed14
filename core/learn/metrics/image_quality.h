#pragma once
// How near a restored image is to the true one. Torch-free; conventions: METHODS section 5.

#include <array>
#include <cstdint>
#include <span>

namespace selvox::learn::metrics {

[[nodiscard]] double psnr(std::span<const double> pred, std::span<const double> ref,
                          double range);  // dB; infinite when equal
[[nodiscard]] double nmse(std::span<const double> pred,
                          std::span<const double> ref);  // ||x - y||^2 / ||y||^2; NaN for y = 0

// Structural similarity (Wang et al., IEEE TIP 2004): Gaussian window of 11, sigma 1.5, K .01 and .03, biased
// covariance, mean over the positions where the window fits. shape (z, y, x); z = 1 takes a flat window. NaN where no
// window fits.
[[nodiscard]] double ssim(std::span<const double> pred, std::span<const double> ref,
                          const std::array<std::int64_t, 3>& shape, double range);

}  // namespace selvox::learn::metrics

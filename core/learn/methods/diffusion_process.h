#pragma once
// The forward process of denoising diffusion and its deterministic way back (Ho et al., NeurIPS 2020; Nichol &
// Dhariwal, ICML 2021; Song et al., ICLR 2021; Salimans & Ho, ICLR 2022).

#include <cstdint>
#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::methods {

enum class NoiseSchedule { Cosine, Linear };
enum class DiffusionTarget { Noise, Velocity };

// Share of the patch's variance that is left after step i = 0 .. steps - 1.
[[nodiscard]] std::vector<double> alphaBar(NoiseSchedule schedule, std::int64_t steps);

// `kept` broadcasts against the images: alpha bar of each sample.
[[nodiscard]] at::Tensor diffuse(const at::Tensor& image, const at::Tensor& noise, const at::Tensor& kept);
// v = sqrt(kept) noise - sqrt(1 - kept) image.
[[nodiscard]] at::Tensor velocity(const at::Tensor& image, const at::Tensor& noise, const at::Tensor& kept);
// The patch that a noisy one comes from, if the answer (noise or velocity) is right.
[[nodiscard]] at::Tensor cleaned(const at::Tensor& noisy, const at::Tensor& answer, double kept,
                                 DiffusionTarget target);

// N(0, 1) in the shape of `like`, each sample from Rng(seed, Method, step, sample * 64 + stream).
[[nodiscard]] at::Tensor drawNoise(const at::Tensor& like, std::uint64_t seed, std::int64_t step, int stream);

struct Sampling {
  std::vector<double> kept;  // alpha bar of every step
  std::int64_t count = 50;   // steps taken, evenly spaced
  DiffusionTarget target = DiffusionTarget::Noise;
  double low = -1, high = 1;  // the patch's range; estimates are cut to it
};
// DDIM with eta 0 from pure noise; `answer(noisy, t)` is the network.
[[nodiscard]] at::Tensor sampleDdim(at::Tensor noise, const Sampling& options,
                                    const std::function<at::Tensor(const at::Tensor&, std::int64_t)>& answer);

}  // namespace selvox::learn::methods

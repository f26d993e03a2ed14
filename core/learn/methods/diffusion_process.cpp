#include "core/learn/methods/diffusion_process.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include "core/base/rng.h"

namespace selvox::learn::methods {
namespace {

double cosineCurve(double u) {
  const double c = std::cos((u + 0.008) / 1.008 * std::numbers::pi / 2);
  return c * c;
}

double betaOf(NoiseSchedule schedule, std::int64_t i, std::int64_t steps) {
  const auto n = static_cast<double>(steps);
  if (schedule == NoiseSchedule::Cosine) {
    return std::min(1 - cosineCurve(static_cast<double>(i + 1) / n) / cosineCurve(static_cast<double>(i) / n), 0.999);
  }
  // 1e-4 .. 0.02 at 1000 steps; fewer steps take larger ones, so that as much noise is reached.
  const double low = 1e-4 * 1000 / n, high = 0.02 * 1000 / n;
  const double share = steps > 1 ? static_cast<double>(i) / (n - 1) : 0;
  return std::min(low + (high - low) * share, 0.999);
}

}  // namespace

std::vector<double> alphaBar(NoiseSchedule schedule, std::int64_t steps) {
  std::vector<double> kept;
  double product = 1;
  for (std::int64_t i = 0; i < steps; ++i) {
    product *= 1 - betaOf(schedule, i, steps);
    kept.push_back(product);
  }
  return kept;
}

at::Tensor diffuse(const at::Tensor& image, const at::Tensor& noise, const at::Tensor& kept) {
  return kept.sqrt() * image + (1 - kept).sqrt() * noise;
}

at::Tensor velocity(const at::Tensor& image, const at::Tensor& noise, const at::Tensor& kept) {
  return kept.sqrt() * noise - (1 - kept).sqrt() * image;
}

at::Tensor cleaned(const at::Tensor& noisy, const at::Tensor& answer, double kept, DiffusionTarget target) {
  const double a = std::sqrt(kept), b = std::sqrt(1 - kept);
  return target == DiffusionTarget::Noise ? (noisy - b * answer) / a : a * noisy - b * answer;
}

at::Tensor drawNoise(const at::Tensor& like, std::uint64_t seed, std::int64_t step, int stream) {
  at::Tensor noise = at::empty(like.sizes(), at::kFloat);
  const std::int64_t n = like.size(0), each = n > 0 ? like.numel() / n : 0;
  float* values = noise.data_ptr<float>();
  at::parallel_for(0, n, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t i = first; i < last; ++i) {
      base::Rng rng(seed, base::Purpose::Method, static_cast<std::uint64_t>(step),
                    static_cast<std::uint64_t>(i * 64 + stream));
      for (std::int64_t k = 0; k < each; ++k) values[i * each + k] = static_cast<float>(rng.normal());
    }
  });
  return noise.to(like.options());
}

at::Tensor sampleDdim(at::Tensor noise, const Sampling& options,
                      const std::function<at::Tensor(const at::Tensor&, std::int64_t)>& answer) {
  const auto last = static_cast<std::int64_t>(options.kept.size()) - 1;
  const std::int64_t count = std::clamp<std::int64_t>(options.count, 1, last + 1);
  const auto timeOf = [&](std::int64_t k) { return count > 1 ? last * k / (count - 1) : last; };
  at::Tensor x = std::move(noise);
  for (std::int64_t k = count - 1; k >= 0; --k) {
    const double kept = options.kept[static_cast<std::size_t>(timeOf(k))];
    const at::Tensor image = cleaned(x, answer(x, timeOf(k)), kept, options.target).clamp(options.low, options.high);
    if (k == 0) return image;
    // The noise that this estimate leaves, carried on to the next smaller time.
    const at::Tensor left = (x - std::sqrt(kept) * image) / std::sqrt(1 - kept);
    const double next = options.kept[static_cast<std::size_t>(timeOf(k - 1))];
    x = std::sqrt(next) * image + std::sqrt(1 - next) * left;
  }
  return x;
}

}  // namespace selvox::learn::methods

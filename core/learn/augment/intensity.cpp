#include "core/learn/augment/intensity.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <utility>
#include <vector>

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>

#include "core/base/rng.h"

namespace selvox::learn::augment {
namespace {

// What one sample drew: negative (or zero) where an operation is not applied.
struct Draws {
  double noise = -1, blur = -1, brightness = -1, contrast = -1, lowResolution = -1, gammaInvert = -1, gamma = -1,
         solarise = -1;
  bool cutout = false;
  std::array<double, 3> corner{};
};

// All numbers are drawn whether used or not, so that switching one operation off leaves the others unchanged.
Draws draw(const Settings& s, const Key& key, std::int64_t sample) {
  base::Rng rng(key.seed, base::Purpose::Augment, static_cast<std::uint64_t>(key.step) | (1ull << 62),
                static_cast<std::uint64_t>(sample) * 64 + static_cast<std::uint64_t>(key.stream));
  const auto maybe = [&rng](double chance, double low, double high) {
    const bool used = rng.chance(chance);
    const double value = rng.uniform(low, high);
    return used ? value : -1.0;
  };
  // A factor is below 1 half of the time, above 1 the other half.
  const auto around = [&rng](double chance, double low, double high) {
    const bool used = rng.chance(chance);
    const bool below = rng.chance(0.5);
    const double value = below ? rng.uniform(low, 1.0) : rng.uniform(1.0, high);
    return used ? value : -1.0;
  };
  Draws d;
  d.noise = maybe(s.noise, 0, s.noiseVariance);
  d.blur = maybe(s.blur, s.blurLow, std::max(s.blurLow, s.blurHigh));
  d.brightness = maybe(s.brightness, s.brightnessLow, s.brightnessHigh);
  d.contrast = around(s.contrast, s.contrastLow, s.contrastHigh);
  d.lowResolution = maybe(s.lowResolution, s.lowResolutionLow, 1.0);
  d.gammaInvert = around(s.gammaInvert, s.gammaLow, s.gammaHigh);
  d.gamma = around(s.gamma, s.gammaLow, s.gammaHigh);
  d.cutout = rng.chance(s.cutout);
  for (double& c : d.corner) c = rng.uniform();
  d.solarise = rng.chance(s.solarise) ? s.solariseThreshold : -1.0;  // after all older draws: their numbers stay
  return d;
}

// Runs `op(selected images, their parameters (k, 1, …))` on the samples whose parameter is not negative.
void onSelected(at::Tensor& images, const std::vector<Draws>& draws, double Draws::*member,
                const std::function<at::Tensor(const at::Tensor&, const at::Tensor&)>& op) {
  std::vector<std::int64_t> chosen;
  std::vector<double> values;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    if (draws[i].*member < 0) continue;
    chosen.push_back(static_cast<std::int64_t>(i));
    values.push_back(draws[i].*member);
  }
  if (chosen.empty()) return;
  std::vector<std::int64_t> shape(static_cast<std::size_t>(images.dim()), 1);
  shape[0] = static_cast<std::int64_t>(chosen.size());
  const at::Tensor parameters = at::tensor(values, at::kDouble).to(images.options()).view(shape);
  if (chosen.size() == draws.size()) {
    images = op(images, parameters);
    return;
  }
  const at::Tensor index = at::tensor(chosen, at::kLong).to(images.device());
  images.index_copy_(0, index, op(images.index_select(0, index), parameters));
}

std::vector<std::int64_t> allButBatch(const at::Tensor& images) {
  std::vector<std::int64_t> dims;
  for (std::int64_t d = 1; d < images.dim(); ++d) dims.push_back(d);
  return dims;
}

// Separable Gaussian with a sigma per sample: shifted copies weighted and added, edges replicated.
at::Tensor blur(const at::Tensor& images, const at::Tensor& sigma) {
  const auto radius = static_cast<std::int64_t>(std::ceil(3 * sigma.max().item<double>()));
  const at::Tensor taps = at::arange(-radius, radius + 1, images.options());
  std::vector<std::int64_t> flat{sigma.size(0), 1};
  at::Tensor weights = at::exp(-taps.square().unsqueeze(0) / (2 * sigma.view(flat).square()));
  weights = weights / weights.sum(1, true);  // (k, taps)
  at::Tensor result = images;
  for (std::int64_t axis = 2; axis < images.dim(); ++axis) {
    const std::int64_t size = images.size(axis);
    if (size == 1) continue;
    const at::Tensor index = at::arange(-radius, size + radius, images.options().dtype(at::kLong)).clamp(0, size - 1);
    const at::Tensor padded = result.index_select(axis, index);
    at::Tensor sum;
    for (std::int64_t tap = 0; tap <= 2 * radius; ++tap) {
      const at::Tensor weight = weights.select(1, tap).view(sigma.sizes());
      const at::Tensor shifted = padded.narrow(axis, tap, size);
      sum = tap == 0 ? shifted * weight : sum.addcmul_(shifted, weight);
    }
    result = sum;
  }
  return result;
}

// Spread around the mean, then back into the sample's own range (nnU-Net's "preserve range").
at::Tensor contrast(const at::Tensor& images, const at::Tensor& factor) {
  const auto dims = allButBatch(images);
  const at::Tensor mean = images.mean(dims, true);
  const at::Tensor low = images.amin(dims, true), high = images.amax(dims, true);
  return at::minimum(at::maximum((images - mean) * factor + mean, low), high);
}

// x -> range * ((x - min) / range)^gamma + min, then the sample's mean and deviation restored.
at::Tensor gammaCurve(const at::Tensor& images, const at::Tensor& exponent) {
  const auto dims = allButBatch(images);
  const at::Tensor low = images.amin(dims, true);
  const at::Tensor range = (images.amax(dims, true) - low).clamp_min(1e-7);
  const at::Tensor mean = images.mean(dims, true);
  const at::Tensor deviation = (images - mean).square().mean(dims, true).sqrt();
  at::Tensor curved = ((images - low) / range).pow(exponent) * range + low;
  const at::Tensor newMean = curved.mean(dims, true);
  const at::Tensor newDeviation = (curved - newMean).square().mean(dims, true).sqrt().clamp_min(1e-7);
  return (curved - newMean) * (deviation / newDeviation) + mean;
}

// Greys above low + share * range are mirrored in the middle of the sample's own range.
at::Tensor solarise(const at::Tensor& images, const at::Tensor& share) {
  const auto dims = allButBatch(images);
  const at::Tensor low = images.amin(dims, true), high = images.amax(dims, true);
  return at::where(images.ge(low + (high - low) * share), low + high - images, images);
}

std::vector<std::int64_t> spatial(const at::Tensor& image) {
  return {image.sizes().begin() + 2, image.sizes().end()};
}

void lowResolution(at::Tensor& images, const std::vector<Draws>& draws) {
  for (std::size_t i = 0; i < draws.size(); ++i) {
    if (draws[i].lowResolution < 0) continue;
    at::Tensor image = images.narrow(0, static_cast<std::int64_t>(i), 1);
    const auto full = spatial(image);
    std::vector<std::int64_t> small;
    for (const auto size : full) {
      small.push_back(std::max<std::int64_t>(1, std::llround(static_cast<double>(size) * draws[i].lowResolution)));
    }
    const bool flat = full.size() == 2;
    const at::Tensor coarse = flat ? at::upsample_nearest2d(image, small) : at::upsample_nearest3d(image, small);
    image.copy_(flat ? at::upsample_bilinear2d(coarse, full, false) : at::upsample_trilinear3d(coarse, full, false));
  }
}

void cutout(at::Tensor& images, const std::vector<Draws>& draws, double share) {
  const auto full = spatial(images);
  for (std::size_t i = 0; i < draws.size(); ++i) {
    if (!draws[i].cutout) continue;
    at::Tensor box = images.select(0, static_cast<std::int64_t>(i));
    for (std::size_t axis = 0; axis < full.size(); ++axis) {
      const double side = std::pow(share, 1.0 / static_cast<double>(full.size()));
      const auto width = std::clamp<std::int64_t>(std::llround(side * static_cast<double>(full[axis])), 1, full[axis]);
      const auto start = static_cast<std::int64_t>(draws[i].corner[axis] * static_cast<double>(full[axis] - width + 1));
      box = box.narrow(static_cast<std::int64_t>(axis) + 1, start, width);
    }
    box.zero_();
  }
}

void noise(at::Tensor& images, const std::vector<Draws>& draws, const Key& key) {
  const std::int64_t voxels = images.numel() / std::max<std::int64_t>(images.size(0), 1);
  for (std::size_t i = 0; i < draws.size(); ++i) {
    if (draws[i].noise < 0) continue;
    at::Tensor image = images.select(0, static_cast<std::int64_t>(i));
    at::Tensor drawn = at::empty(image.sizes(), at::TensorOptions().dtype(at::kFloat));
    fillNormal(drawn.data_ptr<float>(), voxels, key.seed, key.step,
               static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(key.stream));
    image.add_(drawn.to(image.device()), std::sqrt(draws[i].noise));
  }
}

}  // namespace

void fillNormal(float* out, std::int64_t count, std::uint64_t seed, std::int64_t step, std::uint32_t index) {
  const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed),
                                         static_cast<std::uint32_t>(seed >> 32) ^ 0x4e4f4953u};
  at::parallel_for(0, (count + 3) / 4, 4096, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t b = begin; b < end; ++b) {
      const auto bits =
          base::philox4x32({static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(b >> 32) ^ (index << 8),
                            static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(step >> 32)},
                           key);
      std::array<float, 4> normal{};
      for (std::size_t pair = 0; pair < 4; pair += 2) {
        const double u = (static_cast<double>(bits[pair]) + 0.5) * 0x1p-32;
        const double angle = 2 * std::numbers::pi * static_cast<double>(bits[pair + 1]) * 0x1p-32;
        const double radius = std::sqrt(-2 * std::log(u));
        normal[pair] = static_cast<float>(radius * std::cos(angle));
        normal[pair + 1] = static_cast<float>(radius * std::sin(angle));
      }
      for (std::int64_t j = 0; j < 4 && b * 4 + j < count; ++j) out[b * 4 + j] = normal[static_cast<std::size_t>(j)];
    }
  });
}

void applyIntensity(at::Tensor& images, const Settings& settings, const Key& key) {
  std::vector<Draws> draws;
  for (std::int64_t i = 0; i < images.size(0); ++i) draws.push_back(draw(settings, key, i));
  noise(images, draws, key);
  onSelected(images, draws, &Draws::blur, blur);
  onSelected(images, draws, &Draws::brightness, [](const at::Tensor& x, const at::Tensor& f) { return x * f; });
  onSelected(images, draws, &Draws::contrast, contrast);
  lowResolution(images, draws);
  onSelected(images, draws, &Draws::gammaInvert,
             [](const at::Tensor& x, const at::Tensor& g) { return gammaCurve(-x, g).neg_(); });
  onSelected(images, draws, &Draws::gamma, gammaCurve);
  onSelected(images, draws, &Draws::solarise, solarise);
  cutout(images, draws, settings.cutoutShare);
}

}  // namespace selvox::learn::augment

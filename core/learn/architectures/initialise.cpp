#include "core/learn/architectures/initialise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include "core/base/rng.h"
#include "core/learn/architectures/layers.h"

namespace selvox::learn::architectures {
namespace {

constexpr double kTwoPi = 6.283185307179586476925286766559;
constexpr double kStep = 1.0 / 4294967296.0;  // 2^-32

// FNV-1a, 64 bits: stable across systems, unlike std::hash.
std::uint64_t hashName(std::string_view name) {
  std::uint64_t h = 14695981039346656037ull;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return h;
}

// Four 32-bit numbers per block; `turn` makes them four values of the tensor.
template <class Turn>
void fill(at::Tensor& tensor, std::uint64_t seed, std::string_view name, const Turn& turn) {
  const std::uint64_t h = hashName(name);
  const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
  const auto nameLow = static_cast<std::uint32_t>(h), nameHigh = static_cast<std::uint32_t>(h >> 32);
  float* values = tensor.data_ptr<float>();
  const std::int64_t n = tensor.numel();
  at::parallel_for(0, (n + 3) / 4, 16384, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t block = first; block < last; ++block) {
      const auto bits = base::philox4x32(
          {static_cast<std::uint32_t>(block), nameLow, nameHigh, static_cast<std::uint32_t>(base::Purpose::Initialise)},
          key);
      const std::array<double, 4> drawn = turn(bits);
      for (std::int64_t i = 4 * block; i < std::min(n, 4 * block + 4); ++i) {
        values[i] = static_cast<float>(drawn[static_cast<std::size_t>(i - 4 * block)]);
      }
    }
  });
}

void drawConv(Conv& conv, std::uint64_t seed, const std::string& name) {
  const ConvOptions& o = conv.options();
  double window = 1;
  for (const std::int64_t k : o.kernel) window *= static_cast<double>(k);
  // As torch counts: the second axis of the weight is "in", the first "out", transposed or not.
  const double fanIn = window * static_cast<double>(o.transposed ? o.out : o.in);
  const double fanOut = window * static_cast<double>(o.transposed ? o.in : o.out);
  const double deviation =
      o.draw == Draw::HeFanOut ? std::sqrt(2.0 / fanOut) : std::sqrt(2.0 / ((1 + 0.01 * 0.01) * fanIn));
  for (auto& item : conv.named_parameters(false)) {
    if (item.key() == "weight") fillNormal(item.value(), deviation, seed, name + ".weight");
  }
}

void drawLinear(Linear& linear, std::uint64_t seed, const std::string& name) {
  double bound = 0;
  for (auto& item : linear.named_parameters(false)) {  // the weight comes first
    if (item.key() == "weight") bound = 1.0 / std::sqrt(static_cast<double>(item.value().size(1)));
    fillUniform(item.value(), bound, seed, name + "." + item.key());
  }
}

}  // namespace

void fillNormal(at::Tensor& tensor, double standardDeviation, std::uint64_t seed, std::string_view name) {
  fill(tensor, seed, name, [standardDeviation](const std::array<std::uint32_t, 4>& bits) {
    std::array<double, 4> drawn{};
    for (std::size_t i = 0; i < 4; i += 2) {  // Box-Muller
      const double radius = standardDeviation * std::sqrt(-2.0 * std::log((bits[i] + 0.5) * kStep));
      const double angle = kTwoPi * (bits[i + 1] * kStep);
      drawn[i] = radius * std::cos(angle);
      drawn[i + 1] = radius * std::sin(angle);
    }
    return drawn;
  });
}

void fillUniform(at::Tensor& tensor, double bound, std::uint64_t seed, std::string_view name) {
  fill(tensor, seed, name, [bound](const std::array<std::uint32_t, 4>& bits) {
    std::array<double, 4> drawn{};
    for (std::size_t i = 0; i < 4; ++i) drawn[i] = bound * (2.0 * (bits[i] + 0.5) * kStep - 1.0);
    return drawn;
  });
}

void initialise(torch::nn::Module& root, std::uint64_t seed) {
  const c10::AutoGradMode noGradients(false);
  for (auto& item : root.named_modules(std::string(), false)) {
    if (auto* conv = item.value()->as<Conv>()) drawConv(*conv, seed, item.key());
    if (auto* linear = item.value()->as<Linear>()) drawLinear(*linear, seed, item.key());
    if (auto* own = dynamic_cast<DrawsItself*>(item.value().get())) own->draw(seed, item.key());
  }
}

}  // namespace selvox::learn::architectures

#include "core/learn/architectures/rotary.h"

#include <cmath>

#include <ATen/ops/cos.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/stack.h>

#include "core/learn/compat/compat.h"
#include "core/learn/compat/untraced.h"

namespace selvox::learn::architectures {

at::Tensor rotaryAngles(const Sizes& grid, const Sizes& reference, std::int64_t width) {
  std::int64_t tokens = 1;
  for (const std::int64_t side : grid) tokens *= side;
  const auto axes = static_cast<std::int64_t>(grid.size()), frequencies = width / (2 * axes);
  const compat::Untraced table;
  at::Tensor angles = at::empty({tokens, axes * frequencies}, at::kDouble);
  double* out = angles.data_ptr<double>();
  for (std::int64_t token = 0; token < tokens; ++token, out += axes * frequencies) {
    std::int64_t rest = token;
    for (std::size_t axis = grid.size(); axis-- > 0; rest /= grid[axis]) {
      const double at = static_cast<double>(rest % grid[axis]) / static_cast<double>(grid[axis]) *
                        static_cast<double>(reference[axis]);
      double* own = out + static_cast<std::int64_t>(axis) * frequencies;
      for (std::int64_t i = 0; i < frequencies; ++i)
        own[i] = at * std::pow(10000.0, -static_cast<double>(i) / static_cast<double>(frequencies));
    }
  }
  return angles;
}

at::Tensor rotated(const at::Tensor& x, const at::Tensor& angles) {
  const compat::FullPrecision guard;
  std::vector<std::int64_t> pairs = x.sizes().vec();
  pairs.back() /= 2;
  pairs.push_back(2);
  const at::Tensor both = compat::atLeastFloat(x).reshape(pairs), a = both.select(-1, 0), b = both.select(-1, 1);
  const at::Tensor c = at::cos(angles).to(both.scalar_type()), s = at::sin(angles).to(both.scalar_type());
  return at::stack({a * c - b * s, b * c + a * s}, -1).reshape(x.sizes()).to(x.scalar_type());
}

}  // namespace selvox::learn::architectures

#include "core/learn/methods/degrade/resolution.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>

namespace selvox::learn::methods::degrade {
namespace {

// (side in, side out) matrix of `weight(in, out)`, columns summing to 1, applied along one axis.
template <class WeightOf>
at::Tensor along(const at::Tensor& x, std::int64_t axis, std::int64_t outSide, const WeightOf& weight) {
  const std::int64_t side = x.size(axis);
  at::Tensor matrix = at::zeros({side, outSide}, x.options());
  double* out = matrix.data_ptr<double>();
  for (std::int64_t j = 0; j < outSide; ++j) {
    double sum = 0;
    for (std::int64_t i = 0; i < side; ++i) sum += out[i * outSide + j] = weight(i, j);
    for (std::int64_t i = 0; i < side; ++i) out[i * outSide + j] /= sum;
  }
  return at::matmul(x.transpose(axis, -1), matrix).transpose(axis, -1);
}

// Share of voxel i, [i, i + 1), that lies in block j of `blocks` equal ones.
double overlap(std::int64_t i, std::int64_t j, double blockWidth) {
  const double from = std::max(static_cast<double>(i), static_cast<double>(j) * blockWidth);
  const double to = std::min(static_cast<double>(i + 1), static_cast<double>(j + 1) * blockWidth);
  return std::max(0.0, to - from);
}

// Weight of block i at voxel j: linear between block centres, constant beyond the outermost; or the nearest alone.
double blend(std::int64_t i, std::int64_t j, double blockWidth, std::int64_t blocks, bool nearest) {
  const double at = std::clamp((static_cast<double>(j) + 0.5) / blockWidth - 0.5, 0.0, static_cast<double>(blocks - 1));
  if (nearest) return static_cast<std::int64_t>(std::floor(at + 0.5)) == i ? 1 : 0;
  return std::max(0.0, 1 - std::abs(at - static_cast<double>(i)));
}

}  // namespace

at::Tensor gaussianBlur(const at::Tensor& sample, double sigma) {
  at::Tensor x = sample;
  const auto reach = static_cast<std::int64_t>(std::ceil(4 * sigma));
  for (std::int64_t axis = 1; axis < x.dim() && sigma > 0; ++axis) {
    x = along(x, axis, x.size(axis), [&](std::int64_t i, std::int64_t j) {
      const double d = static_cast<double>(i - j) / sigma;
      return std::abs(i - j) > reach ? 0.0 : std::exp(-0.5 * d * d);
    });
  }
  return x.contiguous();
}

at::Tensor coarser(const at::Tensor& sample, const Triple& factor, bool nearest) {
  at::Tensor x = sample;
  for (std::int64_t axis = 1; axis < x.dim(); ++axis) {
    const std::int64_t side = x.size(axis), by = factor[static_cast<std::size_t>(axis + 3 - x.dim())];
    if (by <= 1 || side == 1) continue;
    const std::int64_t blocks =
        std::max<std::int64_t>(1, std::llround(static_cast<double>(side) / static_cast<double>(by)));
    const double width = static_cast<double>(side) / static_cast<double>(blocks);
    x = along(x, axis, blocks, [&](std::int64_t i, std::int64_t j) { return overlap(i, j, width); });
    x = along(x, axis, side, [&](std::int64_t i, std::int64_t j) { return blend(i, j, width, blocks, nearest); });
  }
  return x.contiguous();
}

}  // namespace selvox::learn::methods::degrade

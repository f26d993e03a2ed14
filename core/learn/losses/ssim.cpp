#include "core/learn/losses/ssim.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <ATen/ops/cat.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::losses {
namespace {

// (side, side - window + 1): column j holds the window that starts at j.
at::Tensor windows(std::int64_t side) {
  const std::int64_t width = std::min<std::int64_t>(11, side % 2 == 1 ? side : side - 1);
  std::vector<double> weights;
  double sum = 0;
  for (std::int64_t i = 0; i < width; ++i) {
    const double d = static_cast<double>(i - width / 2) / 1.5;
    sum += weights.emplace_back(std::exp(-0.5 * d * d));
  }
  const std::int64_t places = side - width + 1;
  at::Tensor matrix = at::zeros({side, places}, at::TensorOptions().dtype(at::kDouble));
  double* out = matrix.data_ptr<double>();
  for (std::int64_t j = 0; j < places; ++j) {
    for (std::int64_t i = 0; i < width; ++i) out[(i + j) * places + j] = weights[static_cast<std::size_t>(i)] / sum;
  }
  return matrix;
}

at::Tensor smooth(at::Tensor x) {
  for (std::int64_t axis = 2; axis < x.dim(); ++axis) {
    if (x.size(axis) == 1) continue;
    x = at::matmul(x.transpose(axis, -1), windows(x.size(axis)).to(x.options())).transpose(axis, -1);
  }
  return x;
}

}  // namespace

at::Tensor ssim(const at::Tensor& first, const at::Tensor& second, const at::Tensor& range) {
  TORCH_CHECK(first.sizes() == second.sizes() && range.numel() == first.size(0), "ssim: images ", first.sizes(),
              " and ", second.sizes(), " need one shape and one range a sample");
  const compat::FullPrecision guard;
  const at::Tensor a = compat::atLeastFloat(first), b = compat::atLeastFloat(second);
  std::vector<std::int64_t> column(static_cast<std::size_t>(a.dim()), 1);
  column[0] = -1;
  const at::Tensor square = range.to(a.options()).square().view(column);
  const auto means = smooth(at::cat({a, b, a * a, b * b, a * b})).chunk(5);
  const at::Tensor &ma = means[0], &mb = means[1], product = ma * mb;
  const at::Tensor va = means[2] - ma * ma, vb = means[3] - mb * mb, covariance = means[4] - product;
  const at::Tensor c1 = square * (0.01 * 0.01), c2 = square * (0.03 * 0.03);
  const at::Tensor map = (2 * product + c1) * (2 * covariance + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
  return map.flatten(1).mean(1);
}

}  // namespace selvox::learn::losses

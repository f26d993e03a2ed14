// The same pass by ATen's affine_grid and grid_sample: for devices other than the CPU, and the twin of warp_cpu's test.

#include <ATen/ops/affine_grid_generator.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/grid_sampler.h>

#include "core/learn/augment/spatial.h"

namespace selvox::learn::augment {
namespace {

constexpr std::int64_t kBilinear = 0, kNearest = 1, kZeros = 0;

// grid_sample's coordinates run from -1 (centre of the first voxel) to 1 (centre of the last): align_corners = true.
at::Tensor grid(const at::Tensor& images, const at::Tensor& rows, const std::vector<std::int64_t>& outSize) {
  const auto dim = static_cast<std::int64_t>(outSize.size());
  const std::int64_t n = images.size(0);
  at::Tensor theta = at::empty({n, dim, dim + 1}, rows.options());
  const double* from = rows.data_ptr<double>();
  double* to = theta.data_ptr<double>();
  for (std::int64_t s = 0; s < n; ++s) {
    for (std::int64_t i = 0; i < dim; ++i) {
      const double* row = from + s * 12 + i * 4;
      double* target = to + (s * dim + i) * (dim + 1);
      const double half = static_cast<double>(images.size(images.dim() - 1 - i) - 1) / 2;
      double offset = row[3];
      for (std::int64_t j = 0; j < dim; ++j) {
        const double outHalf = static_cast<double>(outSize[static_cast<std::size_t>(dim - 1 - j)] - 1) / 2;
        target[j] = half > 0 ? row[j] * outHalf / half : 0;
        offset += row[j] * outHalf;
      }
      target[dim] = half > 0 ? offset / half - 1 : 0;
    }
  }
  std::vector<std::int64_t> shape{n, images.size(1)};
  shape.insert(shape.end(), outSize.begin(), outSize.end());
  return at::affine_grid_generator(theta.to(images.options()), shape, true);
}

}  // namespace

at::Tensor warpLinearByGrid(const at::Tensor& images, const at::Tensor& rows,
                            const std::vector<std::int64_t>& outSize) {
  return at::grid_sampler(images, grid(images, rows, outSize), kBilinear, kZeros, true);
}

at::Tensor warpNearestByGrid(const at::Tensor& labels, const at::Tensor& rows,
                             const std::vector<std::int64_t>& outSize) {
  const at::Tensor asImage = labels.unsqueeze(1).to(at::kFloat);
  return at::grid_sampler(asImage, grid(asImage, rows, outSize), kNearest, kZeros, true).squeeze(1).to(at::kLong);
}

}  // namespace selvox::learn::augment

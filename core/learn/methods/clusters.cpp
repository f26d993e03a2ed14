#include "core/learn/methods/clusters.h"

#include <algorithm>
#include <numeric>

#include <ATen/ops/bincount.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::methods {

at::Tensor sphericalKMeans(const at::Tensor& rows, std::int64_t clusters, int iterations, std::uint64_t seed,
                           std::uint64_t draw, std::uint64_t stream) {
  const c10::AutoGradMode noGradients(false);
  const compat::FullPrecision precise;
  std::vector<std::int64_t> order(static_cast<std::size_t>(rows.size(0)));
  std::iota(order.begin(), order.end(), 0);
  base::Rng rng(seed, base::Purpose::Method, draw, stream);
  base::shuffle(order, rng);
  order.resize(static_cast<std::size_t>(std::min(clusters, rows.size(0))));
  at::Tensor centroids = rows.index_select(0, at::tensor(order, at::kLong).to(rows.device())).clone();
  for (int i = 0; i < iterations; ++i) {
    const auto [fit, own] = at::matmul(rows, centroids.t()).max(1);
    const at::Tensor sums = at::zeros_like(centroids).index_add_(0, own, rows);
    const at::Tensor count = at::bincount(own, {}, centroids.size(0));
    centroids = losses::normaliseRows(sums);
    const at::Tensor empty = count.eq(0).nonzero().flatten();
    if (empty.numel() > 0) {
      const at::Tensor worst = std::get<1>(fit.topk(empty.numel(), 0, /*largest=*/false));
      centroids.index_copy_(0, empty, rows.index_select(0, worst));
    }
  }
  return centroids;
}

namespace {

// A row with a probability that goes with its weight; -1 where no row has any.
std::int64_t drawWeighted(const at::Tensor& weights, base::Rng& rng) {
  const double* w = weights.data_ptr<double>();
  double mark = rng.uniform() * weights.sum().item<double>();
  std::int64_t last = -1;
  for (std::int64_t i = 0; i < weights.numel(); ++i) {
    if (w[i] <= 0) continue;
    last = i;
    mark -= w[i];
    if (mark < 0) break;
  }
  return last;
}

}  // namespace

at::Tensor nearestCentroid(const at::Tensor& rows, const at::Tensor& centroids) {
  const at::Tensor x = rows.to(at::kDouble), c = centroids.to(at::kDouble);
  return (c.square().sum(1) - 2 * at::matmul(x, c.t())).argmin(1);  // the row's own square is the same for all
}

at::Tensor kMeans(const at::Tensor& rows, std::int64_t clusters, int iterations, base::Rng rng) {
  const c10::AutoGradMode noGradients(false);
  const at::Tensor x = rows.detach().to(at::kCPU, at::kDouble).contiguous();
  std::vector<std::int64_t> chosen{static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(x.size(0))))};
  const auto distances = [&] { return (x - x[chosen.back()]).square().sum(1); };
  at::Tensor nearest = distances();
  while (static_cast<std::int64_t>(chosen.size()) < clusters) {
    const std::int64_t next = drawWeighted(nearest, rng);
    if (next < 0) break;
    chosen.push_back(next);
    nearest = at::minimum(nearest, distances());
  }
  at::Tensor centroids = x.index_select(0, at::tensor(chosen, at::kLong));
  for (int i = 0; i < iterations; ++i) {
    const at::Tensor own = nearestCentroid(x, centroids);
    const at::Tensor count = at::bincount(own, {}, centroids.size(0)).to(at::kDouble).unsqueeze(1);
    const at::Tensor sums = at::zeros_like(centroids).index_add_(0, own, x);
    const at::Tensor moved = at::where(count.gt(0), sums / count.clamp_min(1), centroids);
    if (moved.equal(centroids)) break;
    centroids = moved;
  }
  const std::int64_t missing = clusters - centroids.size(0);
  return missing == 0 ? centroids : at::cat({centroids, centroids.narrow(0, -1, 1).expand({missing, -1})}, 0);
}

void updateUsage(at::Tensor& usage, const at::Tensor& assigned) {
  const c10::AutoGradMode noGradients(false);
  const auto samples = static_cast<double>(assigned.numel()), prototypes = static_cast<double>(usage.size(0));
  if (assigned.numel() == 0) return;
  const at::Tensor share = at::bincount(assigned, {}, usage.size(0)).to(usage.scalar_type()) / samples;
  usage.lerp_(share, std::min(samples / (8 * prototypes), 0.5));
}

std::vector<std::pair<std::string, at::Tensor>> clusterPanel(const at::Tensor& usage) {
  const c10::AutoGradMode noGradients(false);
  const double due = 1.0 / static_cast<double>(usage.size(0));
  return {{"clusters/max_share", usage.max()}, {"clusters/dead", usage.lt(0.1 * due).to(usage.scalar_type()).mean()}};
}

}  // namespace selvox::learn::methods

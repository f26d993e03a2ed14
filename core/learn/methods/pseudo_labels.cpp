#include "core/learn/methods/pseudo_labels.h"

#include <vector>

#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/avg_pool3d.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

namespace selvox::learn::methods {
namespace {

constexpr double kDarkest = -1.5, kBrightest = 2.5, kFirstSpread = 0.2;  // of z-scored patches

at::Tensor localMean(const at::Tensor& x) {
  const std::vector<std::int64_t> three(static_cast<std::size_t>(x.dim()) - 2, 3), one(three.size(), 1);
  return three.size() == 3 ? at::avg_pool3d(x, three, one, one, false, /*count_include_pad=*/false)
                           : at::avg_pool2d(x, three, one, one, false, /*count_include_pad=*/false);
}

}  // namespace

at::Tensor lookOf(const at::Tensor& image) {
  const at::Tensor mean = localMean(image);
  return at::cat({image, mean, (localMean(image.square()) - mean.square()).clamp_min(0).sqrt()}, 1);
}

at::Tensor firstCentres(std::int64_t k) {
  at::Tensor centres = at::zeros({k, 3}, at::kDouble);
  for (std::int64_t c = 0; c < k; ++c) {
    const double value = kDarkest + (kBrightest - kDarkest) * static_cast<double>(c) / static_cast<double>(k - 1);
    centres[c][0].fill_(value), centres[c][1].fill_(value), centres[c][2].fill_(kFirstSpread);
  }
  return centres;
}

at::Tensor nearestCentre(const at::Tensor& look, const at::Tensor& centres) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(look.dim()), 1);
  shape[1] = look.size(1);
  at::Tensor best, label;
  for (std::int64_t c = 0; c < centres.size(0); ++c) {  // one at a time: k distances of a volume would not fit
    const at::Tensor distance = (look - centres[c].to(look.scalar_type()).view(shape)).square().sum(1);
    if (!best.defined()) {
      best = distance, label = at::zeros_like(distance, distance.options().dtype(at::kLong));
      continue;
    }
    const at::Tensor nearer = distance.lt(best);
    best = at::where(nearer, distance, best);
    label = label.masked_fill(nearer, c);
  }
  return label;
}

CentreSums sumsOf(const at::Tensor& look, const at::Tensor& labels, std::int64_t k) {
  std::vector<at::Tensor> sums, counts;
  std::vector<std::int64_t> axes{0};
  for (std::int64_t a = 2; a < look.dim(); ++a) axes.push_back(a);
  for (std::int64_t c = 0; c < k; ++c) {
    const at::Tensor here = labels.eq(c).unsqueeze(1).to(at::kDouble);
    sums.push_back((look.to(at::kDouble) * here).sum(axes));
    counts.push_back(here.sum());
  }
  return {at::stack(sums), at::stack(counts)};
}

void moveCentres(at::Tensor& centres, at::Tensor& counts, const CentreSums& seen) {
  const at::Tensor all = counts + seen.counts;
  centres.copy_((centres * counts.unsqueeze(1) + seen.sums) / all.clamp_min(1).unsqueeze(1) +
                centres * all.eq(0).unsqueeze(1));
  counts.copy_(all);
}

}  // namespace selvox::learn::methods

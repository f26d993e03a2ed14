#include "core/learn/losses/region_contrast.h"

#include <limits>

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/logaddexp.h>
#include <ATen/ops/matmul.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

at::Tensor equalPairs(const at::Tensor& labels) {
  const at::Tensor twice = at::cat({labels.flatten(), labels.flatten()}, 0);
  return twice.unsqueeze(0).eq(twice.unsqueeze(1));
}

}  // namespace

at::Tensor regionContrastGlobal(const at::Tensor& z1, const at::Tensor& z2, const at::Tensor& partition,
                                const at::Tensor& volume, const RegionContrastOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(z1, z2, "region-contrast");
  TORCH_CHECK(partition.numel() == z1.size(0) && volume.numel() == z1.size(0),
              "region-contrast needs a partition and a volume a row");
  const at::Tensor z = normaliseRows(at::cat({ranks::gatherRows(z1), ranks::gatherRows(z2)}, 0));
  const std::int64_t n = z.size(0) / 2;
  const at::Tensor logits = at::matmul(z, z.t()) / options.temperature;
  const at::Tensor row = at::arange(2 * n, logits.options().dtype(at::kLong));
  const at::Tensor partner = row.unsqueeze(1).eq((row + n).remainder(2 * n).unsqueeze(0));
  at::Tensor positive = partner, negative = row.unsqueeze(0).ne(row.unsqueeze(1)).logical_and(partner.logical_not());
  if (options.strategy != PartitionStrategy::Random) {
    const at::Tensor same = equalPairs(ranks::gatherRows(partition.flatten()));
    negative = negative.logical_and(same.logical_not());
    if (options.strategy == PartitionStrategy::AlsoPositive) {
      positive = positive.logical_or(same.logical_and(equalPairs(ranks::gatherRows(volume.flatten())).logical_not()));
    }
  }
  // A finite floor: a row whose batch holds its own partition alone has no negatives, and -inf would spoil gradients.
  constexpr double floor = -1e9;
  const at::Tensor against = logits.masked_fill(negative.logical_not(), floor).logsumexp({1}, true);
  const at::Tensor each = (at::logaddexp(logits, against) - logits) * positive.to(logits.scalar_type());
  return (each.sum(1) / positive.sum(1).to(logits.scalar_type())).mean();
}

at::Tensor regionContrastLocal(const at::Tensor& a, const at::Tensor& b, double temperature) {
  const compat::FullPrecision guard;
  TORCH_CHECK(a.dim() == 3 && a.sizes() == b.sizes(), "region-contrast needs regions (N, R, C) of one shape, got ",
              a.sizes(), " and ", b.sizes());
  const at::Tensor logits = at::matmul(normaliseRows(a), normaliseRows(b).transpose(1, 2)) / temperature;
  const at::Tensor own = at::arange(a.size(1), logits.options().dtype(at::kLong)).repeat({a.size(0)});
  return (at::cross_entropy_loss(logits.flatten(0, 1), own) +
          at::cross_entropy_loss(logits.transpose(1, 2).flatten(0, 1), own)) /
         2;
}

}  // namespace selvox::learn::losses

#include "core/learn/losses/triplet.h"

#include <tuple>

#include <ATen/ops/eye.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/sqrt.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

TripletResult triplet(const at::Tensor& z, const at::Tensor& labels, const TripletOptions& options) {
  const compat::FullPrecision guard;
  TORCH_CHECK(z.dim() == 2 && labels.numel() == z.size(0), "triplet needs rows ", z.sizes(),
              " with one label each, got ", labels.numel());
  const at::Tensor rows = normaliseRows(ranks::gatherRows(z));
  const at::Tensor key = ranks::gatherRows(labels.detach().flatten());
  // The square root has no slope at 0: a row's distance to its like stays a little above.
  const at::Tensor distance = at::sqrt((2 - 2 * at::matmul(rows, rows.t())).clamp_min(1e-12));
  const at::Tensor same = key.unsqueeze(0).eq(key.unsqueeze(1));
  const at::Tensor self = at::eye(rows.size(0), distance.options().dtype(at::kBool));
  const at::Tensor friends = same.logical_and(self.logical_not());
  constexpr double kFar = 4;  // beyond every distance, which is 2 at most
  const at::Tensor positive = std::get<0>(distance.masked_fill(friends.logical_not(), -kFar).max(1));
  const at::Tensor negative = std::get<0>(distance.masked_fill(same, kFar).min(1));
  const at::Tensor anchor = friends.any(1).logical_and(same.logical_not().any(1));
  const at::Tensor gap = (positive - negative).masked_fill(anchor.logical_not(), 0);
  const at::Tensor each = options.margin > 0 ? (gap + options.margin).clamp_min(0) : at::softplus(gap);
  const at::Tensor weight = anchor.to(each.scalar_type());
  return {(each * weight).sum() / weight.sum().clamp_min(1), (positive * weight).detach(), (negative * weight).detach(),
          rows.size(0) - anchor.sum().item<std::int64_t>()};
}

}  // namespace selvox::learn::losses

#include "core/learn/losses/supcon.h"

#include <limits>

#include <ATen/ops/eye.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/masked_fill.h>
#include <ATen/ops/matmul.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

SupconResult supcon(const at::Tensor& z, const at::Tensor& labels, const SupconOptions& options) {
  const compat::FullPrecision guard;
  TORCH_CHECK(z.dim() == 2 && labels.numel() == z.size(0), "supcon needs rows ", z.sizes(),
              " with one label each, got ", labels.numel());
  const at::Tensor rows = normaliseRows(ranks::gatherRows(z));
  const at::Tensor logits = at::matmul(rows, rows.t()) / options.temperature;
  const at::Tensor self = at::eye(rows.size(0), logits.options().dtype(at::kBool));
  const at::Tensor others = logits.masked_fill(self, -std::numeric_limits<double>::infinity());
  const at::Tensor logShare = logits - others.logsumexp(1, true);
  const at::Tensor key = ranks::gatherRows(labels.detach().flatten());
  const at::Tensor positive =
      key.unsqueeze(0).eq(key.unsqueeze(1)).logical_and(self.logical_not()).to(logits.scalar_type());
  const at::Tensor count = positive.sum(1);
  const at::Tensor anchor = count.gt(0).to(logits.scalar_type());
  const at::Tensor each = -(logShare * positive).sum(1) / count.clamp_min(1);
  return {(each * anchor).sum() / anchor.sum().clamp_min(1), rows.size(0) - anchor.sum().item<std::int64_t>()};
}

}  // namespace selvox::learn::losses

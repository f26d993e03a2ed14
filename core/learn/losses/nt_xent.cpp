#include "core/learn/losses/nt_xent.h"

#include <limits>

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/masked_fill.h>
#include <ATen/ops/matmul.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

namespace {

// `keys` (N), or undefined: every row has its own.
at::Tensor contrast(const at::Tensor& z1, const at::Tensor& z2, const at::Tensor& keys, const NtXentOptions& options) {
  const std::int64_t n = z1.size(0);
  const at::Tensor z = normaliseRows(at::cat({z1, z2}, 0));
  at::Tensor logits = at::matmul(z, z.t()) / options.temperature;
  const at::Tensor row = at::arange(2 * n, logits.options().dtype(at::kLong));
  const at::Tensor partner = (row + n).remainder(2 * n);
  const at::Tensor positive = row.unsqueeze(0).eq(partner.unsqueeze(1));
  at::Tensor removed = row.unsqueeze(0).eq(row.unsqueeze(1));
  if (keys.defined()) {
    const at::Tensor twice = at::cat({keys.flatten(), keys.flatten()}, 0);
    removed = twice.unsqueeze(0).eq(twice.unsqueeze(1)).logical_and(positive.logical_not());
  }
  logits = hardNegatives(logits, removed.logical_or(positive).logical_not(), options.beta);
  return at::cross_entropy_loss(logits.masked_fill(removed, -std::numeric_limits<double>::infinity()), partner);
}

}  // namespace

at::Tensor ntXent(const at::Tensor& z1, const at::Tensor& z2, const NtXentOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(z1, z2, "nt-xent");
  return contrast(ranks::gatherRows(z1), ranks::gatherRows(z2), {}, options);
}

at::Tensor ntXent(const at::Tensor& z1, const at::Tensor& z2, const at::Tensor& keys, const NtXentOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(z1, z2, "nt-xent");
  TORCH_CHECK(keys.numel() == z1.size(0), "nt-xent needs one key a row, got ", keys.numel(), " for ", z1.size(0));
  return contrast(ranks::gatherRows(z1), ranks::gatherRows(z2), ranks::gatherRows(keys.detach().flatten()), options);
}

}  // namespace selvox::learn::losses

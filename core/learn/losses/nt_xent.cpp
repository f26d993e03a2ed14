#include "core/learn/losses/nt_xent.h"

#include <limits>

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/masked_fill.h>
#include <ATen/ops/matmul.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

at::Tensor ntXent(const at::Tensor& z1, const at::Tensor& z2, const NtXentOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(z1, z2, "nt-xent");
  const std::int64_t n = z1.size(0);
  const at::Tensor z = normaliseRows(at::cat({z1, z2}, 0));
  at::Tensor logits = at::matmul(z, z.t()) / options.temperature;
  const at::Tensor self = at::eye(2 * n, logits.options().dtype(at::kBool));
  logits = logits.masked_fill(self, -std::numeric_limits<double>::infinity());
  const at::Tensor partner = (at::arange(2 * n, logits.options().dtype(at::kLong)) + n).remainder(2 * n);
  return at::cross_entropy_loss(logits, partner);
}

}  // namespace selvox::learn::losses

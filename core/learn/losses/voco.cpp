#include "core/learn/losses/voco.h"

#include <algorithm>

#include <ATen/ops/eye.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/relu.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

VocoTerms voco(const at::Tensor& s, const at::Tensor& y, double eps) {
  const compat::FullPrecision guard;
  TORCH_CHECK(s.sizes() == y.sizes(), "voco needs a share for every likeness, got ", s.sizes(), " and ", y.sizes());
  const at::Tensor likeness = compat::atLeastFloat(s), share = y.detach().to(likeness.scalar_type());
  const at::Tensor absent = share.le(0).to(likeness.scalar_type());
  const at::Tensor log = (1 - (share - likeness).abs() + eps).log();
  return {-(share * log).sum() / share.sum().clamp_min(1e-12),
          (likeness.square() * absent).sum() / absent.sum().clamp_min(1)};
}

at::Tensor vocoRegulariser(const at::Tensor& bases) {
  const compat::FullPrecision guard;
  const at::Tensor z = normaliseRows(bases);
  const at::Tensor cosine = at::relu(at::matmul(z, z.transpose(-1, -2)));
  const std::int64_t k = bases.size(-2);
  const at::Tensor others = 1 - at::eye(k, cosine.options().requires_grad(false));
  const double pairs = static_cast<double>(k * (k - 1)) * static_cast<double>(bases.numel() / (k * bases.size(-1)));
  return (cosine * others).sum() / std::max(pairs, 1.0);
}

}  // namespace selvox::learn::losses

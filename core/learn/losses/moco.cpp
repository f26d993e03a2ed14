#include "core/learn/losses/moco.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

at::Tensor moco(const at::Tensor& q, const at::Tensor& k, const at::Tensor& bank, const MocoOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(q, k, "moco");
  TORCH_CHECK(bank.dim() == 2 && bank.size(1) == q.size(1), "moco: bank ", bank.sizes(), " does not belong to rows ",
              q.sizes());
  const at::Tensor query = normaliseRows(q), key = normaliseRows(k.detach()), negatives = normaliseRows(bank.detach());
  const at::Tensor positive = (query * key).sum(-1, true) / options.temperature;
  const at::Tensor others = at::matmul(query, negatives.t()) / options.temperature;
  const at::Tensor all = at::ones(others.sizes(), others.options().dtype(at::kBool).requires_grad(false));
  const at::Tensor logits = at::cat({positive, hardNegatives(others, all, options.beta)}, 1);
  return at::cross_entropy_loss(logits, at::zeros({q.size(0)}, logits.options().dtype(at::kLong)));
}

at::Tensor mocoQueue(const at::Tensor& bank, const at::Tensor& k) {
  const at::Tensor keys = normaliseRows(ranks::gatherRows(k.detach()));
  const at::Tensor all = at::cat({bank.detach(), keys.to(bank.scalar_type())}, 0);
  return all.narrow(0, all.size(0) - bank.size(0), bank.size(0)).clone();
}

at::Tensor mocoV3(const at::Tensor& q, const at::Tensor& k, const MocoOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(q, k, "moco-v3");
  const at::Tensor keys = normaliseRows(ranks::gatherRows(k.detach()));
  const at::Tensor logits = at::matmul(normaliseRows(q), keys.t()) / options.temperature;
  const at::Tensor key = at::arange(keys.size(0), logits.options().dtype(at::kLong)), own = ranks::ownRows(key);
  const at::Tensor negative = key.unsqueeze(0).ne(own.unsqueeze(1));
  return 2 * options.temperature * at::cross_entropy_loss(hardNegatives(logits, negative, options.beta), own);
}

}  // namespace selvox::learn::losses

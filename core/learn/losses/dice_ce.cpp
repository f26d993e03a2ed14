#include "core/learn/losses/dice_ce.h"

#include <vector>

#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros_like.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

void requireTarget(const at::Tensor& logits, const at::Tensor& target) {
  TORCH_CHECK(logits.dim() >= 2 && logits.size(1) >= 2, "dice-ce needs logits (N, classes >= 2, …), got ",
              logits.sizes());
  TORCH_CHECK(target.dim() + 1 == logits.dim() && target.size(0) == logits.size(0), "dice-ce: target ", target.sizes(),
              " does not belong to logits ", logits.sizes());
}

}  // namespace

at::Tensor softDice(const at::Tensor& logits, const at::Tensor& target, const DiceCeOptions& options) {
  const compat::FullPrecision guard;
  requireTarget(logits, target);
  // (N, K, V): everything behind the classes in one axis.
  const at::Tensor p = at::softmax(compat::atLeastFloat(logits).flatten(2), 1);
  const at::Tensor label = target.to(at::kLong).reshape({target.size(0), 1, -1});
  const at::Tensor g = at::zeros_like(p).scatter_(1, label, 1.0);
  const std::vector<std::int64_t> axes =
      options.batchDice ? std::vector<std::int64_t>{0, 2} : std::vector<std::int64_t>{2};
  const at::Tensor both = (p * g).sum(axes), sizes = p.sum(axes) + g.sum(axes);
  const at::Tensor dice = (2 * both + options.smooth) / (sizes + options.smooth).clamp_min(1e-8);
  return -dice.narrow(-1, 1, dice.size(-1) - 1).mean();
}

at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& target) {
  const compat::FullPrecision guard;
  requireTarget(logits, target);
  return at::cross_entropy_loss(compat::atLeastFloat(logits), target.to(at::kLong));
}

at::Tensor diceCe(const at::Tensor& logits, const at::Tensor& target, const DiceCeOptions& options) {
  at::Tensor loss = options.ceWeight * crossEntropy(logits, target);
  if (options.diceWeight != 0) loss = loss + options.diceWeight * softDice(logits, target, options);
  return loss;
}

}  // namespace selvox::learn::losses

#include "core/learn/losses/dice_ce.h"

#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/softmax.h>

#include "core/learn/losses/common.h"
#include "core/learn/losses/overlap.h"

namespace selvox::learn::losses {

at::Tensor softDice(const at::Tensor& logits, const at::Tensor& target, const DiceCeOptions& options) {
  const compat::FullPrecision guard;
  requireVoxelTarget(logits, target, "dice-ce");
  const at::Tensor p = at::softmax(compat::atLeastFloat(logits).flatten(2), 1);
  const std::int64_t structures = p.size(1) - 1;
  return diceOfShares(p.narrow(1, 1, structures), oneHotLike(p, target).narrow(1, 1, structures),
                      {options.batchDice, options.smooth});
}

at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& target, const at::Tensor& weights) {
  const compat::FullPrecision guard;
  requireVoxelTarget(logits, target, "cross-entropy");
  const at::Tensor scores = compat::atLeastFloat(logits);
  return at::cross_entropy_loss(scores, target.to(at::kLong),
                                weights.defined() ? weights.to(scores.options().requires_grad(false)) : weights);
}

at::Tensor diceCe(const at::Tensor& logits, const at::Tensor& target, const DiceCeOptions& options) {
  at::Tensor loss = options.ceWeight * crossEntropy(logits, target);
  if (options.diceWeight != 0) loss = loss + options.diceWeight * softDice(logits, target, options);
  return loss;
}

}  // namespace selvox::learn::losses

#include "core/learn/losses/voxel_focal.h"

#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/log_softmax.h>

#include "core/learn/losses/common.h"
#include "core/learn/losses/overlap.h"

namespace selvox::learn::losses {

at::Tensor voxelFocal(const at::Tensor& logits, const at::Tensor& target, double gamma, const at::Tensor& weights) {
  const compat::FullPrecision guard;
  requireVoxelTarget(logits, target, "focal");
  const at::Tensor log = at::log_softmax(compat::atLeastFloat(logits).flatten(2), 1);
  const at::Tensor label = target.to(at::kLong).reshape({target.size(0), 1, -1});
  const at::Tensor own = log.gather(1, label).squeeze(1);  // (N, V)
  at::Tensor cost = -own;
  if (gamma != 0) cost = cost * (1 - own.exp()).clamp_min(0).pow(gamma);
  if (weights.defined()) cost = cost * weights.to(log.options().requires_grad(false)).index({label.squeeze(1)});
  return cost.mean();
}

at::Tensor binaryFocal(const at::Tensor& logits, const at::Tensor& shares, double gamma, const at::Tensor& weights) {
  const compat::FullPrecision guard;
  TORCH_CHECK(logits.dim() == 3 && logits.sizes() == shares.sizes(), "binary focal needs a share for every logit, got ",
              logits.sizes(), " and ", shares.sizes());
  const at::Tensor x = compat::atLeastFloat(logits), g = shares.to(x.scalar_type());
  at::Tensor yes = at::log_sigmoid(x), no = at::log_sigmoid(-x);
  if (gamma != 0) {
    const at::Tensor p = yes.exp(), q = no.exp();
    yes = yes * q.pow(gamma);
    no = no * p.pow(gamma);
  }
  at::Tensor cost = -(g * yes + (1 - g) * no);
  if (weights.defined()) cost = cost * weights.to(x.options().requires_grad(false)).view({1, -1, 1});
  return cost.mean();
}

}  // namespace selvox::learn::losses

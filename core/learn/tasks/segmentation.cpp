#include <algorithm>
#include <cmath>

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include "core/learn/losses/dice_ce.h"
#include "core/learn/tasks/task.h"

namespace selvox::learn::tasks {
namespace {

// Labels at the size of an output, nearest neighbour: (N, [D,] H, W) int64.
at::Tensor labelsAt(const at::Tensor& target, at::IntArrayRef size) {
  if (target.sizes().slice(1) == size) return target;
  const at::Tensor asImage = target.unsqueeze(1).to(at::kFloat);
  const at::Tensor small =
      size.size() == 2 ? at::upsample_nearest2d(asImage, size) : at::upsample_nearest3d(asImage, size);
  return small.squeeze(1).to(at::kLong);
}

}  // namespace

at::Tensor segmentationLoss(const std::vector<at::Tensor>& outputs, const at::Tensor& target,
                            const base::Json& settings) {
  losses::DiceCeOptions options;
  options.diceWeight = base::valueOr(settings, "dice_weight", 1.0);
  options.ceWeight = base::valueOr(settings, "ce_weight", 1.0);
  options.batchDice = base::valueOr(settings, "batch_dice", false);
  const std::size_t used = outputs.size() > 1 ? outputs.size() - 1 : 1;  // the coarsest output has weight 0
  double sum = 0;
  for (std::size_t i = 0; i < used; ++i) sum += std::ldexp(1.0, -static_cast<int>(i));
  at::Tensor total;
  for (std::size_t i = 0; i < used; ++i) {
    const at::Tensor labels = labelsAt(target, outputs[i].sizes().slice(2));
    const at::Tensor loss = losses::diceCe(outputs[i], labels, options) * (std::ldexp(1.0, -static_cast<int>(i)) / sum);
    total = total.defined() ? total + loss : loss;
  }
  return total;
}

}  // namespace selvox::learn::tasks

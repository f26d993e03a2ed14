#include "core/learn/losses/overlap.h"

#include <vector>

#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros_like.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

std::vector<std::int64_t> summed(const OverlapOptions& options) {
  return options.batch ? std::vector<std::int64_t>{0, 2} : std::vector<std::int64_t>{2};
}

}  // namespace

at::Tensor diceOfShares(const at::Tensor& p, const at::Tensor& g, const OverlapOptions& options) {
  const auto axes = summed(options);
  const at::Tensor both = (p * g).sum(axes), sizes = p.sum(axes) + g.sum(axes);
  return -((2 * both + options.smooth) / (sizes + options.smooth).clamp_min(1e-8)).mean();
}

at::Tensor tverskyOfShares(const at::Tensor& p, const at::Tensor& g, const TverskyOptions& options) {
  const auto axes = summed(options.overlap);
  const double s = options.overlap.smooth;
  const at::Tensor both = (p * g).sum(axes);
  const at::Tensor surplus = p.sum(axes) - both, missed = g.sum(axes) - both;
  const at::Tensor t = (both + s) / (both + options.alpha * surplus + options.beta * missed + s).clamp_min(1e-8);
  const at::Tensor lacking = 1 - t;
  if (options.power == 1.0) return lacking.mean();
  return lacking.clamp_min(1e-7).pow(options.power).mean();  // the slope of a power below 1 is infinite at 0
}

at::Tensor tversky(const at::Tensor& logits, const at::Tensor& target, const TverskyOptions& options) {
  const compat::FullPrecision guard;
  requireVoxelTarget(logits, target, "tversky");
  const at::Tensor p = at::softmax(compat::atLeastFloat(logits).flatten(2), 1);
  const std::int64_t structures = p.size(1) - 1;
  return tverskyOfShares(p.narrow(1, 1, structures), oneHotLike(p, target).narrow(1, 1, structures), options);
}

void requireVoxelTarget(const at::Tensor& logits, const at::Tensor& target, const char* loss) {
  TORCH_CHECK(logits.dim() >= 2 && logits.size(1) >= 2, loss, " needs logits (N, classes >= 2, …), got ",
              logits.sizes());
  TORCH_CHECK(target.dim() + 1 == logits.dim() && target.size(0) == logits.size(0), loss, ": target ", target.sizes(),
              " does not belong to logits ", logits.sizes());
}

at::Tensor oneHotLike(const at::Tensor& logits, const at::Tensor& target) {
  const at::Tensor label = target.to(at::kLong).reshape({target.size(0), 1, -1});
  return at::zeros_like(logits).scatter_(1, label, 1.0);
}

}  // namespace selvox::learn::losses

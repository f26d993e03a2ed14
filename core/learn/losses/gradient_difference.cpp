#include "core/learn/losses/gradient_difference.h"

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

at::Tensor overMask(const at::Tensor& error, const at::Tensor& mask) {
  return (error * mask).sum() / (mask.sum() * static_cast<double>(error.size(1))).clamp_min(1);
}

void requireSameImages(const at::Tensor& pred, const at::Tensor& target, const at::Tensor& mask) {
  TORCH_CHECK(pred.dim() >= 3 && pred.sizes() == target.sizes(),
              "gradient-difference needs two images of one shape, got ", pred.sizes(), " and ", target.sizes());
  TORCH_CHECK(mask.dim() == pred.dim() && mask.size(0) == pred.size(0) && mask.size(1) == 1 &&
                  mask.sizes().slice(2) == pred.sizes().slice(2),
              "gradient-difference: mask ", mask.sizes(), " does not belong to ", pred.sizes());
}

}  // namespace

at::Tensor maskedL1(const at::Tensor& pred, const at::Tensor& target, const at::Tensor& mask) {
  const compat::FullPrecision guard;
  requireSameImages(pred, target, mask);
  const at::Tensor p = compat::atLeastFloat(pred);
  return overMask((p - compat::atLeastFloat(target)).abs(), mask.to(p.scalar_type()));
}

at::Tensor gradientDifference(const at::Tensor& pred, const at::Tensor& target, const at::Tensor& mask) {
  const compat::FullPrecision guard;
  requireSameImages(pred, target, mask);
  const at::Tensor p = compat::atLeastFloat(pred), t = compat::atLeastFloat(target), m = mask.to(p.scalar_type());
  at::Tensor sum;
  std::int64_t axes = 0;
  for (std::int64_t axis = 2; axis < p.dim(); ++axis) {
    const std::int64_t last = p.size(axis) - 1;
    if (last < 1) continue;
    const auto step = [&](const at::Tensor& x) { return x.narrow(axis, 1, last) - x.narrow(axis, 0, last); };
    const at::Tensor both = m.narrow(axis, 1, last) * m.narrow(axis, 0, last);
    const at::Tensor error = overMask((step(p).abs() - step(t).abs()).abs(), both);
    sum = sum.defined() ? sum + error : error;
    ++axes;
  }
  return axes > 0 ? sum / static_cast<double>(axes) : (p * 0).sum();
}

}  // namespace selvox::learn::losses

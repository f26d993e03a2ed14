#include "core/learn/losses/gaussian_kl.h"

#include "core/learn/compat/compat.h"

namespace selvox::learn::losses {

at::Tensor gaussianKlEach(const at::Tensor& mean, const at::Tensor& logVariance) {
  TORCH_CHECK(mean.sizes() == logVariance.sizes(), "gaussian KL: means ", mean.sizes(), " do not match log-variances ",
              logVariance.sizes());
  const compat::FullPrecision guard;
  const at::Tensor m = compat::atLeastFloat(mean), v = compat::atLeastFloat(logVariance);
  return (1 + v - m.square() - v.exp()) * -0.5;
}

at::Tensor gaussianKl(const at::Tensor& mean, const at::Tensor& logVariance) {
  return gaussianKlEach(mean, logVariance).flatten(1).sum(1).mean();
}

}  // namespace selvox::learn::losses

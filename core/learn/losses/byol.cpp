#include "core/learn/losses/byol.h"

#include <algorithm>
#include <cmath>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

at::Tensor byol(const at::Tensor& prediction, const at::Tensor& target) {
  const compat::FullPrecision guard;
  requireSameMatrix(prediction, target, "byol");
  return (2 - 2 * rowCosine(prediction, target.detach())).mean();
}

at::Tensor negativeCosine(const at::Tensor& prediction, const at::Tensor& target) {
  const compat::FullPrecision guard;
  requireSameMatrix(prediction, target, "negative-cosine");
  return -rowCosine(prediction, target.detach()).mean();
}

double momentumAt(double start, long long step, long long steps) {
  constexpr double pi = 3.14159265358979323846;
  const double share = steps > 0 ? std::clamp(static_cast<double>(step) / static_cast<double>(steps), 0.0, 1.0) : 1.0;
  return 1.0 - (1.0 - start) * (std::cos(pi * share) + 1.0) / 2.0;
}

}  // namespace selvox::learn::losses

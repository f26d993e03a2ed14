#include "core/learn/losses/exemplar.h"

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

ExemplarTerms exemplarTriplet(const at::Tensor& anchor, const at::Tensor& positive, const at::Tensor& negative,
                              double margin) {
  const compat::FullPrecision guard;
  requireSameMatrix(anchor, positive, "exemplar");
  requireSameMatrix(anchor, negative, "exemplar");
  const at::Tensor a = compat::atLeastFloat(anchor);
  const at::Tensor toPositive = (a - compat::atLeastFloat(positive)).square().mean(1);
  const at::Tensor toNegative = (a - compat::atLeastFloat(negative)).square().mean(1);
  return {(toPositive - toNegative + margin).clamp_min(0).mean(), toPositive.detach().mean(),
          toNegative.detach().mean()};
}

}  // namespace selvox::learn::losses

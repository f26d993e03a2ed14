#include "core/learn/losses/perceptual.h"

#include <ATen/Functions.h>

#include "core/learn/compat/compat.h"

namespace selvox::learn::losses {
namespace {

at::Tensor ofLengthOne(const at::Tensor& features) {
  const at::Tensor x = compat::atLeastFloat(features);
  return x / (x.square().sum({1}, /*keepdim=*/true) + 1e-10).sqrt();
}

}  // namespace

at::Tensor featureDistance(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  TORCH_CHECK(!a.empty() && a.size() == b.size(), "feature distance: ", a.size(), " and ", b.size(), " levels");
  const compat::FullPrecision guard;
  at::Tensor sum;
  for (std::size_t level = 0; level < a.size(); ++level) {
    TORCH_CHECK(a[level].sizes() == b[level].sizes(), "feature distance: level ", level, " has shapes ",
                a[level].sizes(), " and ", b[level].sizes());
    const at::Tensor apart = (ofLengthOne(a[level]) - ofLengthOne(b[level])).square().sum({1}).mean();
    sum = sum.defined() ? sum + apart : apart;
  }
  return sum / static_cast<double>(a.size());
}

}  // namespace selvox::learn::losses

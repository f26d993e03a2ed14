#include "core/spec/unet_plan.h"

#include <algorithm>
#include <cstddef>

namespace selvox::spec {
namespace {

constexpr std::int64_t kMinEdge = 4;

struct Pyramid {
  std::vector<std::int64_t> size, kernel;
  std::vector<double> spacing;
};

// Axes to halve next; empty when the pyramid is deep enough.
std::vector<std::size_t> axesToHalve(const Pyramid& s) {
  std::vector<std::size_t> large, axes;
  double finest = 0;
  for (std::size_t i = 0; i < s.size.size(); ++i) {
    if (s.size[i] < 2 * kMinEdge) continue;
    finest = large.empty() ? s.spacing[i] : std::min(finest, s.spacing[i]);
    large.push_back(i);
  }
  for (const std::size_t i : large) {
    if (s.spacing[i] / finest < 2) axes.push_back(i);
  }
  if (axes.size() == 1 && s.size[axes.front()] < 3 * kMinEdge) axes.clear();
  return axes;
}

}  // namespace

UnetPlan planUnet(const std::vector<std::int64_t>& patch, const std::vector<double>& spacing, int maxStages) {
  const std::size_t dim = patch.size();
  const auto limit = static_cast<std::size_t>(maxStages > 0 ? std::max(maxStages, 2) : (dim == 2 ? 7 : 6));
  Pyramid s{patch, std::vector<std::int64_t>(dim, 1), spacing};
  s.spacing.resize(dim, 1.0);
  UnetPlan plan{{std::vector<std::int64_t>(dim, 1)}, {}, std::vector<std::int64_t>(dim, 1)};
  while (plan.strides.size() < limit) {
    std::vector<std::size_t> axes = axesToHalve(s);
    if (axes.empty() && plan.strides.size() > 1) break;
    if (axes.empty()) {  // a tiny patch: one halving all the same, along its longest axis
      axes.push_back(static_cast<std::size_t>(std::max_element(s.size.begin(), s.size.end()) - s.size.begin()));
    }
    const double finest = *std::min_element(s.spacing.begin(), s.spacing.end());
    for (std::size_t i = 0; i < dim; ++i) {
      if (s.spacing[i] / finest < 2) s.kernel[i] = 3;
    }
    plan.kernels.push_back(s.kernel);
    plan.strides.emplace_back(dim, 1);
    for (const std::size_t i : axes) {
      plan.strides.back()[i] = 2;
      plan.divisor[i] *= 2;
      s.size[i] = (s.size[i] + 1) / 2;
      s.spacing[i] *= 2;
    }
  }
  plan.kernels.emplace_back(dim, 3);
  return plan;
}

}  // namespace selvox::spec

#pragma once
// How deep a U-Net may go on a patch, and along which axes: nnU-Net's rule (get_pool_and_conv_props).

#include <cstdint>
#include <vector>

namespace selvox::spec {

struct UnetPlan {
  std::vector<std::vector<std::int64_t>> strides, kernels;  // per stage, per axis ([D,] H, W); the first stride is 1
  std::vector<std::int64_t> divisor;                        // a patch side is best a multiple of this
  [[nodiscard]] std::int64_t stages() const { return static_cast<std::int64_t>(strides.size()); }
};

// `patch` and `spacing` (mm) per axis, slowest first, 2 or 3 of each. An axis is halved while it keeps an edge of 4 and
// its spacing is within a factor of 2 of the finest; its kernel is 1 until then. At most 6 stages in 3D, 7 in 2D,
// unless `maxStages` says otherwise; at least 2.
[[nodiscard]] UnetPlan planUnet(const std::vector<std::int64_t>& patch, const std::vector<double>& spacing,
                                int maxStages = 0);

}  // namespace selvox::spec

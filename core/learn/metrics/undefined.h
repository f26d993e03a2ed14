#pragma once
// What a metric gives where it is not defined.

#include <limits>

namespace selvox::learn::metrics {

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace selvox::learn::metrics

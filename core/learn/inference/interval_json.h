#pragma once
// Numbers and intervals as evaluation documents hold them: what is undefined is null.

#include <cmath>

#include "core/base/json.h"
#include "core/learn/metrics/bootstrap.h"

namespace selvox::learn::inference {

[[nodiscard]] inline base::Json finiteOrNull(double value) {
  return std::isfinite(value) ? base::Json(value) : base::Json(nullptr);
}

// {mean, low, high, n, undefined}
[[nodiscard]] inline base::Json intervalJson(const metrics::Interval& interval) {
  return {{"mean", finiteOrNull(interval.mean)},
          {"low", finiteOrNull(interval.low)},
          {"high", finiteOrNull(interval.high)},
          {"n", interval.n},
          {"undefined", interval.undefined}};
}

}  // namespace selvox::learn::inference

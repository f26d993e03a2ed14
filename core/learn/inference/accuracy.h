#pragma once
// A mean of right answers as evaluation documents hold it.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/learn/metrics/bootstrap.h"

namespace selvox::learn::inference {

// {accuracy, low, high}: `right` is 0 to 1 a case, the interval of 95% is over patients.
inline base::Json accuracyOf(const std::vector<double>& right, const std::vector<std::string>& patients) {
  const metrics::Interval interval = metrics::bootstrapMean(right, patients);
  return {{"accuracy", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

}  // namespace selvox::learn::inference

#pragma once
// A scalar curve: (step, value) pairs with min/max decimation for drawing.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/events/event.h"

namespace selvox::events {

struct Point {
  double x = 0, y = 0;
};

class ScalarSeries {
 public:
  // For one step the highest seq counts; steps may go back after a resume. Non-finite values are kept as markers.
  void add(std::int64_t step, double value, std::int64_t seq, double seconds);
  [[nodiscard]] const std::vector<Point>& points() const { return points_; }      // x: step, ordered
  [[nodiscard]] const std::vector<Point>& nonFinite() const { return nonFinite_; }
  [[nodiscard]] double last() const { return points_.empty() ? 0 : points_.back().y; }
  [[nodiscard]] const std::vector<double>& seconds() const { return seconds_; }  // of points(): since 1970

 private:
  std::vector<Point> points_, nonFinite_;
  std::vector<std::int64_t> seq_, nonFiniteSeq_;
  std::vector<double> seconds_;
};

using ScalarTable = std::map<std::string, ScalarSeries>;
void apply(ScalarTable& table, const Event& event);  // ignores what is not a scalar

// At most 4 points per column (first, minimum, maximum, last) over [x0, x1] split into `columns`; input ordered by x.
[[nodiscard]] std::vector<Point> decimate(const std::vector<Point>& points, double x0, double x1, int columns);
// Exponential moving average with weight in [0, 1); bias-corrected, raw at 0.
[[nodiscard]] std::vector<Point> smooth(const std::vector<Point>& points, double weight);

}  // namespace selvox::events

#pragma once
// Non-linear contrast of Models Genesis (Zhou et al., MIA 2021): a cubic Bezier curve as a map of grey values.

#include <array>
#include <vector>

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

constexpr int kCurveSamples = 100000;  // as the reference samples it

// The curve through (0, 0) and (1, 1) with two inner control points, sampled from (1, 1) to (0, 0). Both coordinates
// sorted: a rising map; abscissae alone sorted: a falling one, that inverts the contrast.
class BezierCurve {
 public:
  using Point = std::array<double, 2>;
  BezierCurve(Point first, Point second, bool inverted, int samples = kCurveSamples);
  [[nodiscard]] double operator()(double x) const;  // x in [0, 1], linear between the samples

 private:
  std::vector<double> x_, y_;
  std::vector<std::uint32_t> start_;  // of each of 4096 equal parts of [0, 1]: the first sample not below it
};

// Grey values through the curve, within the sample's own range.
[[nodiscard]] at::Tensor bezierContrast(const at::Tensor& sample, const BezierCurve& curve);

}  // namespace selvox::learn::methods::degrade

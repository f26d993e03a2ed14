#include "core/learn/methods/degrade/bezier.h"

#include <algorithm>

#include <ATen/ops/empty_like.h>

namespace selvox::learn::methods::degrade {
namespace {

constexpr int kParts = 4096;

void sortRising(std::vector<double>& values) {
  if (!std::is_sorted(values.begin(), values.end())) std::sort(values.begin(), values.end());
}

}  // namespace

BezierCurve::BezierCurve(Point first, Point second, bool inverted, int samples) {
  x_.resize(static_cast<std::size_t>(samples));
  y_.resize(x_.size());
  // Sample i of the reference stands at s = 1 - t; the abscissae are filled from the far end because, once sorted,
  // they rise while the ordinates still fall.
  for (std::size_t i = 0; i < x_.size(); ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(samples - 1), s = 1 - t;
    const double a = 3 * t * s * s, b = 3 * t * t * s, c = t * t * t;
    x_[i] = a * first[0] + b * second[0] + c;
    y_[inverted ? x_.size() - 1 - i : i] = a * first[1] + b * second[1] + c;
  }
  sortRising(x_);
  if (!inverted) sortRising(y_);
  start_.reserve(kParts + 2);
  std::size_t at = 0;
  for (int part = 0; part <= kParts + 1; ++part) {
    while (at < x_.size() && x_[at] < static_cast<double>(part) / kParts) ++at;
    start_.push_back(static_cast<std::uint32_t>(at));
  }
}

double BezierCurve::operator()(double x) const {
  if (x <= x_.front()) return y_.front();
  if (x >= x_.back()) return y_.back();
  const auto part = static_cast<std::size_t>(x * kParts);
  const auto from = x_.begin() + start_[part];
  const auto to = x_.begin() + std::min<std::ptrdiff_t>(start_[part + 1] + 1, static_cast<std::ptrdiff_t>(x_.size()));
  const auto above = static_cast<std::size_t>(std::upper_bound(from, to, x) - x_.begin());
  const double share = (x - x_[above - 1]) / (x_[above] - x_[above - 1]);
  return y_[above - 1] + share * (y_[above] - y_[above - 1]);
}

at::Tensor bezierContrast(const at::Tensor& sample, const BezierCurve& curve) {
  const Range range = rangeOf(sample);
  if (range.width() <= 0) return sample.clone();
  at::Tensor result = at::empty_like(sample);
  const double* in = sample.data_ptr<double>();
  double* out = result.data_ptr<double>();
  for (std::int64_t i = 0; i < sample.numel(); ++i) {
    out[i] = range.low + range.width() * curve((in[i] - range.low) / range.width());
  }
  return result;
}

}  // namespace selvox::learn::methods::degrade

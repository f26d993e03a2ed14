#include "core/learn/metrics/distance_transform.h"

#include <array>
#include <cstddef>
#include <limits>

namespace selvox::learn::metrics {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

// Scratch space of one line, reused for all lines.
struct Line {
  std::vector<double> value, result, border;  // border: where parabola i begins to be the lowest
  std::vector<std::size_t> lowest;            // grid position of parabola i
  explicit Line(std::size_t n) : value(n), result(n), border(n + 1), lowest(n) {}
};

// Lower envelope of the parabolas w (x - i)^2 + value[i], w = spacing^2.
void transformLine(Line& line, std::size_t n, double w) {
  std::size_t count = 0;
  for (std::size_t q = 0; q < n; ++q) {
    if (line.value[q] == kFar) continue;
    const auto x = static_cast<double>(q);
    double from = -kFar;
    while (count > 0) {
      const auto other = static_cast<double>(line.lowest[count - 1]);
      from = ((line.value[q] + w * x * x) - (line.value[line.lowest[count - 1]] + w * other * other)) /
             (2 * w * (x - other));
      if (from > line.border[count - 1]) break;
      --count;
      from = -kFar;
    }
    line.lowest[count] = q;
    line.border[count] = from;
    line.border[++count] = kFar;
  }
  std::size_t at = 0;
  for (std::size_t q = 0; q < n; ++q) {
    if (count == 0) {
      line.result[q] = kFar;
      continue;
    }
    while (line.border[at + 1] < static_cast<double>(q)) ++at;
    const double step = static_cast<double>(q) - static_cast<double>(line.lowest[at]);
    line.result[q] = w * step * step + line.value[line.lowest[at]];
  }
}

}  // namespace

std::vector<double> squaredDistance(std::span<const std::uint8_t> seeds, const Grid& grid) {
  std::vector<double> field(seeds.size());
  for (std::size_t i = 0; i < seeds.size(); ++i) field[i] = seeds[i] != 0 ? 0.0 : kFar;
  const std::array<std::size_t, 3> n{static_cast<std::size_t>(grid.shape[0]), static_cast<std::size_t>(grid.shape[1]),
                                     static_cast<std::size_t>(grid.shape[2])};
  const std::array<std::size_t, 3> step{n[1] * n[2], n[2], 1};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (n[axis] < 2) continue;
    const std::size_t a = axis == 0 ? 1 : 0, b = axis == 2 ? 1 : 2;  // the other two axes
    Line line(n[axis]);
    for (std::size_t i = 0; i < n[a]; ++i) {
      for (std::size_t j = 0; j < n[b]; ++j) {
        double* start = field.data() + i * step[a] + j * step[b];
        for (std::size_t q = 0; q < n[axis]; ++q) line.value[q] = start[q * step[axis]];
        transformLine(line, n[axis], grid.spacing[axis] * grid.spacing[axis]);
        for (std::size_t q = 0; q < n[axis]; ++q) start[q * step[axis]] = line.result[q];
      }
    }
  }
  return field;
}

}  // namespace selvox::learn::metrics

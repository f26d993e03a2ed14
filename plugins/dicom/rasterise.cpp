#include "plugins/dicom/rasterise.h"

#include <algorithm>
#include <cmath>

namespace selvox::plugins::dicom {
namespace {

// Where the edges of all polygons cross the line of pixel centres `y`.
std::vector<double> crossings(const std::vector<Polygon>& polygons, double y) {
  std::vector<double> found;
  for (const Polygon& polygon : polygons)
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      const auto &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
      if ((a[1] <= y) == (b[1] <= y)) continue;
      found.push_back(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]));
    }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::vector<std::size_t> rasterise(const std::vector<Polygon>& polygons, std::int64_t columns, std::int64_t rows) {
  double low = static_cast<double>(rows), high = -1;
  for (const Polygon& polygon : polygons)
    for (const auto& point : polygon) low = std::min(low, point[1]), high = std::max(high, point[1]);
  std::vector<std::size_t> pixels;
  const auto first = static_cast<std::int64_t>(std::ceil(std::max(low, 0.0)));
  const auto last = static_cast<std::int64_t>(std::floor(std::min(high, static_cast<double>(rows - 1))));
  for (std::int64_t y = first; y <= last; ++y) {
    const auto edges = crossings(polygons, static_cast<double>(y));
    for (std::size_t i = 0; i + 1 < edges.size(); i += 2) {
      const auto from = static_cast<std::int64_t>(std::ceil(std::clamp(edges[i], 0.0, static_cast<double>(columns))));
      const auto to = static_cast<std::int64_t>(std::ceil(std::clamp(edges[i + 1], 0.0, static_cast<double>(columns))));
      for (std::int64_t x = from; x < to; ++x) pixels.push_back(static_cast<std::size_t>(x + columns * y));
    }
  }
  return pixels;
}

}  // namespace selvox::plugins::dicom

#include "core/learn/metrics/segmentation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/learn/metrics/distance_transform.h"
#include "core/learn/metrics/undefined.h"

namespace selvox::learn::metrics {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Counts {
  std::int64_t pred = 0, ref = 0, both = 0;
};

Counts count(Mask pred, Mask ref) {
  Counts c;
  const std::size_t n = std::min(pred.size(), ref.size());
  for (std::size_t i = 0; i < n; ++i) {
    const bool p = pred[i] != 0, r = ref[i] != 0;
    c.pred += p;
    c.ref += r;
    c.both += p && r;
  }
  return c;
}

// The part of the grid that holds both masks: distances between surfaces never need more.
struct Box {
  std::array<std::int64_t, 3> low{}, high{};  // high is exclusive
};

Box boundingBox(Mask pred, Mask ref, const Grid& grid) {
  Box box{grid.shape, {0, 0, 0}};
  std::size_t i = 0;
  for (std::int64_t z = 0; z < grid.shape[0]; ++z) {
    for (std::int64_t y = 0; y < grid.shape[1]; ++y) {
      for (std::int64_t x = 0; x < grid.shape[2]; ++x, ++i) {
        if (pred[i] == 0 && ref[i] == 0) continue;
        const std::array<std::int64_t, 3> at{z, y, x};
        for (std::size_t a = 0; a < 3; ++a) {
          box.low[a] = std::min(box.low[a], at[a]);
          box.high[a] = std::max(box.high[a], at[a] + 1);
        }
      }
    }
  }
  return box;
}

bool isSurface(Mask mask, const Grid& grid, std::int64_t z, std::int64_t y, std::int64_t x) {
  const auto& [nz, ny, nx] = grid.shape;
  const std::int64_t row = nx, plane = nx * ny, i = z * plane + y * row + x;
  const auto outside = [&](std::int64_t at) { return mask[static_cast<std::size_t>(at)] == 0; };
  if (x == 0 || outside(i - 1) || x + 1 == nx || outside(i + 1)) return true;
  if (y == 0 || outside(i - row) || y + 1 == ny || outside(i + row)) return true;
  if (nz == 1) return false;
  return z == 0 || outside(i - plane) || z + 1 == nz || outside(i + plane);
}

// 1 on the mask's surface, on the grid of the box.
std::vector<std::uint8_t> surfaceIn(Mask mask, const Grid& grid, const Box& box) {
  std::vector<std::uint8_t> surface;
  for (std::int64_t z = box.low[0]; z < box.high[0]; ++z) {
    for (std::int64_t y = box.low[1]; y < box.high[1]; ++y) {
      for (std::int64_t x = box.low[2]; x < box.high[2]; ++x) {
        const std::int64_t i = (z * grid.shape[1] + y) * grid.shape[2] + x;
        surface.push_back(mask[static_cast<std::size_t>(i)] != 0 && isSurface(mask, grid, z, y, x) ? 1 : 0);
      }
    }
  }
  return surface;
}

std::vector<double> distancesFrom(const std::vector<std::uint8_t>& from, const std::vector<std::uint8_t>& to,
                                  const Grid& grid) {
  const bool empty = std::find(to.begin(), to.end(), 1) == to.end();
  const std::vector<double> squared = empty ? std::vector<double>() : squaredDistance(to, grid);
  std::vector<double> distances;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] != 0) distances.push_back(empty ? kInfinity : std::sqrt(squared[i]));
  }
  return distances;
}

}  // namespace

double dice(Mask pred, Mask ref) {
  const Counts c = count(pred, ref);
  return c.pred + c.ref == 0 ? kUndefined : 2.0 * static_cast<double>(c.both) / static_cast<double>(c.pred + c.ref);
}

double iou(Mask pred, Mask ref) {
  const Counts c = count(pred, ref);
  return c.pred + c.ref == 0 ? kUndefined : static_cast<double>(c.both) / static_cast<double>(c.pred + c.ref - c.both);
}

double volumeError(Mask pred, Mask ref) {
  const Counts c = count(pred, ref);
  return c.ref > 0 ? std::abs(static_cast<double>(c.pred - c.ref)) / static_cast<double>(c.ref) : kUndefined;
}

SurfaceDistances surfaceDistances(Mask pred, Mask ref, const Grid& grid) {
  const Box box = boundingBox(pred, ref, grid);
  if (box.high[0] == 0) return {};
  Grid part = grid;
  for (std::size_t a = 0; a < 3; ++a) part.shape[a] = box.high[a] - box.low[a];
  const auto p = surfaceIn(pred, grid, box), r = surfaceIn(ref, grid, box);
  return {distancesFrom(p, r, part), distancesFrom(r, p, part)};
}

double hd95(const SurfaceDistances& d) {
  if (d.predToRef.empty() || d.refToPred.empty()) return kUndefined;
  return std::max(percentile(d.predToRef, 0.95), percentile(d.refToPred, 0.95));
}

double hd95Pooled(const SurfaceDistances& d) {
  if (d.predToRef.empty() || d.refToPred.empty()) return kUndefined;
  std::vector<double> all = d.predToRef;
  all.insert(all.end(), d.refToPred.begin(), d.refToPred.end());
  return percentile(std::move(all), 0.95);
}

double normalisedSurfaceDistance(const SurfaceDistances& d, double tau) {
  const std::size_t total = d.predToRef.size() + d.refToPred.size();
  if (total == 0) return kUndefined;
  const auto near = [tau](double distance) { return distance <= tau; };
  const auto within = std::count_if(d.predToRef.begin(), d.predToRef.end(), near) +
                      std::count_if(d.refToPred.begin(), d.refToPred.end(), near);
  return static_cast<double>(within) / static_cast<double>(total);
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return kUndefined;
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double part = at - static_cast<double>(below);
  return part == 0 ? values[below] : values[below] + part * (values[above] - values[below]);
}

}  // namespace selvox::learn::metrics

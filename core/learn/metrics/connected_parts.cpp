#include "core/learn/metrics/connected_parts.h"

#include <algorithm>
#include <cstdlib>

namespace selvox::learn::metrics {
namespace {

struct Step {
  std::int64_t z, y, x;
};

std::vector<Step> neighbours(const Grid& grid, Touching touching) {
  std::vector<Step> steps;
  const std::int64_t deep = grid.shape[0] > 1 ? 1 : 0;
  for (std::int64_t z = -deep; z <= deep; ++z) {
    for (std::int64_t y = -1; y <= 1; ++y) {
      for (std::int64_t x = -1; x <= 1; ++x) {
        const auto apart = std::abs(z) + std::abs(y) + std::abs(x);
        if (apart == 1 || (apart > 1 && touching == Touching::Corners)) steps.push_back({z, y, x});
      }
    }
  }
  return steps;
}

}  // namespace

ConnectedParts connectedParts(Mask mask, const Grid& grid, Touching touching) {
  ConnectedParts result;
  result.of.assign(mask.size(), 0);
  const auto steps = neighbours(grid, touching);
  const auto& [nz, ny, nx] = grid.shape;
  std::vector<std::int64_t> open;
  for (std::size_t first = 0; first < mask.size(); ++first) {
    if (mask[first] == 0 || result.of[first] != 0) continue;
    const auto number = static_cast<std::int32_t>(result.voxels.size()) + 1;
    std::int64_t count = 0;
    result.of[first] = number;
    open.push_back(static_cast<std::int64_t>(first));
    while (!open.empty()) {
      const std::int64_t at = open.back(), z = at / (ny * nx), y = at / nx % ny, x = at % nx;
      open.pop_back();
      ++count;
      for (const Step& step : steps) {
        const std::int64_t oz = z + step.z, oy = y + step.y, ox = x + step.x;
        if (oz < 0 || oz >= nz || oy < 0 || oy >= ny || ox < 0 || ox >= nx) continue;
        const auto other = static_cast<std::size_t>((oz * ny + oy) * nx + ox);
        if (mask[other] == 0 || result.of[other] != 0) continue;
        result.of[other] = number;
        open.push_back(static_cast<std::int64_t>(other));
      }
    }
    result.voxels.push_back(count);
  }
  return result;
}

void keepLargest(std::vector<std::uint8_t>& mask, const Grid& grid) {
  const ConnectedParts parts = connectedParts(mask, grid, Touching::Corners);
  if (parts.voxels.size() < 2) return;
  const auto largest = std::max_element(parts.voxels.begin(), parts.voxels.end()) - parts.voxels.begin() + 1;
  for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = parts.of[i] == largest ? 1 : 0;
}

std::vector<std::uint8_t> holes(Mask mask, const Grid& grid) {
  std::vector<std::uint8_t> outside(mask.size());
  for (std::size_t i = 0; i < mask.size(); ++i) outside[i] = mask[i] == 0 ? 1 : 0;
  const ConnectedParts parts = connectedParts(outside, grid, Touching::Faces);
  std::vector<std::uint8_t> open(parts.voxels.size() + 1, 0);
  const auto& [nz, ny, nx] = grid.shape;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const auto at = static_cast<std::int64_t>(i);
    const std::int64_t z = at / (ny * nx), y = at / nx % ny, x = at % nx;
    const bool edge = y == 0 || y + 1 == ny || x == 0 || x + 1 == nx || (nz > 1 && (z == 0 || z + 1 == nz));
    if (edge) open[static_cast<std::size_t>(parts.of[i])] = 1;
  }
  std::vector<std::uint8_t> result(mask.size());
  for (std::size_t i = 0; i < mask.size(); ++i)
    result[i] = parts.of[i] != 0 && open[static_cast<std::size_t>(parts.of[i])] == 0 ? 1 : 0;
  return result;
}

std::int64_t falsePositives(Mask pred, Mask ref, const Grid& grid) {
  const ConnectedParts parts = connectedParts(pred, grid, Touching::Corners);
  std::vector<std::uint8_t> hit(parts.voxels.size() + 1, 0);
  for (std::size_t i = 0; i < pred.size(); ++i) {
    if (ref[i] != 0) hit[static_cast<std::size_t>(parts.of[i])] = 1;
  }
  return std::count(hit.begin() + 1, hit.end(), std::uint8_t{0});
}

}  // namespace selvox::learn::metrics

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/volume/bspline.h"
#include "core/volume/volume.h"

namespace selvox::volume {
namespace {

constexpr double kBorder = 0.5 + 1e-6;  // voxels: the outer face of the first and last voxel still counts as inside

// Per axis of the source: taps for each target index, when target axes run along source axes one to one.
struct AxisTable {
  std::vector<Taps> taps;
  std::vector<char> inside;
};

bool insideOf(double position, std::int64_t size) {
  return position >= -kBorder && position <= static_cast<double>(size - 1) + kBorder;
}

bool isDiagonal(const Affine& sourceFromTarget, const Extent& extent) {
  const std::array<std::int64_t, 3> size{extent.x, extent.y, extent.z};
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      // What the whole width of the target adds off its own axis, in source voxels.
      if (row != column &&
          std::abs(sourceFromTarget(row, column)) * static_cast<double>(size[static_cast<std::size_t>(column)]) >
              1e-4) {
        return false;
      }
    }
  }
  return true;
}

AxisTable tableFor(double step, double start, std::int64_t count, std::int64_t size, Interpolation interpolation) {
  AxisTable table;
  for (std::int64_t i = 0; i < count; ++i) {
    const double position = start + step * static_cast<double>(i);
    table.inside.push_back(insideOf(position, size));
    table.taps.push_back(tapsAt(position, size, interpolation));
  }
  return table;
}

// Calls put(target index, x taps, y taps, z taps) for target voxels inside the source, and nothing for the others.
template <class Put>
void forEachInside(const Affine& sourceFromTarget, const Extent& target, const Extent& source,
                   Interpolation interpolation, Put&& put) {
  if (isDiagonal(sourceFromTarget, target)) {
    const auto axis = [&](int a, std::int64_t count, std::int64_t size) {
      return tableFor(sourceFromTarget(a, a), sourceFromTarget(a, 3), count, size, interpolation);
    };
    const AxisTable x = axis(0, target.x, source.x), y = axis(1, target.y, source.y), z = axis(2, target.z, source.z);
    inParallel(target.z, 8, [&](std::int64_t begin, std::int64_t end) {
      for (auto k = static_cast<std::size_t>(begin); k < static_cast<std::size_t>(end); ++k) {
        for (std::size_t j = 0; j < y.taps.size(); ++j) {
          if (!z.inside[k] || !y.inside[j]) continue;
          const std::size_t row = (k * y.taps.size() + j) * x.taps.size();
          for (std::size_t i = 0; i < x.taps.size(); ++i) {
            if (x.inside[i]) put(row + i, x.taps[i], y.taps[j], z.taps[k]);
          }
        }
      }
    });
    return;
  }
  inParallel(target.z, 8, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t k = begin; k < end; ++k) {
      for (std::int64_t j = 0; j < target.y; ++j) {
        for (std::int64_t i = 0; i < target.x; ++i) {
          const Vec3 p =
              sourceFromTarget.apply({static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)});
          if (!insideOf(p[0], source.x) || !insideOf(p[1], source.y) || !insideOf(p[2], source.z)) continue;
          put(static_cast<std::size_t>((k * target.y + j) * target.x + i), tapsAt(p[0], source.x, interpolation),
              tapsAt(p[1], source.y, interpolation), tapsAt(p[2], source.z, interpolation));
        }
      }
    }
  });
}

float weightedSum(const float* values, const Extent& source, const Taps& x, const Taps& y, const Taps& z) {
  float sum = 0;
  for (std::size_t c = 0; c < static_cast<std::size_t>(z.count); ++c) {
    for (std::size_t b = 0; b < static_cast<std::size_t>(y.count); ++b) {
      const float* row = values + (z.index[c] * source.y + y.index[b]) * source.x;
      float line = 0;
      for (std::size_t a = 0; a < static_cast<std::size_t>(x.count); ++a) line += x.weight[a] * row[x.index[a]];
      sum += z.weight[c] * y.weight[b] * line;
    }
  }
  return sum;
}

std::vector<float> firstChannel(const Volume& volume) {
  std::vector<float> values = toFloat(volume);
  const auto channels = static_cast<std::size_t>(volume.channels);
  for (std::size_t i = 0; i * channels < values.size(); ++i) {
    const float value = values[i * channels];
    values[i] = std::isfinite(value) ? value : 0;
  }
  values.resize(static_cast<std::size_t>(volume.extent.voxels()));
  return values;
}

Volume nearestOn(const Volume& volume, Volume result, const Affine& sourceFromTarget, double fill) {
  result.type = volume.type;
  result.scale = volume.scale;
  result.offset = volume.offset;
  result.data.resize(result.bytes());
  withType(volume.type, [&](auto sample) {
    using T = decltype(sample);
    double code = volume.scale != 0 ? (fill - volume.offset) / volume.scale : 0;
    if constexpr (std::is_integral_v<T>) {
      code = std::clamp(std::floor(code + 0.5), static_cast<double>(std::numeric_limits<T>::min()),
                        static_cast<double>(std::numeric_limits<T>::max()));
    }
    const auto to = result.as<T>();
    std::fill(to.begin(), to.end(), static_cast<T>(code));
    const auto from = volume.as<T>();
    forEachInside(sourceFromTarget, result.extent, volume.extent, Interpolation::Nearest,
                  [&](std::size_t index, const Taps& x, const Taps& y, const Taps& z) {
                    const auto voxel = (z.index[0] * volume.extent.y + y.index[0]) * volume.extent.x + x.index[0];
                    to[index] = from[static_cast<std::size_t>(voxel * volume.channels)];
                  });
  });
  return result;
}

}  // namespace

Volume resampleToGrid(const Volume& volume, const Extent& extent, const Affine& worldFromVoxel,
                      Interpolation interpolation, double fill) {
  Volume result;
  result.extent = extent;
  result.worldFromVoxel = worldFromVoxel;
  // A singular source grid has no inside: place every target voxel outside of it.
  Affine sourceFromTarget = Affine::translation({-1e9, -1e9, -1e9});
  if (const auto voxelFromWorld = volume.worldFromVoxel.inverse()) sourceFromTarget = *voxelFromWorld * worldFromVoxel;
  if (interpolation == Interpolation::Nearest) return nearestOn(volume, std::move(result), sourceFromTarget, fill);
  std::vector<float> values = firstChannel(volume);
  if (interpolation == Interpolation::Cubic) {
    const Extent& e = volume.extent;
    prefilterAxis(values, {e.y * e.z, e.x, 1});
    prefilterAxis(values, {e.z, e.y, e.x});
    prefilterAxis(values, {1, e.z, e.x * e.y});
  }
  result.type = VoxelType::Float32;
  result.data.resize(result.bytes());
  const auto to = result.as<float>();
  std::fill(to.begin(), to.end(), static_cast<float>(fill));
  forEachInside(sourceFromTarget, extent, volume.extent, interpolation,
                [&](std::size_t index, const Taps& x, const Taps& y, const Taps& z) {
                  to[index] = weightedSum(values.data(), volume.extent, x, y, z);
                });
  return result;
}

}  // namespace selvox::volume

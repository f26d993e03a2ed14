#pragma once
// Small volumes made by formula.

#include <cstring>
#include <functional>

#include "core/volume/volume.h"

namespace selvox::test {

template <class T>
volume::Volume makeVolume(const volume::Extent& extent, volume::VoxelType type,
                          const std::function<double(std::int64_t, std::int64_t, std::int64_t)>& value) {
  volume::Volume result;
  result.extent = extent;
  result.type = type;
  result.data.resize(result.bytes());
  const auto voxels = result.as<T>();
  std::size_t i = 0;
  for (std::int64_t z = 0; z < extent.z; ++z) {
    for (std::int64_t y = 0; y < extent.y; ++y) {
      for (std::int64_t x = 0; x < extent.x; ++x) voxels[i++] = static_cast<T>(value(x, y, z));
    }
  }
  return result;
}

}  // namespace selvox::test

#include <cstring>

#include "core/volume/orientation.h"
#include "core/volume/volume.h"

namespace selvox::volume {
namespace {

struct Strides {  // in voxels of the source, along the target's axes, from the voxel that becomes (0,0,0)
  std::int64_t start = 0;
  std::array<std::int64_t, 3> step{};
};

template <std::size_t Bytes>
void copyVoxels(const std::byte* from, std::byte* to, const Extent& extent, const Strides& strides, std::size_t bytes) {
  const std::size_t size = Bytes ? Bytes : bytes;
  for (std::int64_t z = 0; z < extent.z; ++z) {
    for (std::int64_t y = 0; y < extent.y; ++y) {
      std::int64_t source = strides.start + z * strides.step[2] + y * strides.step[1];
      if (strides.step[0] == 1) {
        const std::size_t row = static_cast<std::size_t>(extent.x) * size;
        std::memcpy(to, from + static_cast<std::size_t>(source) * size, row);
        to += row;
        continue;
      }
      for (std::int64_t x = 0; x < extent.x; ++x, source += strides.step[0], to += size) {
        std::memcpy(to, from + static_cast<std::size_t>(source) * size, size);
      }
    }
  }
}

}  // namespace

Volume orientToLps(Volume volume) {
  const AxisMap map = axisMap(volume.worldFromVoxel);
  if (map.identity()) return volume;
  const std::array<std::int64_t, 3> old{volume.extent.x, volume.extent.y, volume.extent.z};
  const std::array<std::int64_t, 3> oldStep{1, old[0], old[0] * old[1]};
  std::array<std::int64_t, 3> size{};
  Strides strides;
  Affine voxelFromNew;  // old voxel index from new voxel index
  for (int row = 0; row < 3; ++row) voxelFromNew(row, row) = 0;
  for (int axis = 0; axis < 3; ++axis) {
    const int source = map.voxelAxis[static_cast<std::size_t>(axis)];
    const auto s = static_cast<std::size_t>(source), a = static_cast<std::size_t>(axis);
    const bool flipped = map.flipped[a];
    size[a] = old[s];
    strides.step[a] = flipped ? -oldStep[s] : oldStep[s];
    if (flipped) strides.start += (old[s] - 1) * oldStep[s];
    voxelFromNew(source, axis) = flipped ? -1 : 1;
    voxelFromNew(source, 3) = flipped ? static_cast<double>(old[s] - 1) : 0;
  }
  Volume result = volume;
  result.extent = {size[0], size[1], size[2]};
  result.worldFromVoxel = volume.worldFromVoxel * voxelFromNew;
  const std::size_t bytes = bytesPerVoxel(volume.type) * static_cast<std::size_t>(volume.channels);
  const auto* from = volume.data.data();
  auto* to = result.data.data();
  switch (bytes) {
    case 1:
      copyVoxels<1>(from, to, result.extent, strides, bytes);
      break;
    case 2:
      copyVoxels<2>(from, to, result.extent, strides, bytes);
      break;
    case 3:
      copyVoxels<3>(from, to, result.extent, strides, bytes);
      break;
    case 4:
      copyVoxels<4>(from, to, result.extent, strides, bytes);
      break;
    case 8:
      copyVoxels<8>(from, to, result.extent, strides, bytes);
      break;
    default:
      copyVoxels<0>(from, to, result.extent, strides, bytes);
      break;
  }
  return result;
}

}  // namespace selvox::volume

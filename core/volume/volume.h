#pragma once
// A decoded scan in memory: stored type kept (int16 stays int16), value = scale * stored + offset.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/volume/affine.h"

namespace selvox::volume {

enum class VoxelType { Int8, UInt8, Int16, UInt16, Int32, UInt32, Float32, Float64 };
[[nodiscard]] std::size_t bytesPerVoxel(VoxelType type);
[[nodiscard]] const char* name(VoxelType type);  // "int16"
[[nodiscard]] std::optional<VoxelType> voxelTypeFromName(std::string_view name);

struct Volume {
  Extent extent;
  int channels = 1;  // interleaved, fastest
  VoxelType type = VoxelType::Int16;
  Affine worldFromVoxel;  // LPS mm
  double scale = 1, offset = 0;
  std::vector<std::byte> data;  // extent.voxels() * channels * bytesPerVoxel(type), little-endian

  [[nodiscard]] std::size_t bytes() const {
    return static_cast<std::size_t>(extent.voxels()) * static_cast<std::size_t>(channels) * bytesPerVoxel(type);
  }
  template <class T>
  [[nodiscard]] std::span<const T> as() const {
    return {reinterpret_cast<const T*>(data.data()), data.size() / sizeof(T)};
  }
  template <class T>
  [[nodiscard]] std::span<T> as() {
    return {reinterpret_cast<T*>(data.data()), data.size() / sizeof(T)};
  }
  // Real value (scale and offset applied) at a voxel; bounds are the caller's.
  [[nodiscard]] double valueAt(std::int64_t x, std::int64_t y, std::int64_t z, int channel = 0) const;
};

// Calls `function(T{})` with a value of the stored C++ type.
template <class Function>
decltype(auto) withType(VoxelType type, Function&& function) {
  switch (type) {
    case VoxelType::Int8: return function(std::int8_t{});
    case VoxelType::UInt8: return function(std::uint8_t{});
    case VoxelType::Int16: return function(std::int16_t{});
    case VoxelType::UInt16: return function(std::uint16_t{});
    case VoxelType::Int32: return function(std::int32_t{});
    case VoxelType::UInt32: return function(std::uint32_t{});
    case VoxelType::Float32: return function(float{});
    case VoxelType::Float64: break;
  }
  return function(double{});
}

[[nodiscard]] std::vector<float> toFloat(const Volume& volume);  // real values, x fastest

// Brightness of colour voxels (Rec. 601 luma of the first three channels), stored type kept; others are returned as is.
[[nodiscard]] Volume toLuminance(const Volume& volume);

// Permutes and flips axes so that voxel axes point nearest to +L, +P, +S. No interpolation; the affine follows.
[[nodiscard]] Volume orientToLps(Volume volume);

// Identity of the voxels: SHA-256 (128 bits, hex) over extent, channels and real values as float32, in LPS order, so the
// same scan has the same hash as DICOM, NIfTI and under any axis order.
[[nodiscard]] std::string voxelsHash(const Volume& lpsOriented);

// Over finite real values; all zero where there are none. Population standard deviation; exact percentiles with linear
// interpolation between ranks.
struct Statistics {
  double minimum = 0, maximum = 0, mean = 0, standardDeviation = 0;
  double p0_5 = 0, p99_5 = 0, p0_1 = 0, p99_9 = 0;
};
[[nodiscard]] Statistics statistics(const Volume& volume);

enum class Interpolation { Nearest, Linear, Cubic };  // Cubic: order-3 B-spline as nnU-Net resamples images
// New grid with the same directions and first-voxel corner, spacing in mm along the voxel axes. Values outside: edge.
// Linear and Cubic give real values as float32, Nearest keeps the stored type; non-finite voxels count as 0.
[[nodiscard]] Volume resampleToSpacing(const Volume& volume, const Vec3& spacing, Interpolation interpolation);
// Values of `volume` on another grid given in world millimetres; beyond half a voxel outside the source: `fill`.
// Types as above. The first channel only.
[[nodiscard]] Volume resampleToGrid(const Volume& volume, const Extent& extent, const Affine& worldFromVoxel,
                                    Interpolation interpolation, double fill = 0);

}  // namespace selvox::volume

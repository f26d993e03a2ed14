#include "core/volume/volume.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "core/base/hash.h"

namespace selvox::volume {
namespace {

constexpr std::array<const char*, 8> kNames = {"int8",  "uint8",  "int16",   "uint16",
                                               "int32", "uint32", "float32", "float64"};

// 0 and -0 are one value, and so is every NaN.
float canonical(double real) {
  const float value = static_cast<float>(real);
  if (value == 0) return 0;
  return std::isnan(value) ? std::bit_cast<float>(0x7fc00000u) : value;
}

}  // namespace

std::size_t bytesPerVoxel(VoxelType type) {
  return withType(type, [](auto sample) { return sizeof(sample); });
}

const char* name(VoxelType type) {
  return kNames[static_cast<std::size_t>(type)];
}

std::optional<VoxelType> voxelTypeFromName(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (text == kNames[i]) return static_cast<VoxelType>(i);
  }
  return std::nullopt;
}

double Volume::valueAt(std::int64_t x, std::int64_t y, std::int64_t z, int channel) const {
  const auto index = static_cast<std::size_t>(((z * extent.y + y) * extent.x + x) * channels + channel);
  return withType(type,
                  [&](auto sample) { return scale * static_cast<double>(as<decltype(sample)>()[index]) + offset; });
}

std::vector<float> toFloat(const Volume& volume) {
  return withType(volume.type, [&](auto sample) {
    const auto stored = volume.as<decltype(sample)>();
    std::vector<float> values(stored.size());
    for (std::size_t i = 0; i < stored.size(); ++i) {
      values[i] = static_cast<float>(volume.scale * static_cast<double>(stored[i]) + volume.offset);
    }
    return values;
  });
}

Volume toLuminance(const Volume& volume) {
  if (volume.channels < 3) return volume;
  Volume result = volume;
  result.channels = 1;
  result.data.resize(result.bytes());
  withType(volume.type, [&](auto sample) {
    using T = decltype(sample);
    const auto from = volume.as<T>();
    const auto to = result.as<T>();
    const auto channels = static_cast<std::size_t>(volume.channels);
    for (std::size_t i = 0; i < to.size(); ++i) {
      const double luma = 0.299 * static_cast<double>(from[i * channels]) +
                          0.587 * static_cast<double>(from[i * channels + 1]) +
                          0.114 * static_cast<double>(from[i * channels + 2]);
      if constexpr (std::is_integral_v<T>)
        to[i] = static_cast<T>(std::floor(luma + 0.5));
      else
        to[i] = static_cast<T>(luma);
    }
  });
  return result;
}

std::string voxelsHash(const Volume& volume) {
  static_assert(std::endian::native == std::endian::little);
  base::Sha256 hash;
  const std::array<std::int64_t, 4> shape{volume.extent.x, volume.extent.y, volume.extent.z, volume.channels};
  hash.update(shape.data(), sizeof(shape));
  withType(volume.type, [&](auto sample) {
    const auto stored = volume.as<decltype(sample)>();
    std::array<float, 4096> chunk;
    for (std::size_t start = 0; start < stored.size(); start += chunk.size()) {
      const std::size_t count = std::min(chunk.size(), stored.size() - start);
      for (std::size_t i = 0; i < count; ++i) {
        chunk[i] = canonical(volume.scale * static_cast<double>(stored[start + i]) + volume.offset);
      }
      hash.update(chunk.data(), count * sizeof(float));
    }
  });
  return hash.hex128();
}

}  // namespace selvox::volume

#include "plugins/numpy/voxels.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

namespace selvox::plugins::numpy {
namespace {

using base::ErrorCode;
using volume::VoxelType;

constexpr std::int64_t kMostVoxels = std::int64_t{1} << 31;

std::optional<VoxelType> typeOf(const NpyHeader& header) {
  const auto pick = [&](VoxelType one, VoxelType two, VoxelType four) -> std::optional<VoxelType> {
    if (header.bytes == 1) return one;
    if (header.bytes == 2) return two;
    if (header.bytes == 4) return four;
    return std::nullopt;
  };
  switch (header.kind) {
    case 'f':
      return header.bytes == 4 ? VoxelType::Float32 : VoxelType::Float64;
    case 'i':
      return pick(VoxelType::Int8, VoxelType::Int16, VoxelType::Int32);
    default:
      return pick(VoxelType::UInt8, VoxelType::UInt16, VoxelType::UInt32);
  }
}

template <class T>
std::int64_t numberAt(const std::byte* at) {
  T value{};
  std::memcpy(&value, at, sizeof value);
  return static_cast<std::int64_t>(value);
}

}  // namespace

base::Result<volume::Volume> emptySample(const NpyHeader& header, std::span<const std::int64_t> shape,
                                         const std::string& what) {
  const auto type = typeOf(header);
  if (!type)
    return base::fail(ErrorCode::Unsupported,
                      what + ": images of 64-bit whole numbers; save them with 32 bits or fewer.");
  const bool colour = shape.size() == 3 && (shape[2] == 3 || shape[2] == 4);
  if (shape.size() < 2 || shape.size() > 3)
    return base::fail(ErrorCode::Unsupported, what +
                                                  ": an image has two axes (H, W), three with colours (H, W, 3) or "
                                                  "three of a volume (D, H, W), not " +
                                                  std::to_string(shape.size()) + ".");
  volume::Volume sample;
  sample.type = *type;
  sample.channels = colour ? static_cast<int>(shape[2]) : 1;
  const bool flat = colour || shape.size() == 2;
  sample.extent = flat ? volume::Extent{shape[1], shape[0], 1} : volume::Extent{shape[2], shape[1], shape[0]};
  const auto& e = sample.extent;
  if (e.x < 1 || e.y < 1 || e.z < 1 || e.x > kMostVoxels / e.y || e.x * e.y > kMostVoxels / e.z)
    return base::fail(ErrorCode::Unsupported, what + ": an image without voxels, or with more than 2^31.");
  return sample;
}

void toNative(std::vector<std::byte>& numbers, const NpyHeader& header) {
  if (header.bigEndian == (std::endian::native == std::endian::big) || header.bytes == 1) return;
  for (std::size_t i = 0; i + header.bytes <= numbers.size(); i += header.bytes)
    std::reverse(numbers.begin() + static_cast<std::ptrdiff_t>(i),
                 numbers.begin() + static_cast<std::ptrdiff_t>(i + header.bytes));
}

std::vector<std::int64_t> wholeNumbers(const std::vector<std::byte>& numbers, const NpyHeader& header) {
  std::vector<std::int64_t> values;
  const bool isSigned = header.kind == 'i', isFloat = header.kind == 'f';
  for (std::size_t i = 0; i + header.bytes <= numbers.size(); i += header.bytes) {
    const std::byte* at = numbers.data() + i;
    switch (header.bytes) {
      case 1:
        values.push_back(isSigned ? numberAt<std::int8_t>(at) : numberAt<std::uint8_t>(at));
        break;
      case 2:
        values.push_back(isSigned ? numberAt<std::int16_t>(at) : numberAt<std::uint16_t>(at));
        break;
      case 4:
        values.push_back(isFloat    ? numberAt<std::int32_t>(at)
                         : isSigned ? numberAt<std::int32_t>(at)
                                    : numberAt<std::uint32_t>(at));
        break;
      default:
        values.push_back(numberAt<std::int64_t>(at));
        break;
    }
  }
  return values;
}

}  // namespace selvox::plugins::numpy

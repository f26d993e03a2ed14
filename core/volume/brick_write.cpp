#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/volume/brick_layout.h"
#include "core/volume/checksum.h"

namespace selvox::volume {
namespace {

using base::ErrorCode;
using base::fail;

struct Coding {
  VoxelType type = VoxelType::Float32;
  double scale = 1, offset = 0;
  double codeScale = 1,
         codeOffset = 0;  // code = round((stored - codeOffset) * codeScale), stored as in the source volume
  bool lossless = true;
};

bool integral(double value) {
  return value == std::floor(value) && std::abs(value) < 0x1p53;
}

template <class T>
bool allIntegral(std::span<const T> stored, double scale, double offset) {
  return std::all_of(stored.begin(), stored.end(),
                     [&](T v) { return integral(scale * static_cast<double>(v) + offset); });
}

template <class T>
bool allFinite(std::span<const T> stored) {
  if constexpr (std::is_integral_v<T>) return true;
  return std::all_of(stored.begin(), stored.end(), [](T v) { return std::isfinite(v); });
}

// 8 and 16 bit types keep their codes; unsigned ones above 32767 are shifted down by 32768.
template <class T>
std::optional<Coding> keepCodes(const Volume& volume, std::span<const T> stored, bool lossless) {
  if constexpr (sizeof(T) > 2) {
    return std::nullopt;
  } else {
    Coding coding{VoxelType::Int16, volume.scale, volume.offset};
    const bool shifted = !stored.empty() && static_cast<int>(*std::max_element(stored.begin(), stored.end())) > 32767;
    if (!shifted) return coding;
    coding.codeOffset = 32768;
    coding.offset = volume.offset + 32768 * volume.scale;
    coding.lossless = integral(volume.scale) && integral(volume.offset);  // else the sum may round in its last bit
    if (lossless && !coding.lossless) return std::nullopt;
    return coding;
  }
}

template <class T>
Coding chooseImage(const Volume& volume, std::span<const T> stored, const Statistics& s, bool lossless) {
  if (const auto kept = keepCodes(volume, stored, lossless)) return *kept;
  Coding floats;
  floats.lossless = sizeof(T) <= 4 || lossless;  // values are float32 by definition
  if (!allFinite(stored)) return floats;
  if (s.maximum - s.minimum <= 65535 && std::abs(s.minimum) < 0x1p23 &&
      allIntegral(stored, volume.scale, volume.offset)) {
    const bool fits = s.minimum >= -32768 && s.maximum <= 32767;
    Coding coding{VoxelType::Int16, 1, fits ? 0 : s.minimum + 32768};
    coding.codeScale = volume.scale;  // real value minus the offset, see encode()
    coding.codeOffset = (coding.offset - volume.offset) / volume.scale;
    return coding;
  }
  if (lossless) return floats;
  const double range = s.maximum - s.minimum;
  const double step = range > 0 ? range / 65534 : 1;
  if (range > 0 && step > (s.p99_5 - s.p0_5) / 4096) return floats;
  Coding coding{VoxelType::Int16, step, s.minimum + 32767 * step};
  if (range == 0) coding.offset = s.minimum;
  coding.codeScale = volume.scale / coding.scale;
  coding.codeOffset = (coding.offset - volume.offset) / volume.scale;
  coding.lossless = range == 0;
  return coding;
}

template <class T>
base::Result<Coding> chooseLabel(const Volume& volume, std::span<const T> stored, const Statistics& s) {
  if (!allFinite(stored) || s.minimum < 0 || s.maximum > 65535 || !allIntegral(stored, volume.scale, volume.offset)) {
    return fail(ErrorCode::InvalidArgument, "A label map holds values that are not whole numbers from 0 to 65535.");
  }
  Coding coding{s.maximum <= 255 ? VoxelType::UInt8 : VoxelType::UInt16};
  coding.codeScale = volume.scale;
  coding.codeOffset = -volume.offset / volume.scale;
  return coding;
}

template <class T, class Code>
void encodeRow(const T* from, Code* to, std::int64_t count, const Coding& coding, double scale, double offset) {
  for (std::int64_t i = 0; i < count; ++i) {
    if constexpr (std::is_floating_point_v<Code>) {
      to[i] = static_cast<Code>(scale * static_cast<double>(from[i]) + offset);
    } else {
      const double code = std::floor((static_cast<double>(from[i]) - coding.codeOffset) * coding.codeScale + 0.5);
      to[i] = static_cast<Code>(std::clamp(code, static_cast<double>(std::numeric_limits<Code>::min()),
                                           static_cast<double>(std::numeric_limits<Code>::max())));
    }
  }
}

template <class T, class Code>
base::Status writeBricks(base::AtomicFile& file, const Volume& volume, const Coding& coding, detail::Layout& layout) {
  const Extent& extent = volume.extent;
  std::vector<Code> codes;
  const std::vector<char> zeros(detail::kPage);
  auto entry = layout.entries.begin();
  std::uint64_t position = layout.dataOffset;
  for (std::int64_t bz = 0; bz < layout.bricks.z; ++bz) {
    for (std::int64_t by = 0; by < layout.bricks.y; ++by) {
      for (std::int64_t bx = 0; bx < layout.bricks.x; ++bx, ++entry) {
        const Extent size = detail::brickSize(extent, bx, by, bz);
        codes.resize(static_cast<std::size_t>(size.voxels()));
        for (std::int64_t z = 0; z < size.z; ++z) {
          for (std::int64_t y = 0; y < size.y; ++y) {
            const auto row = ((bz * kBrick + z) * extent.y + by * kBrick + y) * extent.x + bx * kBrick;
            encodeRow(volume.as<T>().data() + row, codes.data() + (z * size.y + y) * size.x, size.x, coding,
                      volume.scale, volume.offset);
          }
        }
        entry->checksum = xxh64(codes.data(), entry->bytes);
        SELVOX_CHECK(file.write(codes.data(), entry->bytes));
        position = entry->offset + entry->bytes;
        SELVOX_CHECK(file.write(zeros.data(), (detail::kPage - position % detail::kPage) % detail::kPage));
      }
    }
  }
  return {};
}

template <class T>
base::Status writeTyped(const std::filesystem::path& path, BrickHeader header, const Volume& volume) {
  header.extent = volume.extent;
  header.statistics = statistics(volume);
  Coding coding;
  if (header.content == Content::Label) {
    SELVOX_TRY(coding, chooseLabel(volume, volume.as<T>(), header.statistics));
  } else {
    coding = chooseImage(volume, volume.as<T>(), header.statistics, header.lossless);
  }
  header.type = coding.type;
  header.scale = coding.scale;
  header.offset = coding.offset;
  header.lossless = coding.lossless;
  const std::string text = detail::headerText(header);
  detail::Layout layout = detail::layoutFor(header.extent, header.type, text.size());
  SELVOX_TRY(base::AtomicFile file, base::AtomicFile::create(path));
  const std::string blank(layout.dataOffset, '\0');
  SELVOX_CHECK(file.write(blank.data(), blank.size()));
  SELVOX_CHECK(
      withType(header.type, [&](auto code) { return writeBricks<T, decltype(code)>(file, volume, coding, layout); }));
  const std::string front = detail::frontMatter(text, layout);
  SELVOX_CHECK(file.writeAt(0, front.data(), front.size()));
  return file.commit();
}

}  // namespace

base::Status writeBrickFile(const std::filesystem::path& path, BrickHeader header, const Volume& volume) {
  if (volume.channels > 2) return writeBrickFile(path, std::move(header), toLuminance(volume));
  const Extent& e = volume.extent;
  if (volume.channels != 1 || e.x < 1 || e.y < 1 || e.z < 1 || volume.data.size() != volume.bytes()) {
    return fail(ErrorCode::InvalidArgument, "Cannot store a volume of " + std::to_string(volume.channels) +
                                                " channels whose bytes do not fit its extent.");
  }
  if (!std::isfinite(volume.scale) || !std::isfinite(volume.offset) || volume.scale == 0) {
    return fail(ErrorCode::InvalidArgument, "Cannot store a volume whose intensity scale is zero or not finite.");
  }
  header.worldFromVoxel = volume.worldFromVoxel;
  if (header.nativeExtent.voxels() == 0) {
    header.nativeExtent = volume.extent;
    header.nativeWorldFromVoxel = volume.worldFromVoxel;
  }
  return withType(volume.type,
                  [&](auto sample) { return writeTyped<decltype(sample)>(path, std::move(header), volume); });
}

}  // namespace selvox::volume

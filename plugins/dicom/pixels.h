#pragma once
// Stored pixel values of one DICOM file, whatever their transfer syntax.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::plugins::dicom {

struct Pixels {
  int columns = 0, rows = 0, frames = 0;
  int samples = 1;  // 1, or 3 for red, green, blue (interleaved)
  volume::VoxelType type = volume::VoxelType::UInt16;
  std::vector<std::byte> data;  // frame after frame
  std::string note;             // a remark, such as values turned round (MONOCHROME1)

  [[nodiscard]] std::size_t frameBytes() const {
    return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * static_cast<std::size_t>(samples) *
           volume::bytesPerVoxel(type);
  }
};

// Bits are shifted to BitsStored and sign-extended; MONOCHROME1 is turned round within its stored range; palettes and
// YBR become RGB. The message of an error is a reason for a person.
[[nodiscard]] base::Result<Pixels> readPixels(const std::filesystem::path& path);

// The same without any of it but the bits: stored values as they are, for segmentations.
[[nodiscard]] base::Result<Pixels> readStoredPixels(const std::filesystem::path& path);

// More than this is not decoded from one file.
inline constexpr std::uint64_t kMostPixelBytes = 8ull << 30;

}  // namespace selvox::plugins::dicom

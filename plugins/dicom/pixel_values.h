#pragma once
// How pixel bytes are laid out in a DICOM file, and their conversion to plain voxel values.

#include <cstdint>
#include <span>
#include <string>

#include "plugins/dicom/pixels.h"

class DcmItem;

namespace selvox::plugins::dicom {

struct PixelFormat {
  int columns = 0, rows = 0, frames = 1, samples = 1;
  int bitsAllocated = 0, bitsStored = 0, highBit = 0;
  bool isSigned = false, planar = false;
  bool floating = false;  // FloatPixelData or DoubleFloatPixelData
  std::string photometric;

  [[nodiscard]] base::Status check() const;
  [[nodiscard]] bool needsRendering() const;        // palette, YBR, CMYK …
  [[nodiscard]] std::uint64_t storedBytes() const;  // in an uncompressed pixel element
  [[nodiscard]] std::uint64_t decodedBytes() const;
  [[nodiscard]] volume::VoxelType type() const;
  [[nodiscard]] Pixels emptyPixels(int channels, volume::VoxelType type) const;  // allocated, zero
};

[[nodiscard]] PixelFormat readFormat(DcmItem& dataset);

// `bytes`: at least storedBytes(), 16-bit words in this machine's order. `wordsSwapped`: 32-bit values come with their
// high word first (big-endian files).
[[nodiscard]] base::Result<Pixels> toPixels(const PixelFormat& format, std::span<const std::byte> bytes,
                                            bool wordsSwapped);

// MONOCHROME1 shows small values bright: turns stored values round within their range, v -> low + high - v.
void invert(Pixels& pixels, const PixelFormat& format);

}  // namespace selvox::plugins::dicom

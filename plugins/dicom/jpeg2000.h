#pragma once
// JPEG 2000 code streams (bare or wrapped in JP2) through OpenJPEG.

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"

namespace selvox::plugins::dicom {

struct J2kImage {
  int width = 0, height = 0, components = 0, precision = 0;
  bool isSigned = false;
  std::vector<std::int32_t> samples;  // interleaved
};

// Refused when the stream's size is not `width` x `height`, before anything is decoded.
[[nodiscard]] base::Result<J2kImage> decodeJpeg2000(std::span<const std::uint8_t> stream, int width, int height);

}  // namespace selvox::plugins::dicom

#pragma once
// TIFF through libtiff: grey of 8 to 64 bits and RGB as stored; palettes, YCbCr and single bits as RGB or grey of 8
// bits. Pages of one format become slices.

#include <string>

#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::plugins {

[[nodiscard]] base::Result<volume::Volume> readTiff(const std::string& bytes);

}  // namespace selvox::plugins

#pragma once
// Frames of an encapsulated pixel element, and the JPEG 2000 ones as pixels.

#include <vector>

#include "plugins/dicom/pixel_values.h"

class DcmDataset;

namespace selvox::plugins::dicom {

// The compressed bytes of each frame: fragments joined by the basic offset table, or where a code stream begins.
[[nodiscard]] base::Result<std::vector<std::vector<std::uint8_t>>> frameStreams(DcmDataset& dataset, int frames);

[[nodiscard]] base::Result<Pixels> readJpeg2000(DcmDataset& dataset, PixelFormat format);

}  // namespace selvox::plugins::dicom

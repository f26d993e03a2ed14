#pragma once
// Place, scale and distinguishing marks of every frame: from the data set itself (classic files) or from the shared
// and per-frame functional groups (enhanced multi-frame files).

#include <string>

#include "plugins/dicom/header.h"

class DcmDataset;

namespace selvox::plugins::dicom {

// Fills header.slices, header.note and header.volumetricClass; returns why the file is refused, or nothing.
[[nodiscard]] std::string readFrames(DcmDataset& dataset, int fileIndex, Header& header);

}  // namespace selvox::plugins::dicom

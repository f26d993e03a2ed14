#pragma once
// DICOM files through DCMTK, JPEG 2000 through OpenJPEG. One series per SeriesInstanceUID and geometry: see series.h.

#include <memory>

#include "core/ports/importer.h"

namespace selvox::plugins {

[[nodiscard]] std::unique_ptr<ports::Importer> makeDicomImporter();

}  // namespace selvox::plugins

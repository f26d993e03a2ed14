#pragma once
// NRRD (.nrrd, .nhdr with its data file, .seg.nrrd of 3D Slicer) and MetaImage (.mha, .mhd with its data file) through
// ITK's readers. Which file is a label map of which image: plugins/api/FOLDERS.md.

#include <memory>

#include "core/ports/importer.h"
#include "plugins/api/image_reader.h"

namespace selvox::plugins {

[[nodiscard]] std::unique_ptr<ports::Importer> makeItkImporter();

// BMP pictures, for makeImageImporter.
[[nodiscard]] ImageReader bitmapReader();

// For importers of whole layouts.
[[nodiscard]] ImageReader itkReader();

}  // namespace selvox::plugins

#pragma once
// NIfTI files and pictures (PNG, JPEG, TIFF, BMP). What their names, folders and labels.csv say:
// plugins/api/FOLDERS.md.

#include <memory>

#include "core/ports/importer.h"
#include "plugins/api/image_reader.h"

namespace selvox::plugins {

// .nii, .nii.gz and .hdr/.img pairs. A 4-D file becomes one series per volume (NAME_t00, NAME_t01, ...), all of one
// patient; read() gives the first volume.
[[nodiscard]] std::unique_ptr<ports::Importer> makeNiftiImporter();

// .png, .jpg, .jpeg, .tif, .tiff and, where `bitmaps` reads them, .bmp: every file is a volume with z = 1. Its folder's
// name is kept as attribute "class" when the file does not lie in the imported folder itself and the folder is not a
// patient's.
[[nodiscard]] std::unique_ptr<ports::Importer> makeImageImporter(ImageReader bitmaps = {});

// The reader that makeMsdImporter wants.
[[nodiscard]] ImageReader niftiReader();

// The same for pictures.
[[nodiscard]] ImageReader rasterReader();

// Writes .nii or .nii.gz (by name) with sform and qform, RAS millimetres, stored type and scale kept.
[[nodiscard]] std::unique_ptr<ports::Exporter> makeNiftiExporter();

}  // namespace selvox::plugins

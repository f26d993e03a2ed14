#pragma once
// Folders in which images and label maps belong together by name: the Medical Segmentation Decathlon layout
// (dataset.json, imagesTr, labelsTr, imagesTs), the same without dataset.json, images/ + labels/, and a folder that
// holds one image.nii(.gz) with one label.nii(.gz).

#include <memory>

#include "core/ports/importer.h"
#include "plugins/api/image_reader.h"

namespace selvox::plugins {

[[nodiscard]] std::unique_ptr<ports::Importer> makeMsdImporter(ImageReader reader);

}  // namespace selvox::plugins

#pragma once
// Raw datasets of nnU-Net, version 2 (channel_names, file_ending) and version 1 (modality): imagesTr/CASE_0000.nii.gz,
// CASE_0001.nii.gz … are the registered channels of one case, labelsTr/CASE.nii.gz is the label map of them all.

#include <memory>

#include "core/ports/importer.h"
#include "plugins/api/image_reader.h"

namespace selvox::plugins {

[[nodiscard]] std::unique_ptr<ports::Importer> makeNnunetImporter(ImageReader reader);

}  // namespace selvox::plugins

#pragma once
// Trees of the Brain Imaging Data Structure (bids-specification.readthedocs.io):
// sub-XX/[ses-YY/]datatype/…_suffix.nii.gz, participants.tsv, and label maps below derivatives/.

#include <memory>

#include "core/ports/importer.h"
#include "plugins/api/image_reader.h"

namespace selvox::plugins {

[[nodiscard]] std::unique_ptr<ports::Importer> makeBidsImporter(ImageReader reader);

}  // namespace selvox::plugins

#pragma once
// Several files of one image: the same SOP Instance UID at the same place, say in two encodings.

#include <vector>

#include "core/ports/importer.h"
#include "plugins/dicom/header.h"

namespace selvox::plugins::dicom {

// Leaves one header per image; the copies are skipped. Files that share a SOP Instance UID but not their pixels (broken
// anonymisers do that) all stay.
void dropCopies(std::vector<Header>& headers, ports::ImportSink& sink);

}  // namespace selvox::plugins::dicom

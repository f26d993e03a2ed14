#pragma once
// DICOM objects that are not scans: what becomes of them on import, and why.

#include <optional>

#include "plugins/dicom/header.h"

class DcmDataset;
class DcmMetaInfo;

namespace selvox::plugins::dicom {

// Nothing: it may be an image.
[[nodiscard]] std::optional<Refusal> notAnImage(DcmMetaInfo& meta, DcmDataset& dataset);

}  // namespace selvox::plugins::dicom

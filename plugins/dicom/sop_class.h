#pragma once
// DICOM objects that are not scans: what becomes of them on import, and why.

#include <optional>

#include "plugins/dicom/header.h"

class DcmDataset;
class DcmMetaInfo;

namespace selvox::plugins::dicom {

// Nothing: it may be an image. Segmentations and contours come with what they refer to.
[[nodiscard]] std::optional<Refusal> notAnImage(DcmMetaInfo& meta, DcmDataset& dataset,
                                                const std::filesystem::path& path);

}  // namespace selvox::plugins::dicom

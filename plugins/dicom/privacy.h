#pragma once
// What headers alone cannot hide: text burned into the pixels, and faces.

#include <string>

class DcmItem;

namespace selvox::plugins::dicom {

// Why the pixels may carry the patient's name, in words; empty where nothing speaks for it.
[[nodiscard]] std::string burnedInReason(DcmItem& dataset);

// A head or neck in CT or MR with slices of which a face may be drawn.
[[nodiscard]] bool mayShowFace(DcmItem& dataset);

}  // namespace selvox::plugins::dicom

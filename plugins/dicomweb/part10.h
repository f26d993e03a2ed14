#pragma once
// The start of a DICOM file (PS3.10): which image it is.

#include <string>
#include <string_view>

namespace selvox::plugins::dicomweb {

// Media Storage SOP Instance UID of the meta header; empty where `head` (the first few kilobytes) does not hold it.
[[nodiscard]] std::string instanceOf(std::string_view head);

}  // namespace selvox::plugins::dicomweb

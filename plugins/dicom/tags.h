#pragma once
// Typed look at DICOM elements: nothing instead of an error when missing or malformed.

#include <optional>
#include <string>
#include <vector>

#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox::plugins::dicom {

// Value `position` as trimmed text; -1: all values, joined by '\'.
[[nodiscard]] std::string text(DcmItem& item, const DcmTagKey& tag, long position = 0);
[[nodiscard]] std::optional<long> integer(DcmItem& item, const DcmTagKey& tag);
[[nodiscard]] std::optional<double> number(DcmItem& item, const DcmTagKey& tag, unsigned long position = 0);
// Exactly `count` finite numbers, or nothing.
[[nodiscard]] std::optional<std::vector<double>> numbers(DcmItem& item, const DcmTagKey& tag, unsigned long count);
[[nodiscard]] DcmItem* sequenceItem(DcmItem& item, const DcmTagKey& sequence, long index = 0);

}  // namespace selvox::plugins::dicom

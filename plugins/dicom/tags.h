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
// The first value in UTF-8, whatever the character set of the data set; what cannot be converted becomes '?'.
[[nodiscard]] std::string utf8Text(DcmItem& dataset, const DcmTagKey& tag);
[[nodiscard]] std::optional<long> integer(DcmItem& item, const DcmTagKey& tag);
[[nodiscard]] std::optional<double> number(DcmItem& item, const DcmTagKey& tag, unsigned long position = 0);
// Exactly `count` finite numbers, or nothing.
[[nodiscard]] std::optional<std::vector<double>> numbers(DcmItem& item, const DcmTagKey& tag, unsigned long count);
// All items of a sequence; none when it is missing.
[[nodiscard]] std::vector<DcmItem*> itemsOf(DcmItem& item, const DcmTagKey& sequence);
[[nodiscard]] DcmItem* sequenceItem(DcmItem& item, const DcmTagKey& sequence, long index = 0);

}  // namespace selvox::plugins::dicom

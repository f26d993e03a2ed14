#pragma once
// DICOM PS3.15 annex E: what becomes of an attribute under the Basic Application Level Confidentiality Profile and two
// of its options.

#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox::plugins::dicom {

struct ProfileOptions {
  bool shiftDates = true;  // Retain Longitudinal Temporal Information with Modified Dates
  bool keepDevice = true;  // Retain Device Identity
};

enum class Action { Keep, Remove, Empty, Dummy, NewUid, ShiftDate };

// As the table's letters: K, X, Z, D, U, C.
[[nodiscard]] const char* letter(Action action);

// For attributes outside the table the type decides: names of persons, application titles, free text and what the
// dictionary does not know go, dates are shifted (or emptied), UIDs of no registered meaning are replaced.
[[nodiscard]] Action actionFor(const DcmTag& tag, const ProfileOptions& options);

// Named by the table, against those that only their type condemns.
[[nodiscard]] bool inProfile(const DcmTag& tag);

}  // namespace selvox::plugins::dicom

#pragma once
// What a person noted while looking scans through: a rating from 1 (unusable) to 5 (perfect), the tag "flagged", other
// tags, a note; and that as a table.

#include <string>
#include <string_view>

#include "core/services/workspace.h"

namespace selvox::services {

inline constexpr std::string_view kFlagTag = "flagged";
inline constexpr std::string_view kNoteColumn = "qc_note";

// One line a series, RFC 4180: dataset, case, patient pseudonym, modality, rating, flagged, tags, note. `ratedOnly`: of
// those alone of which something was said.
[[nodiscard]] base::Result<std::string> ratingsTable(ports::Catalog& catalog, ports::Curation& curation,
                                                     const ports::SeriesQuery& query, bool ratedOnly,
                                                     const Watch& watch);

}  // namespace selvox::services

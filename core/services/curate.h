#pragma once
// What a person says of many series at once: columns from a table, renamed and merged labels. Every call is one edit,
// which `Curation::undo` takes back whole.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

struct ColumnsRequest {
  std::string dataset;               // empty: all
  std::string level = "case";        // what a row of the table is: case, patient, study, series (its id)
  std::string key;                   // heading of the column that names it; empty: one called so, else the first
  std::vector<std::string> columns;  // which to take; empty: all but those that may name people
};

struct ColumnsReport {
  ports::EditRow edit;  // id 0: everything was so already
  std::size_t rows = 0, matched = 0;
  std::int64_t series = 0;             // that the matched rows are about
  std::vector<std::string> columns;    // taken
  std::vector<std::string> leftOut;    // may name people, or have no heading
  std::vector<std::string> unmatched;  // keys of rows that match nothing, for a person's eyes: never stored
};

// Patients and studies are matched by their pseudonym or by the source's own identifier (under the workspace's key,
// where it is on this computer). An empty field changes nothing. Refused: nothing matches, two rows of one key that
// disagree. Columns asked for by name are taken even where they look like names of people, except of the key.
[[nodiscard]] base::Result<ColumnsReport> importColumns(const Workspace& workspace, const std::string& table,
                                                        const ColumnsRequest& request);

// Renames the label `from` in every label map of the series; NotFound where none has it. A name that is there already
// is a merge: see mergeLabels.
[[nodiscard]] base::Result<ports::EditRow> renameLabel(const Workspace& workspace,
                                                       const std::vector<std::int64_t>& series, const std::string& from,
                                                       const std::string& to);

// Voxels of every label named in `from` become the label `into`, which takes the smallest of their numbers. Changed
// maps are new entries of the cache; those of before stay, so that undo needs no file.
[[nodiscard]] base::Result<ports::EditRow> mergeLabels(const Workspace& workspace,
                                                       const std::vector<std::int64_t>& series,
                                                       const std::vector<std::string>& from, const std::string& into,
                                                       const Watch& watch);

}  // namespace selvox::services

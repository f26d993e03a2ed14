#pragma once
// A query frozen under a name: which series, which voxels, which labels, what was said of them.
// WS/index/frozen/NAME.json is written once and never edited; its hash covers everything but the time.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

struct FrozenLabel {
  std::string voxelsHash;
  std::map<int, std::string> names;
  bool operator==(const FrozenLabel&) const = default;
};

struct FrozenSeries {
  std::int64_t series = 0;
  std::string dataset, caseName, patient, modality, voxelsHash, split;
  std::vector<FrozenLabel> labels;
  std::map<std::string, std::string> columns;
  std::vector<std::string> tags;
  int rating = 0;
  bool operator==(const FrozenSeries&) const = default;
};

struct Frozen {
  std::string name, created, hash;  // SHA-256 over name, query and series
  ports::SeriesQuery query;
  std::vector<FrozenSeries> series;  // by id
};

[[nodiscard]] base::Json toJson(const Frozen& frozen);

// Freezes these series (of `query`, which is only noted). AlreadyExists: the name is taken, by a frozen version or by a
// dataset; InvalidArgument: no series, or the name cannot be a file's.
[[nodiscard]] base::Result<Frozen> freeze(const Workspace& workspace, const std::string& name,
                                          const ports::SeriesQuery& query, const std::vector<std::int64_t>& series,
                                          const std::string& now);

// Corrupt: the file does not hold what its hash says. NotFound names the nearest.
[[nodiscard]] base::Result<Frozen> loadFrozen(const std::filesystem::path& workspace, const std::string& name);
[[nodiscard]] std::vector<std::string> frozenNames(const std::filesystem::path& workspace);  // sorted

struct FrozenDifference {
  std::vector<FrozenSeries> added, removed;
  struct Change {
    FrozenSeries before, after;
    std::vector<std::string> what;  // "voxels", "labels", "column site", "tags", "rating", "split", "patient", …
  };
  std::vector<Change> changed;
};
[[nodiscard]] FrozenDifference compareFrozen(const Frozen& before, const Frozen& after);

// Of the catalog's series those frozen, as they were: NotFound: one is gone; Refused: its voxels or labels are others
// now. Says which and what to do.
[[nodiscard]] base::Status checkFrozen(const Workspace& workspace, const Frozen& frozen);

}  // namespace selvox::services

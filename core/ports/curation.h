#pragma once
// What a person says of series (tags, ratings, columns, names of labels) and the way back; counts to browse by; saved
// queries; picture hashes. The other half of the catalog: rows only.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ports/catalog.h"

namespace selvox::ports {

[[nodiscard]] const char* name(Facet facet);  // "body_part"
[[nodiscard]] std::optional<Facet> facetFromName(const std::string& name);
[[nodiscard]] const std::vector<Facet>& allFacets();

struct FacetCount {
  Facet facet = Facet::Modality;
  std::string value;
  std::int64_t series = 0;
};

struct SeriesSummary {  // a row of a table: what is read without files and statistics
  std::int64_t id = 0;
  std::string dataset, caseName, patient, study, modality, scanner, site, bodyPart, split;
  volume::Extent extent;
  volume::Vec3 spacing{};
  int rating = 0;  // 0: not rated, else 1 to 5
  bool labelled = false;
  std::vector<std::string> tags;  // sorted
};

struct SeriesChange {
  enum class Kind { Tag, Rating, Column, LabelMap };
  Kind kind = Kind::Tag;
  std::int64_t target = 0;           // a series; of LabelMap a label map
  std::string name;                  // of the tag or the column
  std::optional<std::string> value;  // nothing takes it away. Tag: any text; Rating: "1" to "5"; LabelMap: labelText()
};

struct EditRow {
  std::int64_t id = 0, changes = 0;  // changes: what was not so before
  std::string created, what;
  bool undone = false;
};

struct SavedQuery {
  std::string name, created;
  SeriesQuery query;
};

struct PictureHash {
  std::int64_t series = 0;
  std::optional<std::uint64_t> hash;  // nothing: the picture is empty
  std::string voxelsHash = {};        // of the series; read only
};

class Curation {
 public:
  virtual ~Curation() = default;
  // How many series of the query have each value; a facet's own choice is left out of its own counts. By facet, the
  // commonest first.
  virtual base::Result<std::vector<FacetCount>> facetCounts(const SeriesQuery& query) = 0;
  virtual base::Result<std::vector<SeriesSummary>> summaries(
      const std::vector<std::int64_t>& ids) = 0;  // in that order

  // All or nothing, as one edit; nothing that is so already is written. NotFound: a target is gone. With no change at
  // all there is no edit: id 0. What was undone before can no longer be redone.
  virtual base::Result<EditRow> apply(const std::string& what, const std::vector<SeriesChange>& changes) = 0;
  virtual base::Result<EditRow> undo() = 0;  // the last edit that stands; NotFound: there is none
  virtual base::Result<EditRow> redo() = 0;  // the first edit that was undone
  virtual base::Result<std::vector<EditRow>> edits() = 0;

  virtual base::Status saveQuery(const std::string& name, const SeriesQuery& query) = 0;  // replaces one of that name
  virtual base::Result<std::vector<SavedQuery>> savedQueries() = 0;
  virtual base::Status removeQuery(const std::string& name) = 0;

  virtual base::Status storeHashes(int method, const std::vector<PictureHash>& hashes) = 0;
  virtual base::Result<std::vector<PictureHash>> hashes(int method) = 0;  // of that method; others do not count
  // Series with the same voxels, two or more in a group, by their ids.
  virtual base::Result<std::vector<std::vector<std::int64_t>>> sameVoxels() = 0;
};

// One label map as a SeriesChange carries it, and back.
[[nodiscard]] std::string labelText(const LabelRow& label);

[[nodiscard]] base::Json toJson(const SeriesQuery& query);
[[nodiscard]] base::Result<SeriesQuery> queryFromJson(const base::Json& json);

}  // namespace selvox::ports

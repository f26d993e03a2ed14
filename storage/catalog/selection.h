#pragma once
// A query as SQL over the narrow table `browse`. Private to this folder.

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/ports/curation.h"

namespace selvox::storage::catalog {

inline constexpr std::size_t kFacetColumns = 8;  // of browse; tags have a table of their own
extern const std::array<const char*, kFacetColumns> kFacetColumn;

// Words as FTS5 prefix terms: every word must begin a word of the row. Empty when nothing can be looked for.
[[nodiscard]] std::string matchExpression(const std::string& text);

class Selection {
 public:
  Selection(SQLite::Database& database, const ports::SeriesQuery& query);

  [[nodiscard]] bool outside() const { return outside_; }              // no such dataset, or punctuation alone
  [[nodiscard]] bool nothing() const { return outside_ || unknown_; }  // or a value that no series has
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::optional<std::int64_t> dataset() const { return dataset_; }
  [[nodiscard]] bool facets() const { return !chosen_.empty(); }
  // Of every facet the ids chosen; "without a tag" is id 0.
  [[nodiscard]] const std::vector<std::pair<ports::Facet, std::vector<std::int64_t>>>& chosen() const {
    return chosen_;
  }
  // A condition on `b`, the alias of browse; `withFacets` false: the dataset alone.
  [[nodiscard]] std::string where(bool withFacets = true) const;

 private:
  void choose(SQLite::Database& database, ports::Facet facet, const std::vector<std::string>& values);
  bool outside_ = false, unknown_ = false;
  std::string text_;
  std::optional<std::int64_t> dataset_;
  std::vector<std::pair<ports::Facet, std::vector<std::int64_t>>> chosen_;
};

}  // namespace selvox::storage::catalog

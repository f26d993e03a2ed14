// Ids of a query in order, and how many series have which value. Four ways: few rows by their words or by a facet are
// fetched and sorted; many by their words are looked up in the order of all; else the covering index is walked in the
// order of the table until the screen is full.
#include <algorithm>
#include <map>
#include <tuple>

#include "storage/catalog/selection.h"
#include "storage/catalog/state.h"

namespace selvox::storage::catalog {
namespace {

using ports::Facet;

constexpr std::int64_t kRare = 20000;  // so many rows are fetched one by one and sorted

bool byCase(const ports::SeriesQuery& query) {
  return query.orderBy != "patient" && query.orderBy != "modality" && query.orderBy != "extent" &&
         query.orderBy != "spacing" && query.orderBy != "rating";
}

std::string orderClause(const ports::SeriesQuery& query) {
  const std::string way = query.descending ? " DESC" : " ASC";
  const std::string last = "b.case_name" + way + ", b.id" + way;
  if (query.orderBy == "patient") return "p.name" + way + ", " + last;
  if (query.orderBy == "modality") return "m.value" + way + ", " + last;
  if (query.orderBy == "rating") return "r.value" + way + ", " + last;
  if (query.orderBy == "extent") return "s.size_x * s.size_y * s.size_z" + way + ", " + last;
  if (query.orderBy == "spacing")
    return "s.spacing_x" + way + ", s.spacing_y" + way + ", s.spacing_z" + way + ", " + last;
  return last;
}

std::string orderJoin(const ports::SeriesQuery& query) {
  if (query.orderBy == "patient") return " CROSS JOIN patients p ON p.id = b.patient";
  if (query.orderBy == "modality") return " CROSS JOIN facet_values m ON m.id = b.modality";
  if (query.orderBy == "rating") return " CROSS JOIN facet_values r ON r.id = b.rating";
  if (query.orderBy == "extent" || query.orderBy == "spacing") return " CROSS JOIN series s ON s.id = b.id";
  return {};
}

// Series ids that hold the words, ascending; at most `most` of them (0: all).
std::vector<std::int64_t> matches(SQLite::Database& database, const std::string& text, std::int64_t most) {
  SQLite::Statement words(database, "SELECT rowid FROM series_text WHERE series_text MATCH ?" +
                                        (most > 0 ? " LIMIT " + std::to_string(most) : std::string()));
  words.bind(1, text);
  std::vector<std::int64_t> ids;
  while (words.executeStep()) ids.push_back(words.getColumn(0).getInt64());
  return ids;
}

class IdSearch {
 public:
  IdSearch(SQLite::Database& database, CaseOrder& order, const ports::SeriesQuery& query, const Selection& selection)
      : database_(database), order_(order), query_(query), selection_(selection) {}

  std::vector<std::int64_t> run() {
    if (!selection_.text().empty()) return byWords();
    if (const std::string index = rareFacet(); !index.empty()) return gather(" FROM browse b INDEXED BY " + index);
    if (!byCase(query_)) return gather(" FROM browse b");
    return query_.limit > 0 || selection_.facets() || selection_.dataset() ? walk() : everything();
  }

 private:
  // What few rows match is fetched and sorted, what many match is looked up in the order of all.
  std::vector<std::int64_t> byWords() {
    const char* const from = " FROM series_text t CROSS JOIN browse b ON b.id = t.rowid";
    if (!byCase(query_)) return gather(from);
    bool ordered = order_.fresh(database_);
    auto matched = matches(database_, selection_.text(), ordered ? 0 : kRare + 1);
    if (!ordered) {
      if (static_cast<std::int64_t>(matched.size()) <= kRare) return gather(from);
      order_.load(database_);
      if (!order_.fresh(database_)) return gather(from);
      matched = matches(database_, selection_.text(), 0);
    }
    if (!selection_.facets())
      return order_.pick(matched, selection_.dataset().value_or(0), query_.descending, query_.limit,
                         [](std::int64_t) { return true; });
    SQLite::Statement row(database_, "SELECT 1 FROM browse b WHERE b.id = ? AND " + selection_.where());
    return order_.pick(matched, selection_.dataset().value_or(0), query_.descending, query_.limit,
                       [&](std::int64_t id) {
                         row.reset();
                         row.bind(1, id);
                         return row.executeStep();
                       });
  }

  std::vector<std::int64_t> everything() {
    if (!order_.fresh(database_)) order_.load(database_);
    auto ids = order_.ids();
    if (query_.descending) std::reverse(ids.begin(), ids.end());
    return ids;
  }

  // The index of the facet whose chosen values the fewest series have, where these are few.
  std::string rareFacet() {
    std::string best;
    std::int64_t fewest = kRare + 1;
    for (const auto& [facet, ids] : selection_.chosen()) {
      if (facet == Facet::Tag) continue;
      SQLite::Statement count(database_, "SELECT coalesce(sum(series), 0) FROM facet_counts WHERE value = ?");
      std::int64_t series = 0;
      for (const std::int64_t id : ids) {
        count.reset();
        count.bind(1, id);
        if (count.executeStep()) series += count.getColumn(0).getInt64();
      }
      if (series >= fewest) continue;
      fewest = series;
      best = std::string("browse_by_") + kFacetColumn[static_cast<std::size_t>(facet)];
    }
    return best;
  }

  std::vector<std::int64_t> gather(const std::string& from) {
    std::string sql = "SELECT b.id" + from + orderJoin(query_) + " WHERE " + selection_.where();
    if (!selection_.text().empty()) sql += " AND series_text MATCH ?";
    sql += " ORDER BY " + orderClause(query_);
    if (query_.limit > 0) sql += " LIMIT " + std::to_string(query_.limit);
    SQLite::Statement statement(database_, sql);
    if (!selection_.text().empty()) statement.bind(1, selection_.text());
    std::vector<std::int64_t> ids;
    while (statement.executeStep()) ids.push_back(statement.getColumn(0).getInt64());
    return ids;
  }

  // The covering index in the order of the table, until the screen is full.
  std::vector<std::int64_t> walk() {
    return gather(std::string(" FROM browse b INDEXED BY ") +
                  (selection_.dataset() ? "browse_by_dataset" : "browse_by_case"));
  }

  SQLite::Database& database_;
  CaseOrder& order_;
  const ports::SeriesQuery& query_;
  const Selection& selection_;
};

using Counts = std::map<std::int64_t, std::int64_t>;  // by id of the value

// Counts one row at a time: in every facet when the row satisfies all, in one facet when it fails that one alone.
class FacetCounter {
 public:
  explicit FacetCounter(const Selection& selection) {
    for (const auto& [facet, ids] : selection.chosen())
      if (facet != Facet::Tag) chosen_.emplace_back(static_cast<std::size_t>(facet), ids);
  }
  void add(const std::array<std::int64_t, kFacetColumns>& row, Counts& counts) const {
    std::size_t failed = kFacetColumns;
    for (const auto& [column, ids] : chosen_) {
      if (std::find(ids.begin(), ids.end(), row[column]) != ids.end()) continue;
      if (failed != kFacetColumns && failed != column) return;
      failed = column;
    }
    for (std::size_t column = 0; column < kFacetColumns; ++column)
      if (failed == kFacetColumns || failed == column) ++counts[row[column]];
  }

 private:
  std::vector<std::pair<std::size_t, std::vector<std::int64_t>>> chosen_;
};

std::string columnList() {
  std::string list;
  for (const char* column : kFacetColumn) list += (list.empty() ? "b." : ", b.") + std::string(column);
  return list;
}

std::string textJoin(const Selection& selection, const std::string& table) {
  return selection.text().empty() ? table : "series_text x CROSS JOIN " + table + " ON b.id = x.rowid";
}

// The columns of browse in one pass; the condition on tags stays in SQL.
Counts countColumns(SQLite::Database& database, const Selection& selection, const std::string& tagCondition) {
  const std::string table =
      selection.text().empty()
          ? "browse b INDEXED BY " + std::string(selection.dataset() ? "browse_by_dataset" : "browse_by_case")
          : "browse b";
  SQLite::Statement rows(database, "SELECT " + columnList() + " FROM " + textJoin(selection, table) + " WHERE " +
                                       selection.where(false) + tagCondition +
                                       (selection.text().empty() ? "" : " AND series_text MATCH ?"));
  if (!selection.text().empty()) rows.bind(1, selection.text());
  const FacetCounter counter(selection);
  Counts counts;
  std::array<std::int64_t, kFacetColumns> row{};
  while (rows.executeStep()) {
    for (std::size_t i = 0; i < kFacetColumns; ++i) row[i] = rows.getColumn(static_cast<int>(i)).getInt64();
    counter.add(row, counts);
  }
  return counts;
}

Counts countsOf(SQLite::Statement& statement) {
  Counts counts;
  while (statement.executeStep()) counts[statement.getColumn(0).getInt64()] += statement.getColumn(1).getInt64();
  return counts;
}

Counts keptCounts(SQLite::Database& database, const Selection& selection) {
  SQLite::Statement kept(
      database, "SELECT value, sum(series) FROM facet_counts" +
                    (selection.dataset() ? " WHERE dataset = " + std::to_string(*selection.dataset()) : std::string()) +
                    " GROUP BY value");
  return countsOf(kept);
}

Counts countTags(SQLite::Database& database, const Selection& selection, const std::string& columnCondition) {
  std::string sql = "SELECT g.tag, count(*) FROM series_tags g";
  if (selection.dataset() || selection.facets() || !selection.text().empty()) {
    sql += " CROSS JOIN browse b ON b.id = g.series_id WHERE " + columnCondition;
    if (!selection.text().empty())
      sql += " AND g.series_id IN (SELECT rowid FROM series_text WHERE series_text MATCH ?)";
  }
  SQLite::Statement tags(database, sql + " GROUP BY g.tag");
  if (!selection.text().empty()) tags.bind(1, selection.text());
  return countsOf(tags);
}

}  // namespace

base::Result<std::vector<std::int64_t>> SqliteCatalog::seriesIds(const ports::SeriesQuery& query) {
  return guarded("search the series", [&] {
    const Selection selection(state_->database, query);
    if (selection.nothing()) return std::vector<std::int64_t>{};
    return IdSearch(state_->database, state_->order, query, selection).run();
  });
}

base::Result<std::vector<ports::FacetCount>> SqliteCatalog::facetCounts(const ports::SeriesQuery& query) {
  return guarded("count the series", [&] {
    std::vector<ports::FacetCount> result;
    const Selection selection(state_->database, query);
    if (selection.outside()) return result;
    // The same query without its tags, and without everything but its tags.
    ports::SeriesQuery untagged = query, tagsAlone = query;
    untagged.facets.erase(Facet::Tag);
    std::erase_if(tagsAlone.facets, [](const auto& entry) { return entry.first != Facet::Tag; });
    tagsAlone.modality.clear(), tagsAlone.split.clear(), tagsAlone.labelled.reset();
    const bool tags = !tagsAlone.facets.empty();
    Counts counts;
    if (selection.text().empty() && !selection.facets()) {
      counts = keptCounts(state_->database, selection);
    } else {
      counts = countColumns(state_->database, selection,
                            tags ? " AND " + Selection(state_->database, tagsAlone).where() : std::string());
    }
    for (const auto& [tag, series] :
         countTags(state_->database, selection, Selection(state_->database, untagged).where()))
      counts[tag] = series;
    SQLite::Statement value(state_->database, "SELECT facet, value FROM facet_values WHERE id = ?");
    for (const auto& [id, series] : counts) {
      if (series <= 0) continue;
      value.reset();
      value.bind(1, id);
      if (value.executeStep())
        result.push_back({static_cast<Facet>(value.getColumn(0).getInt()), value.getColumn(1).getString(), series});
    }
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
      return std::tie(a.facet, b.series, a.value) < std::tie(b.facet, a.series, b.value);
    });
    return result;
  });
}

}  // namespace selvox::storage::catalog

#include "storage/catalog/selection.h"

#include <cctype>

#include "storage/catalog/state.h"

namespace selvox::storage::catalog {

using ports::Facet;

const std::array<const char*, kFacetColumns> kFacetColumn{"modality", "scanner", "site",     "body_part",
                                                          "spacing",  "rating",  "labelled", "split"};

namespace {

std::string listOf(const std::vector<std::int64_t>& ids) {
  std::string list;
  for (const std::int64_t id : ids) list += (list.empty() ? "" : ",") + std::to_string(id);
  return "(" + list + ")";
}

std::string tagCondition(const std::vector<std::int64_t>& ids) {
  std::vector<std::int64_t> tags;
  bool without = false;
  for (const std::int64_t id : ids) {
    if (id == 0) without = true;
    if (id != 0) tags.push_back(id);
  }
  std::string either;
  if (!tags.empty())
    either = "EXISTS (SELECT 1 FROM series_tags t WHERE t.series_id = b.id AND t.tag IN " + listOf(tags) + ")";
  if (without)
    either +=
        std::string(either.empty() ? "" : " OR ") + "NOT EXISTS (SELECT 1 FROM series_tags t WHERE t.series_id = b.id)";
  return "(" + either + ")";
}

}  // namespace

std::string matchExpression(const std::string& text) {
  std::string expression, word;
  bool searchable = false;
  const auto flush = [&] {
    if (searchable) expression += (expression.empty() ? "\"" : " \"") + word + "\"*";
    word.clear();
    searchable = false;
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ') {
      flush();
      continue;
    }
    searchable = searchable || byte >= 128 || std::isalnum(byte);
    word += c;
    if (c == '"') word += '"';
  }
  flush();
  return expression;
}

Selection::Selection(SQLite::Database& database, const ports::SeriesQuery& query) : text_(matchExpression(query.text)) {
  if (text_.empty() && query.text.find_first_not_of(" \t\r\n") != std::string::npos) outside_ = true;
  if (!query.dataset.empty()) {
    dataset_ = datasetId(database, query.dataset);
    if (!dataset_) outside_ = true;
  }
  for (const auto& [facet, values] : query.facets)
    if (!values.empty()) choose(database, facet, values);
  if (!query.modality.empty()) choose(database, Facet::Modality, {query.modality});
  if (query.labelled) choose(database, Facet::Labelled, {*query.labelled ? "yes" : "no"});
  if (!query.split.empty()) choose(database, Facet::Split, {query.split});
}

void Selection::choose(SQLite::Database& database, Facet facet, const std::vector<std::string>& values) {
  SQLite::Statement find(database, "SELECT id FROM facet_values WHERE facet = ? AND value = ?");
  std::vector<std::int64_t> ids;
  for (const auto& value : values) {
    if (facet == Facet::Tag && value.empty()) {
      ids.push_back(0);
      continue;
    }
    find.reset();
    find.bind(1, static_cast<int>(facet));
    find.bind(2, value);
    if (find.executeStep()) ids.push_back(find.getColumn(0).getInt64());
  }
  if (ids.empty()) unknown_ = true;
  chosen_.emplace_back(facet, std::move(ids));
}

std::string Selection::where(bool withFacets) const {
  std::string condition = dataset_ ? "b.dataset = " + std::to_string(*dataset_) : "1";
  if (!withFacets) return condition;
  for (const auto& [facet, ids] : chosen_) {
    if (ids.empty()) continue;  // nothing() then
    condition += " AND " + (facet == Facet::Tag ? tagCondition(ids)
                                                : "b." + std::string(kFacetColumn[static_cast<std::size_t>(facet)]) +
                                                      " IN " + listOf(ids));
  }
  return condition;
}

}  // namespace selvox::storage::catalog

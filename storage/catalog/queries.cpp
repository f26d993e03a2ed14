// The reading half of the catalog's data.
#include <cctype>

#include "storage/catalog/rows.h"
#include "storage/catalog/state.h"

namespace selvox::storage::catalog {
namespace {

// Words as FTS5 prefix terms: every word must begin a word of the row. Empty when nothing can be looked for.
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

std::string orderClause(const ports::SeriesQuery& query) {
  const std::string way = query.descending ? " DESC" : " ASC";
  const std::string byCase = "s.case_name COLLATE NOCASE" + way + ", s.id" + way;
  if (query.orderBy == "patient") return "p.name" + way + ", " + byCase;
  if (query.orderBy == "modality") return "s.modality" + way + ", " + byCase;
  if (query.orderBy == "extent") return "s.size_x * s.size_y * s.size_z" + way + ", " + byCase;
  if (query.orderBy == "spacing")
    return "s.spacing_x" + way + ", s.spacing_y" + way + ", s.spacing_z" + way + ", " + byCase;
  return byCase;
}

constexpr const char* kInSplit =
    "EXISTS (SELECT 1 FROM current_splits cs JOIN split_cases sc ON sc.split_id = cs.id WHERE cs.dataset_id = "
    "s.dataset_id"
    " AND sc.case_name = s.case_name AND sc.role ";

std::string whereClause(const ports::SeriesQuery& query, bool hasText) {
  std::string where = "1";
  if (!query.dataset.empty()) where += " AND d.name = :dataset";
  if (!query.modality.empty()) where += " AND s.modality = :modality";
  if (query.labelled)
    where += std::string(" AND ") + (*query.labelled ? "" : "NOT ") +
             "EXISTS (SELECT 1 FROM labels l WHERE l.series_id = s.id)";
  if (query.split == "none")
    where += std::string(" AND NOT ") + kInSplit + "<> 'labelled')";
  else if (!query.split.empty())
    where += std::string(" AND ") + kInSplit + "= :split)";
  if (hasText) where += " AND s.id IN (SELECT rowid FROM series_text WHERE series_text MATCH :text)";
  return where;
}

constexpr const char* kJoins =
    " FROM series s JOIN datasets d ON d.id = s.dataset_id JOIN studies st ON st.id = s.study_id JOIN patients p ON "
    "p.id = st.patient_id ";

// Statements for one series' labels and files, prepared once for a page of rows.
class RowReader {
 public:
  RowReader(SQLite::Database& database, PrivateStore& sources)
      : sources_(sources),
        series_(database, std::string("SELECT ") + kSeriesColumns + kJoins + "WHERE s.id = ?"),
        labels_(database, "SELECT id, voxels_hash, names, voxels FROM labels WHERE series_id = ? ORDER BY id"),
        files_(database, "SELECT file_id FROM series_files WHERE series_id = ? ORDER BY position"),
        labelFiles_(database, "SELECT file_id FROM label_files WHERE label_id = ? ORDER BY position") {}

  std::optional<ports::SeriesRow> read(std::int64_t id) {
    series_.reset();
    series_.bind(1, id);
    if (!series_.executeStep()) return std::nullopt;
    ports::SeriesRow row = seriesFrom(series_);
    labels_.reset();
    labels_.bind(1, id);
    while (labels_.executeStep()) row.labels.push_back(labelFrom(labels_));
    for (auto& label : row.labels) label.files = paths(labelFiles_, label.id);
    row.files = paths(files_, id);
    return row;
  }

 private:
  std::vector<std::string> paths(SQLite::Statement& statement, std::int64_t owner) {
    std::vector<std::string> result;
    statement.reset();
    statement.bind(1, owner);
    while (statement.executeStep()) {
      std::string path = sources_.path(statement.getColumn(0).getInt64());
      if (path.empty()) return {};  // the sources are elsewhere: half a list would be worse than none
      result.push_back(std::move(path));
    }
    return result;
  }
  PrivateStore& sources_;
  SQLite::Statement series_, labels_, files_, labelFiles_;
};

}  // namespace

base::Result<std::vector<ports::DatasetRow>> SqliteCatalog::datasets() {
  return guarded("list the datasets", [&] {
    SQLite::Statement query(state_->database,
                            "SELECT d.id, d.name, d.created, (SELECT count(*) FROM series s WHERE s.dataset_id = d.id),"
                            " (SELECT count(DISTINCT st.patient_id) FROM series s JOIN studies st ON st.id = "
                            "s.study_id WHERE s.dataset_id = d.id),"
                            " (SELECT count(DISTINCT l.series_id) FROM labels l JOIN series s ON s.id = l.series_id "
                            "WHERE s.dataset_id = d.id),"
                            " (SELECT count(*) FROM files f WHERE f.dataset_id = d.id AND f.state = 2)"
                            " FROM datasets d ORDER BY d.name COLLATE NOCASE");
    SQLite::Statement modalities(state_->database,
                                 "SELECT DISTINCT modality FROM series WHERE dataset_id = ? ORDER BY modality");
    std::vector<ports::DatasetRow> rows;
    while (query.executeStep()) {
      ports::DatasetRow row;
      row.id = query.getColumn(0).getInt64();
      row.name = query.getColumn(1).getString();
      row.created = query.getColumn(2).getString();
      row.series = query.getColumn(3).getInt64();
      row.patients = query.getColumn(4).getInt64();
      row.labelled = query.getColumn(5).getInt64();
      row.quarantined = query.getColumn(6).getInt64();
      modalities.reset();
      modalities.bind(1, row.id);
      while (modalities.executeStep()) row.modalities.push_back(modalities.getColumn(0).getString());
      rows.push_back(std::move(row));
    }
    return rows;
  });
}

base::Result<std::vector<std::int64_t>> SqliteCatalog::seriesIds(const ports::SeriesQuery& query) {
  return guarded("search the series", [&] {
    const std::string text = matchExpression(query.text);
    std::vector<std::int64_t> ids;
    if (text.empty() && query.text.find_first_not_of(" \t\r\n") != std::string::npos)
      return ids;  // punctuation alone matches nothing
    SQLite::Statement statement(state_->database, std::string("SELECT s.id") + kJoins + "WHERE " +
                                                      whereClause(query, !text.empty()) + " ORDER BY " +
                                                      orderClause(query));
    if (!query.dataset.empty()) statement.bind(":dataset", query.dataset);
    if (!query.modality.empty()) statement.bind(":modality", query.modality);
    if (!query.split.empty() && query.split != "none") statement.bind(":split", query.split);
    if (!text.empty()) statement.bind(":text", text);
    while (statement.executeStep()) ids.push_back(statement.getColumn(0).getInt64());
    return ids;
  });
}

base::Result<std::vector<ports::SeriesRow>> SqliteCatalog::series(const std::vector<std::int64_t>& ids) {
  return guarded("read series", [&] {
    RowReader reader(state_->database, *state_->sources);
    std::vector<ports::SeriesRow> rows;
    for (const std::int64_t id : ids) {
      if (auto row = reader.read(id)) rows.push_back(std::move(*row));
    }
    return rows;
  });
}

base::Result<std::vector<ports::FileRow>> SqliteCatalog::files(const std::string& dataset, ports::FileState state) {
  return guarded("list the files", [&] {
    SQLite::Statement query(state_->database,
                            "SELECT f.id, f.reason, f.content_hash, coalesce(f.series_id, 0) FROM files f JOIN "
                            "datasets d ON d.id = f.dataset_id"
                            " WHERE d.name = ? AND f.state = ? ORDER BY f.id");
    query.bind(1, dataset);
    query.bind(2, static_cast<int>(state));
    std::vector<ports::FileRow> rows;
    while (query.executeStep()) {
      rows.push_back({state_->sources->path(query.getColumn(0).getInt64()), state, query.getColumn(1).getString(),
                      query.getColumn(2).getString(), query.getColumn(3).getInt64()});
    }
    return rows;
  });
}

base::Result<std::map<std::string, std::int64_t>> SqliteCatalog::knownFiles(const std::string& dataset) {
  return guarded("list the known files", [&] {
    SQLite::Statement query(
        state_->database,
        "SELECT f.content_hash, coalesce(f.series_id, 0) FROM files f JOIN datasets d ON d.id = f.dataset_id"
        " WHERE d.name = ? AND f.state = 0 AND f.content_hash <> ''");
    query.bind(1, dataset);
    std::map<std::string, std::int64_t> known;
    while (query.executeStep()) known[query.getColumn(0).getString()] = query.getColumn(1).getInt64();
    return known;
  });
}

}  // namespace selvox::storage::catalog

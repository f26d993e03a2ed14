// The reading half of the catalog's data.
#include "storage/catalog/rows.h"
#include "storage/catalog/state.h"

namespace selvox::storage::catalog {
namespace {

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
    SQLite::Statement query(
        state_->database,
        "SELECT d.id, d.name, d.created,"
        " (SELECT coalesce(sum(c.series), 0) FROM facet_counts c JOIN facet_values v ON v.id = c.value"
        "  WHERE c.dataset = d.id AND v.facet = 6),"
        " (SELECT count(*) FROM dataset_patients dp WHERE dp.dataset = d.id),"
        " (SELECT coalesce(sum(c.series), 0) FROM facet_counts c JOIN facet_values v ON v.id = c.value"
        "  WHERE c.dataset = d.id AND v.facet = 6 AND v.value = 'yes'),"
        " (SELECT count(*) FROM files f WHERE f.dataset_id = d.id AND f.state = 2)"
        " FROM datasets d ORDER BY d.name COLLATE NOCASE");
    SQLite::Statement modalities(state_->database,
                                 "SELECT v.value FROM facet_counts c JOIN facet_values v ON v.id = c.value"
                                 " WHERE c.dataset = ? AND v.facet = 0 AND c.series > 0 ORDER BY v.value");
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

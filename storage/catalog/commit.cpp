// Import batches and removal: the writing half of the catalog's data.
#include <map>
#include <set>

#include "core/base/text.h"
#include "storage/catalog/rows.h"
#include "storage/catalog/state.h"

namespace selvox::storage::catalog {
namespace {

// Writes one batch inside the caller's transaction.
class BatchWriter {
 public:
  BatchWriter(SQLite::Database& database, PrivateStore& sources)
      : database_(database),
        sources_(sources),
        paths_(sources),
        insertSeries_(
            database,
            "INSERT INTO series (dataset_id, study_id, case_name, modality, format, size_x, size_y, size_z, channels, "
            "stored_type, world_from_voxel, spacing_x, spacing_y, spacing_z, statistics, voxels_hash, attributes) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        insertWords_(database,
                     "INSERT INTO series_text (rowid, case_name, patient, modality, format, labels)"
                     " VALUES (?, ?, ?, ?, ?, ?)"),
        addStudy_(database, "INSERT OR IGNORE INTO studies (patient_id, name) VALUES (?, ?)"),
        findStudy_(database, "SELECT id FROM studies WHERE patient_id = ? AND name = ?"),
        addPatient_(database, "INSERT OR IGNORE INTO patients (name) VALUES (?)"),
        findPatient_(database, "SELECT id FROM patients WHERE name = ?"),
        insertFile_(database,
                    "INSERT INTO files (state, reason, content_hash, series_id, dataset_id) VALUES (?, ?, ?, ?, ?)"),
        updateFile_(database, "UPDATE files SET state = ?, reason = ?, content_hash = ?, series_id = ? WHERE id = ?") {}

  void write(const ports::ImportBatch& batch) {
    SQLite::Statement add(database_, "INSERT OR IGNORE INTO datasets (name, created) VALUES (?, ?)");
    add.bind(1, batch.dataset);
    add.bind(2, base::isoNow());
    add.exec();
    dataset_ = datasetId(database_, batch.dataset).value_or(0);
    std::vector<std::int64_t> seriesIds;
    for (const auto& row : batch.series) seriesIds.push_back(insertSeries(row));
    for (const auto& file : batch.files) {
      const auto index = static_cast<std::size_t>(file.series);
      putFile(file, file.series > 0 && index <= seriesIds.size() ? seriesIds[index - 1] : 0);
    }
    for (std::size_t i = 0; i < batch.series.size(); ++i) {
      link("series_files", "series_id", seriesIds[i], seriesIds[i], batch.series[i].files);
      for (std::size_t k = 0; k < batch.series[i].labels.size(); ++k) {
        link("label_files", "label_id", labelIds_[seriesIds[i]][k], seriesIds[i], batch.series[i].labels[k].files);
      }
    }
  }
  void commitSources() { paths_.commit(); }

 private:
  static SQLite::Statement& fresh(SQLite::Statement& statement) {
    statement.reset();
    statement.clearBindings();
    return statement;
  }
  static std::int64_t idFrom(SQLite::Statement& find) {
    find.executeStep();
    return find.getColumn(0).getInt64();
  }

  std::int64_t studyOf(const ports::SeriesRow& row) {
    fresh(addPatient_).bind(1, row.patient);
    addPatient_.exec();
    fresh(findPatient_).bind(1, row.patient);
    const std::int64_t patient = idFrom(findPatient_);
    fresh(addStudy_).bind(1, patient);
    addStudy_.bind(2, row.study);
    addStudy_.exec();
    fresh(findStudy_).bind(1, patient);
    findStudy_.bind(2, row.study);
    return idFrom(findStudy_);
  }

  std::int64_t insertSeries(const ports::SeriesRow& row) {
    fresh(insertSeries_).bind(1, dataset_);
    insertSeries_.bind(2, studyOf(row));
    bindSeries(insertSeries_, 3, row);
    insertSeries_.exec();
    const std::int64_t id = database_.getLastInsertRowid();
    for (const auto& label : row.labels) {
      SQLite::Statement add(database_,
                            "INSERT INTO labels (series_id, voxels_hash, names, voxels) VALUES (?, ?, ?, ?)");
      add.bind(1, id);
      add.bind(2, label.voxelsHash);
      add.bind(3, textOfMap(label.names));
      add.bind(4, textOfMap(label.voxels));
      add.exec();
      labelIds_[id].push_back(database_.getLastInsertRowid());
    }
    fresh(insertWords_).bind(1, id);
    insertWords_.bind(2, row.caseName);
    insertWords_.bind(3, row.patient);
    insertWords_.bind(4, row.modality);
    insertWords_.bind(5, row.format);
    insertWords_.bind(6, labelWords(row));
    insertWords_.exec();
    return id;
  }

  static std::string labelWords(const ports::SeriesRow& row) {
    std::string words;
    for (const auto& label : row.labels) {
      for (const auto& [number, name] : label.names) words += name + " ";
    }
    return words;
  }

  // The row of a path that this dataset knows already, if the catalog still has it.
  std::int64_t knownRow(const std::string& path) {
    const auto id = sources_.find(dataset_, path);
    if (!id) return 0;
    SQLite::Statement find(database_, "SELECT state FROM files WHERE id = ? AND dataset_id = ?");
    find.bind(1, *id);
    find.bind(2, dataset_);
    if (!find.executeStep()) return 0;
    state_ = static_cast<ports::FileState>(find.getColumn(0).getInt());
    return *id;
  }

  void putFile(const ports::FileRow& file, std::int64_t series) {
    std::int64_t id = knownRow(file.path);
    if (id != 0 && state_ == ports::FileState::Imported && file.state != ports::FileState::Imported) {
      fileIds_[file.path] = id;  // imported before and only met again: nothing is added
      return;
    }
    auto& put = fresh(id == 0 ? insertFile_ : updateFile_);
    put.bind(1, static_cast<int>(file.state));
    put.bind(2, file.reason);
    put.bind(3, file.contentHash);
    if (series != 0) put.bind(4, series);
    put.bind(5, id == 0 ? dataset_ : id);
    put.exec();
    if (id == 0) {
      id = database_.getLastInsertRowid();
      paths_.put(id, dataset_, file.path);
    }
    fileIds_[file.path] = id;
  }

  void link(const std::string& table, const std::string& column, std::int64_t owner, std::int64_t series,
            const std::vector<std::string>& files) {
    SQLite::Statement insert(database_,
                             "INSERT INTO " + table + " (" + column + ", position, file_id) VALUES (?, ?, ?)");
    int position = 0;
    for (const auto& path : files) {
      if (!fileIds_.contains(path)) putFile({path, ports::FileState::Imported, "", "", 0}, series);
      insert.reset();
      insert.bind(1, owner);
      insert.bind(2, position++);
      insert.bind(3, fileIds_[path]);
      insert.exec();
    }
  }

  SQLite::Database& database_;
  PrivateStore& sources_;
  PrivateStore::Writer paths_;
  SQLite::Statement insertSeries_, insertWords_, addStudy_, findStudy_, addPatient_, findPatient_, insertFile_,
      updateFile_;
  std::int64_t dataset_ = 0;
  ports::FileState state_ = ports::FileState::Skipped;
  std::map<std::string, std::int64_t> fileIds_;
  std::map<std::int64_t, std::vector<std::int64_t>> labelIds_;
};

void removeOne(SQLite::Database& database, PrivateStore::Writer& paths, std::int64_t id) {
  // Files that no other series or label uses leave with it, so that they can be imported again.
  SQLite::Statement files(
      database,
      "SELECT DISTINCT f.id FROM files f WHERE (f.series_id = :id"
      " OR f.id IN (SELECT file_id FROM series_files WHERE series_id = :id)"
      " OR f.id IN (SELECT lf.file_id FROM label_files lf JOIN labels l ON l.id = lf.label_id WHERE l.series_id = :id))"
      " AND NOT EXISTS (SELECT 1 FROM series_files o WHERE o.file_id = f.id AND o.series_id <> :id)"
      " AND NOT EXISTS (SELECT 1 FROM label_files o JOIN labels ol ON ol.id = o.label_id"
      "                 WHERE o.file_id = f.id AND ol.series_id <> :id)");
  files.bind(":id", id);
  std::vector<std::int64_t> gone;
  while (files.executeStep()) gone.push_back(files.getColumn(0).getInt64());
  // A file shared with another series must outlive the cascade: give it to that series.
  SQLite::Statement hand(database,
                         "UPDATE files SET series_id = (SELECT min(o.series_id) FROM series_files o WHERE o.file_id = "
                         "files.id AND o.series_id <> :id)"
                         " WHERE series_id = :id");
  hand.bind(":id", id);
  hand.exec();
  for (const std::int64_t file : gone) {
    SQLite::Statement drop(database, "DELETE FROM files WHERE id = ?");
    drop.bind(1, file);
    drop.exec();
    paths.remove(file);
  }
  SQLite::Statement drop(database, "DELETE FROM series WHERE id = ?");
  drop.bind(1, id);
  drop.exec();
}

}  // namespace

base::Status SqliteCatalog::commit(ports::ImportBatch batch) {
  if (batch.dataset.empty()) return base::fail(base::ErrorCode::InvalidArgument, "A dataset needs a name.");
  return guarded("store the imported series", [&] {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    BatchWriter writer(state_->database, *state_->sources);
    writer.write(batch);
    writer.commitSources();
    transaction.commit();
  });
}

base::Status SqliteCatalog::removeSeries(const std::vector<std::int64_t>& ids) {
  return guarded("remove series", [&] {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    PrivateStore::Writer paths(*state_->sources);
    for (const std::int64_t id : ids) removeOne(state_->database, paths, id);
    state_->database.exec(
        "DELETE FROM studies WHERE NOT EXISTS (SELECT 1 FROM series WHERE series.study_id = studies.id)");
    state_->database.exec(
        "DELETE FROM patients WHERE NOT EXISTS (SELECT 1 FROM studies WHERE studies.patient_id = patients.id)");
    state_->database.exec(
        "DELETE FROM datasets WHERE NOT EXISTS (SELECT 1 FROM series WHERE series.dataset_id = datasets.id)"
        " AND NOT EXISTS (SELECT 1 FROM files WHERE files.dataset_id = datasets.id)");
    transaction.commit();  // the rows first: paths without rows are harmless, rows without paths are not
    paths.commit();
  });
}

}  // namespace selvox::storage::catalog

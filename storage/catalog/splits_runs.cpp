// Splits and the mirrors of the run folders.
#include <cmath>
#include <cstdlib>

#include "core/base/text.h"
#include "storage/catalog/rows.h"
#include "storage/catalog/state.h"

namespace selvox::storage::catalog {
namespace {

void insertCases(SQLite::Database& database, std::int64_t split, const char* role,
                 const std::vector<std::string>& cases) {
  SQLite::Statement insert(database,
                           "INSERT INTO split_cases (split_id, position, case_name, role) VALUES (?, ?, ?, ?)");
  int position = 0;
  for (const auto& name : cases) {
    insert.reset();
    insert.bind(1, split);
    insert.bind(2, position++);
    insert.bind(3, name);
    insert.bind(4, role);
    insert.exec();
  }
}

// The part of each series where it is browsed; only what moves is written.
void browseBySplit(SQLite::Database& database, std::int64_t dataset, std::int64_t split) {
  SQLite::Statement update(
      database,
      "WITH part AS (SELECT b.id AS id, (SELECT v.id FROM facet_values v WHERE v.facet = 7 AND v.value ="
      "   coalesce((SELECT sc.role FROM split_cases sc WHERE sc.split_id = :split AND sc.case_name = b.case_name"
      "             AND sc.role <> 'labelled'), 'none')) AS value FROM browse b WHERE b.dataset = :dataset)"
      " UPDATE browse SET split = part.value FROM part WHERE browse.id = part.id AND browse.split <> part.value");
  update.bind(":split", split);
  update.bind(":dataset", dataset);
  update.exec();
}

void insertMirrors(SQLite::Database& database, const ports::RunRow& run) {
  for (const auto& metric : run.metrics) {
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO metrics (run, name, value) VALUES (?, ?, ?)");
    insert.bind(1, run.name);
    insert.bind(2, metric.name);
    if (std::isfinite(metric.value)) insert.bind(3, metric.value);
    insert.exec();
  }
  for (const auto& checkpoint : run.checkpoints) {
    SQLite::Statement insert(database,
                             "INSERT OR REPLACE INTO checkpoints (run, path, step, best) VALUES (?, ?, ?, ?)");
    insert.bind(1, run.name);
    insert.bind(2, checkpoint.path);
    insert.bind(3, checkpoint.step);
    insert.bind(4, checkpoint.best ? 1 : 0);
    insert.exec();
  }
}

void insertRun(SQLite::Database& database, const ports::RunRow& run) {
  SQLite::Statement insert(
      database,
      "INSERT OR REPLACE INTO runs (name, kind, task, method, arch, state, parent, created, step, steps, parameters,"
      " seconds, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int at = 1;
  for (const std::string* text :
       {&run.name, &run.kind, &run.task, &run.method, &run.arch, &run.state, &run.parent, &run.created}) {
    insert.bind(at++, *text);
  }
  for (const std::int64_t number : {run.step, run.steps, run.parameters}) insert.bind(at++, number);
  insert.bind(at++, std::isfinite(run.seconds) ? run.seconds : 0);
  insert.bind(at, base::dumpJson(run.settings));
  insert.exec();
  insertMirrors(database, run);
}

void readMirrors(SQLite::Database& database, ports::RunRow& run) {
  SQLite::Statement metrics(database, "SELECT name, value FROM metrics WHERE run = ? ORDER BY name");
  metrics.bind(1, run.name);
  while (metrics.executeStep()) {
    const auto value = metrics.getColumn(1);
    run.metrics.push_back({metrics.getColumn(0).getString(), value.isNull() ? std::nan("") : value.getDouble()});
  }
  SQLite::Statement checkpoints(database, "SELECT path, step, best FROM checkpoints WHERE run = ? ORDER BY step, path");
  checkpoints.bind(1, run.name);
  while (checkpoints.executeStep()) {
    run.checkpoints.push_back({checkpoints.getColumn(0).getString(), checkpoints.getColumn(1).getInt64(),
                               checkpoints.getColumn(2).getInt() != 0});
  }
}

}  // namespace

base::Status SqliteCatalog::storeSplit(const ports::SplitRow& split) {
  return guarded("store the split", [&]() -> base::Status {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    const auto dataset = datasetId(state_->database, split.dataset);
    if (!dataset) return base::fail(base::ErrorCode::NotFound, "There is no dataset '" + split.dataset + "' to split.");
    SQLite::Statement insert(state_->database, "INSERT INTO splits (dataset_id, seed, created) VALUES (?, ?, ?)");
    insert.bind(1, *dataset);
    insert.bind(2, std::to_string(split.seed));
    insert.bind(3, split.created.empty() ? base::isoNow() : split.created);
    insert.exec();
    const std::int64_t id = state_->database.getLastInsertRowid();
    insertCases(state_->database, id, "train", split.train);
    insertCases(state_->database, id, "val", split.val);
    insertCases(state_->database, id, "test", split.test);
    insertCases(state_->database, id, "labelled", split.labelled);
    browseBySplit(state_->database, *dataset, id);
    transaction.commit();
    return {};
  });
}

base::Result<std::optional<ports::SplitRow>> SqliteCatalog::split(const std::string& dataset) {
  return guarded("read the split", [&]() -> std::optional<ports::SplitRow> {
    SQLite::Statement newest(
        state_->database,
        "SELECT s.id, s.seed, s.created FROM splits s JOIN datasets d ON d.id = s.dataset_id WHERE d.name = ?"
        " ORDER BY s.id DESC LIMIT 1");
    newest.bind(1, dataset);
    if (!newest.executeStep()) return std::nullopt;
    ports::SplitRow row;
    row.dataset = dataset;
    row.seed = std::strtoull(newest.getColumn(1).getString().c_str(), nullptr, 10);
    row.created = newest.getColumn(2).getString();
    SQLite::Statement cases(state_->database,
                            "SELECT case_name, role FROM split_cases WHERE split_id = ? ORDER BY role, position");
    cases.bind(1, newest.getColumn(0).getInt64());
    while (cases.executeStep()) {
      const std::string role = cases.getColumn(1).getString();
      auto& list = role == "train" ? row.train : role == "val" ? row.val : role == "test" ? row.test : row.labelled;
      list.push_back(cases.getColumn(0).getString());
    }
    return row;
  });
}

base::Status SqliteCatalog::mirrorRuns(const std::vector<ports::RunRow>& runs) {
  return guarded("mirror the runs", [&] {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    state_->database.exec("DELETE FROM runs");
    for (const auto& run : runs) insertRun(state_->database, run);
    transaction.commit();
  });
}

base::Result<std::vector<ports::RunRow>> SqliteCatalog::runs() {
  return guarded("list the runs", [&] {
    SQLite::Statement query(
        state_->database,
        "SELECT name, kind, task, method, arch, state, parent, created, step, steps, parameters, seconds, settings"
        " FROM runs ORDER BY created, name");
    std::vector<ports::RunRow> rows;
    while (query.executeStep()) {
      ports::RunRow row;
      int at = 0;
      for (std::string* text :
           {&row.name, &row.kind, &row.task, &row.method, &row.arch, &row.state, &row.parent, &row.created}) {
        *text = query.getColumn(at++).getString();
      }
      for (std::int64_t* number : {&row.step, &row.steps, &row.parameters}) *number = query.getColumn(at++).getInt64();
      row.seconds = query.getColumn(at++).getDouble();
      row.settings = base::parseJson(query.getColumn(at).getString(), "settings").value_or(base::Json::object());
      readMirrors(state_->database, row);
      rows.push_back(std::move(row));
    }
    return rows;
  });
}

}  // namespace selvox::storage::catalog

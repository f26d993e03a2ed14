// Changes a person makes to series, each with what was there before.
#include <map>

#include "core/base/json.h"
#include "core/base/text.h"
#include "storage/catalog/rows.h"
#include "storage/catalog/state.h"

namespace selvox::storage::catalog {
namespace {

using base::Json;
using Value = std::optional<std::string>;
using Kind = ports::SeriesChange::Kind;

base::Status noSuch(const char* what, std::int64_t id) {
  return base::fail(base::ErrorCode::NotFound, std::string("There is no ") + what + " " + std::to_string(id) +
                                                   " any more. Look at the list again.");
}

// Reads and writes one value of a series or label map inside the caller's transaction.
class Values {
 public:
  explicit Values(SQLite::Database& database)
      : database_(database),
        exists_(database, "SELECT rating, attributes FROM series WHERE id = ?"),
        label_(database, "SELECT id, voxels_hash, names, voxels FROM labels WHERE id = ?"),
        tagged_(database, "SELECT 1 FROM series_tags WHERE series_id = ? AND tag = ?"),
        tag_(database, "INSERT INTO series_tags (series_id, tag) VALUES (?, ?)"),
        untag_(database, "DELETE FROM series_tags WHERE series_id = ? AND tag = ?"),
        rate_(database, "UPDATE series SET rating = ? WHERE id = ?"),
        columns_(database, "UPDATE series SET attributes = ? WHERE id = ?"),
        relabel_(database, "UPDATE labels SET voxels_hash = ?, names = ?, voxels = ? WHERE id = ?") {}

  base::Result<Value> read(const ports::SeriesChange& change) {
    if (change.kind == Kind::LabelMap) {
      fresh(label_).bind(1, change.target);
      if (!label_.executeStep()) return tl::unexpected(noSuch("label map", change.target).error());
      return Value(ports::labelText(labelFrom(label_)));
    }
    fresh(exists_).bind(1, change.target);
    if (!exists_.executeStep()) return tl::unexpected(noSuch("series", change.target).error());
    if (change.kind == Kind::Rating) {
      const int rating = exists_.getColumn(0).getInt();
      return rating == 0 ? Value() : Value(std::to_string(rating));
    }
    if (change.kind == Kind::Column) {
      attributes_ = base::parseJson(exists_.getColumn(1).getString(), "attributes").value_or(Json::object());
      const auto found = attributes_.find(change.name);
      return found == attributes_.end() ? Value()
                                        : Value(base::valueOr<std::string>(attributes_, change.name.c_str(), ""));
    }
    fresh(tagged_).bind(1, change.target);
    tagged_.bind(2, tagId(change.name));
    return tagged_.executeStep() ? Value("1") : Value();
  }

  base::Status write(const ports::SeriesChange& change, const Value& value) {
    switch (change.kind) {
      case Kind::Tag:
        return writeTag(change, value);
      case Kind::Rating:
        return writeRating(change, value);
      case Kind::Column:
        return writeColumn(change, value);
      case Kind::LabelMap:
        break;
    }
    return writeLabel(change, value);
  }

 private:
  static SQLite::Statement& fresh(SQLite::Statement& statement) {
    statement.reset();
    statement.clearBindings();
    return statement;
  }

  std::int64_t tagId(const std::string& name) {
    if (const auto known = tagIds_.find(name); known != tagIds_.end()) return known->second;
    SQLite::Statement add(database_, "INSERT OR IGNORE INTO facet_values (facet, value) VALUES (8, ?)");
    add.bind(1, name);
    add.exec();
    SQLite::Statement find(database_, "SELECT id FROM facet_values WHERE facet = 8 AND value = ?");
    find.bind(1, name);
    find.executeStep();
    return tagIds_[name] = find.getColumn(0).getInt64();
  }

  base::Status writeTag(const ports::SeriesChange& change, const Value& value) {
    auto& statement = fresh(value ? tag_ : untag_);
    statement.bind(1, change.target);
    statement.bind(2, tagId(change.name));
    statement.exec();
    return {};
  }

  base::Status writeRating(const ports::SeriesChange& change, const Value& value) {
    const auto stars = base::toInteger(value.value_or("0"));
    if (!stars || *stars < 0 || *stars > 5 || (value && *stars == 0))
      return base::fail(base::ErrorCode::InvalidArgument, "A rating is a number from 1 to 5, not '" + *value + "'.");
    fresh(rate_).bind(1, static_cast<std::int64_t>(*stars));
    rate_.bind(2, change.target);
    rate_.exec();
    return {};
  }

  base::Status writeColumn(const ports::SeriesChange& change, const Value& value) {
    if (!attributes_.is_object()) attributes_ = Json::object();
    if (value) attributes_[change.name] = *value;
    if (!value) attributes_.erase(change.name);
    fresh(columns_).bind(1, base::dumpJson(attributes_));
    columns_.bind(2, change.target);
    columns_.exec();
    return {};
  }

  base::Status writeLabel(const ports::SeriesChange& change, const Value& value) {
    const auto json = base::parseJson(value.value_or(""), "label map");
    if (!json || !json->is_object() || !json->contains("names"))
      return base::fail(base::ErrorCode::InvalidArgument, "A label map is changed by its hash, names and counts.");
    fresh(relabel_).bind(1, base::valueOr<std::string>(*json, "voxelsHash", ""));
    relabel_.bind(2, base::dumpJson((*json)["names"]));
    relabel_.bind(3, base::dumpJson(json->value("voxels", Json::object())));
    relabel_.bind(4, change.target);
    relabel_.exec();
    findByWords(change.target);
    return {};
  }

  // The words of a series by which it is found.
  void findByWords(std::int64_t label) {
    SQLite::Statement names(database_,
                            "SELECT l.series_id, l.names FROM labels l WHERE l.series_id ="
                            " (SELECT series_id FROM labels WHERE id = ?) ORDER BY l.id");
    names.bind(1, label);
    std::string words;
    std::int64_t series = 0;
    while (names.executeStep()) {
      series = names.getColumn(0).getInt64();
      const auto json = base::parseJson(names.getColumn(1).getString(), "names");
      if (!json || !json->is_object()) continue;
      for (const auto& [number, name] : json->items())
        if (name.is_string()) words += name.get<std::string>() + " ";
    }
    SQLite::Statement update(database_, "UPDATE series_text SET labels = ? WHERE rowid = ?");
    update.bind(1, words);
    update.bind(2, series);
    update.exec();
  }

  SQLite::Database& database_;
  SQLite::Statement exists_, label_, tagged_, tag_, untag_, rate_, columns_, relabel_;
  Json attributes_ = Json::object();  // of the series read last
  std::map<std::string, std::int64_t> tagIds_;
};

base::Status checkWords(const ports::SeriesChange& change) {
  const bool named = change.kind == Kind::Tag || change.kind == Kind::Column;
  if (named && (change.name.empty() || change.name.size() > 200))
    return base::fail(base::ErrorCode::InvalidArgument, "A tag or column needs a name of up to 200 bytes.");
  return {};
}

base::Result<ports::EditRow> rowOf(SQLite::Database& database, std::int64_t id) {
  SQLite::Statement find(
      database,
      "SELECT id, created, what, undone, (SELECT count(*) FROM edit_changes WHERE edit_id = edits.id)"
      " FROM edits WHERE id = ?");
  find.bind(1, id);
  if (!find.executeStep()) return base::fail(base::ErrorCode::NotFound, "There is no such edit.");
  return ports::EditRow{find.getColumn(0).getInt64(), find.getColumn(4).getInt64(), find.getColumn(1).getString(),
                        find.getColumn(2).getString(), find.getColumn(3).getInt() != 0};
}

constexpr int kStands = 0, kUndone = 1, kForgotten = 2;  // edits.undone; forgotten: another edit came after the undo

// Puts back what was before (or again what came after); what is gone since then is passed over.
base::Result<ports::EditRow> turn(SQLite::Database& database, bool back) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  SQLite::Statement find(database, back ? "SELECT id FROM edits WHERE undone = 0 ORDER BY id DESC LIMIT 1"
                                        : "SELECT id FROM edits WHERE undone = 1 ORDER BY id LIMIT 1");
  if (!find.executeStep())
    return base::fail(base::ErrorCode::NotFound, back ? "There is nothing to undo." : "There is nothing to redo.");
  const std::int64_t edit = find.getColumn(0).getInt64();
  SQLite::Statement changes(database, std::string("SELECT kind, target, name, before, after FROM edit_changes WHERE "
                                                  "edit_id = ? ORDER BY position") +
                                          (back ? " DESC" : ""));
  changes.bind(1, edit);
  Values values(database);
  while (changes.executeStep()) {
    ports::SeriesChange change;
    change.kind = static_cast<Kind>(changes.getColumn(0).getInt());
    change.target = changes.getColumn(1).getInt64();
    change.name = changes.getColumn(2).getString();
    const auto wanted = changes.getColumn(back ? 3 : 4);
    const Value value = wanted.isNull() ? Value() : Value(wanted.getString());
    const auto now = values.read(change);
    if (now && *now != value) SELVOX_CHECK(values.write(change, value));
  }
  SQLite::Statement mark(database, "UPDATE edits SET undone = ? WHERE id = ?");
  mark.bind(1, back ? kUndone : kStands);
  mark.bind(2, edit);
  mark.exec();
  SELVOX_TRY(auto row, rowOf(database, edit));
  transaction.commit();
  return row;
}

}  // namespace

base::Result<ports::EditRow> SqliteCatalog::apply(const std::string& what,
                                                  const std::vector<ports::SeriesChange>& changes) {
  return guarded("change the series", [&]() -> base::Result<ports::EditRow> {
    auto& database = state_->database;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement edit(database, "INSERT INTO edits (created, what) VALUES (?, ?)");
    edit.bind(1, base::isoNow());
    edit.bind(2, what);
    edit.exec();
    const std::int64_t id = database.getLastInsertRowid();
    SQLite::Statement record(database,
                             "INSERT INTO edit_changes (edit_id, position, kind, target, name, before, after)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?)");
    Values values(database);
    std::int64_t position = 0;
    for (const auto& change : changes) {
      SELVOX_CHECK(checkWords(change));
      SELVOX_TRY(const Value before, values.read(change));
      const Value after = change.kind == Kind::Tag && change.value ? Value("1") : change.value;
      if (before == after) continue;
      SELVOX_CHECK(values.write(change, after));
      record.reset();
      record.clearBindings();
      record.bind(1, id);
      record.bind(2, position++);
      record.bind(3, static_cast<int>(change.kind));
      record.bind(4, change.target);
      record.bind(5, change.name);
      if (before) record.bind(6, *before);
      if (after) record.bind(7, *after);
      record.exec();
    }
    if (position == 0) return ports::EditRow{0, 0, {}, what, false};  // rolled back: nothing happened
    SQLite::Statement forget(database, "UPDATE edits SET undone = ? WHERE undone = ?");
    forget.bind(1, kForgotten);
    forget.bind(2, kUndone);
    forget.exec();
    SELVOX_TRY(auto row, rowOf(database, id));
    transaction.commit();
    return row;
  });
}

base::Result<ports::EditRow> SqliteCatalog::undo() {
  return guarded("undo the last edit", [&] { return turn(state_->database, true); });
}

base::Result<ports::EditRow> SqliteCatalog::redo() {
  return guarded("redo the edit", [&] { return turn(state_->database, false); });
}

base::Result<std::vector<ports::EditRow>> SqliteCatalog::edits() {
  return guarded("list the edits", [&]() -> base::Result<std::vector<ports::EditRow>> {
    SQLite::Statement list(state_->database, "SELECT id FROM edits ORDER BY id");
    std::vector<ports::EditRow> all;
    while (list.executeStep()) {
      SELVOX_TRY(auto row, rowOf(state_->database, list.getColumn(0).getInt64()));
      all.push_back(std::move(row));
    }
    return all;
  });
}

}  // namespace selvox::storage::catalog

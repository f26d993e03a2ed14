#include "storage/catalog/migrate.h"

#include "storage/catalog/guard.h"

namespace selvox::storage::catalog {

const std::vector<std::string>& migrations() {
  static const std::vector<std::string> scripts = {
#include "migrations.inc"
  };
  return scripts;
}

int versionOf(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt();
}

base::Result<bool> needsMigration(SQLite::Database& database, const std::vector<std::string>& scripts) {
  return guarded("read the version of the catalog", [&]() -> base::Result<bool> {
    const int version = versionOf(database), newest = static_cast<int>(scripts.size());
    const int owner = database.execAndGet("PRAGMA application_id").getInt();
    const int tables = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
    if (tables > 0 && owner != kApplicationId) {
      return base::fail(base::ErrorCode::Corrupt,
                        "catalog.sqlite in this folder was not made by Selvox. Choose another folder.");
    }
    if (version > newest) {
      return base::fail(base::ErrorCode::NewerVersion,
                        "This workspace was written by a newer Selvox (catalog version " + std::to_string(version) +
                            ", this program knows up to " + std::to_string(newest) + "). Update Selvox to open it.");
    }
    return version < newest;
  });
}

base::Status migrate(SQLite::Database& database, const std::vector<std::string>& scripts) {
  return guarded("bring the catalog to this version", [&] {
    for (int version = versionOf(database); version < static_cast<int>(scripts.size()); ++version) {
      SQLite::Transaction transaction(database, SQLite::TransactionBehavior::EXCLUSIVE);
      database.exec(scripts[static_cast<std::size_t>(version)]);
      database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
      database.exec("PRAGMA user_version = " + std::to_string(version + 1));
      transaction.commit();
    }
  });
}

}  // namespace selvox::storage::catalog

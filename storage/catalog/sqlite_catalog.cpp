#include "storage/catalog/sqlite_catalog.h"

#include <cstdlib>

#include <sqlite3.h>

#include "core/base/hash.h"
#include "core/base/text.h"
#include "storage/catalog/migrate.h"
#include "storage/catalog/state.h"

namespace selvox::storage::catalog {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

std::string environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value ? value : "";
}

fs::path lockFile(const fs::path& workspace) {
  return workspace / "workspace.lock";
}

base::Result<base::FileLock> lockWorkspace(const fs::path& workspace, base::LockMode mode) {
  auto lock = base::FileLock::acquire(lockFile(workspace), mode, "selvox");
  if (lock || lock.error().code != ErrorCode::Busy) return lock;
  const auto owner = base::lockOwner(lockFile(workspace));
  std::string holder = "another Selvox program";
  if (mode == base::LockMode::Shared && owner) {
    holder = owner->program + " (process " + std::to_string(owner->pid) + " on " + owner->host + ", since " +
             owner->started + ")";
  }
  const char* why = mode == base::LockMode::Shared
                        ? " is rearranging it. Wait until that has ended."
                        : " has it open, and it must be brought to this version first. Close the other program.";
  return base::fail(ErrorCode::Busy, "The workspace " + base::utf8(workspace) + " is held: " + holder + why,
                    lock.error().message);
}

void prepareConnection(SQLite::Database& database) {
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA cache_size = -32768");  // KiB: a screen of a million rows is walked from memory
}

}  // namespace

fs::path userDataDir() {
  if (const auto chosen = environment("SELVOX_DATA_DIR"); !chosen.empty()) return base::pathFromUtf8(chosen);
#ifdef _WIN32
  if (const auto local = environment("LOCALAPPDATA"); !local.empty()) return base::pathFromUtf8(local) / "selvox";
#endif
  if (const auto xdg = environment("XDG_DATA_HOME"); !xdg.empty()) return base::pathFromUtf8(xdg) / "selvox";
  if (const auto home = environment("HOME"); !home.empty()) return base::pathFromUtf8(home) / ".local/share/selvox";
  return fs::temp_directory_path() / "selvox-data";
}

SqliteCatalog::SqliteCatalog(std::unique_ptr<State> state) : state_(std::move(state)) {}
SqliteCatalog::~SqliteCatalog() = default;

base::Result<std::unique_ptr<SqliteCatalog>> SqliteCatalog::create(const fs::path& workspace, const fs::path& dataDir) {
  std::error_code code;
  if (fs::exists(workspace / "catalog.sqlite", code)) {
    return base::fail(ErrorCode::AlreadyExists,
                      base::utf8(workspace) + " is a workspace already. Open it, or choose another folder.");
  }
  for (const char* part : {"cache", "runs", "index", "exports"}) {
    fs::create_directories(workspace / part, code);
    if (code)
      return base::fail(ErrorCode::Io,
                        "Cannot make the workspace " + base::utf8(workspace) + ": " + code.message() + ".");
  }
  return openAt(workspace, dataDir, true);
}

base::Result<std::unique_ptr<SqliteCatalog>> SqliteCatalog::open(const fs::path& workspace, const fs::path& dataDir) {
  std::error_code code;
  if (!fs::is_regular_file(workspace / "catalog.sqlite", code)) {
    return base::fail(
        ErrorCode::NotFound,
        base::utf8(workspace) + " is not a Selvox workspace. Make one with: selvox init " + base::utf8(workspace));
  }
  return openAt(workspace, dataDir, false);
}

base::Result<std::unique_ptr<SqliteCatalog>> SqliteCatalog::openAt(const fs::path& workspace, const fs::path& dataDir,
                                                                   bool mayCreate) {
  SELVOX_TRY(base::FileLock lock, lockWorkspace(workspace, base::LockMode::Shared));
  using Opened = base::Result<std::unique_ptr<SqliteCatalog>>;
  return guarded("open the catalog", [&]() -> Opened {
    auto state = std::make_unique<State>(workspace, std::move(lock));
    SELVOX_TRY(const bool old, needsMigration(state->database, migrations()));
    if (old) {
      if (!mayCreate && versionOf(state->database) == 0) {
        return base::fail(ErrorCode::Corrupt,
                          base::utf8(workspace / "catalog.sqlite") + " is empty. Restore it from a backup.");
      }
      { const base::FileLock released = std::move(state->lock); }
      SELVOX_TRY(state->lock, lockWorkspace(workspace, base::LockMode::Exclusive));
      prepareConnection(state->database);
      SELVOX_CHECK(migrate(state->database, migrations()));
      { const base::FileLock released = std::move(state->lock); }
      SELVOX_TRY(state->lock, lockWorkspace(workspace, base::LockMode::Shared));
    }
    prepareConnection(state->database);
    if (mayCreate) {
      SQLite::Statement insert(
          state->database,
          "INSERT INTO workspace (id, created) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM workspace)");
      insert.bind(1, randomUuid());
      insert.bind(2, base::isoNow());
      insert.exec();
    }
    SQLite::Statement identity(state->database, "SELECT id FROM workspace");
    state->id = identity.executeStep() ? identity.getColumn(0).getString() : "";
    if (!base::isPlainName(state->id))
      return base::fail(ErrorCode::Corrupt, "The catalog has no id. Restore it from a backup.");
    SELVOX_TRY(state->sources, PrivateStore::open(dataDir, state->id));
    return std::unique_ptr<SqliteCatalog>(new SqliteCatalog(std::move(state)));
  });
}

base::Result<std::string> SqliteCatalog::pseudonymKey() {
  return guarded("read the pseudonym key", [&]() -> base::Result<std::string> {
    auto& database = state_->database;
    const std::string known = database.execAndGet("SELECT coalesce(key_check, '') FROM workspace").getString();
    SELVOX_TRY(const std::string key, state_->sources->key(known.empty()));
    const std::string check = base::sha256Hex(key).substr(0, 16);
    if (known.empty()) {
      SQLite::Statement update(database, "UPDATE workspace SET key_check = ? WHERE key_check IS NULL");
      update.bind(1, check);
      update.exec();
    } else if (known != check) {
      return base::fail(ErrorCode::Refused, "The pseudonym key in " + base::utf8(state_->sources->keyFile()) +
                                                " belongs to another workspace. Restore the right one from a backup.");
    }
    return key;
  });
}

std::int64_t SqliteCatalog::dataVersion() {
  const auto version =
      guarded("ask for changes", [&] { return state_->database.execAndGet("PRAGMA data_version").getInt64(); });
  return version.value_or(-1);
}

void SqliteCatalog::interrupt() {
  sqlite3_interrupt(state_->database.getHandle());
}

std::string SqliteCatalog::workspaceId() const {
  return state_->id;
}
fs::path SqliteCatalog::privateFolder() const {
  return state_->sources->folder();
}

std::optional<std::int64_t> datasetId(SQLite::Database& database, const std::string& name) {
  SQLite::Statement query(database, "SELECT id FROM datasets WHERE name = ?");
  query.bind(1, name);
  if (!query.executeStep()) return std::nullopt;
  return query.getColumn(0).getInt64();
}

}  // namespace selvox::storage::catalog

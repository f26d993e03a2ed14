#include "storage/catalog/private_store.h"

#include <random>

#include "core/base/file.h"
#include "storage/catalog/guard.h"

namespace selvox::storage::catalog {
namespace {

constexpr const char* kSchema =
    "CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, path TEXT NOT NULL);"
    "CREATE UNIQUE INDEX IF NOT EXISTS file_by_path ON file(dataset, path);";

}  // namespace

std::string randomHex(std::size_t bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::random_device device;  // the system's own source
  std::string text;
  while (text.size() < 2 * bytes) {
    for (std::uint32_t word = device(), i = 0; i < 8; ++i, word >>= 4) text += kDigits[word & 15];
  }
  text.resize(2 * bytes);
  return text;
}

std::string randomUuid() {
  std::string hex = randomHex(16);
  hex[12] = '4';
  hex[16] = "89ab"[(hex[16] <= '9' ? hex[16] - '0' : hex[16] - 'a' + 10) & 3];
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
         hex.substr(20);
}

PrivateStore::PrivateStore(std::filesystem::path folder, const std::filesystem::path& database)
    : folder_(std::move(folder)), database_(base::utf8(database), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 10000) {
  database_.exec("PRAGMA journal_mode = WAL");
  database_.exec(kSchema);
  path_ = std::make_unique<SQLite::Statement>(database_, "SELECT path FROM file WHERE id = ?");
  find_ = std::make_unique<SQLite::Statement>(database_, "SELECT id FROM file WHERE dataset = ? AND path = ?");
}

base::Result<std::unique_ptr<PrivateStore>> PrivateStore::open(const std::filesystem::path& dataDir,
                                                               const std::string& workspaceId) {
  namespace fs = std::filesystem;
  const fs::path folder = dataDir / base::pathFromUtf8(workspaceId);
  std::error_code code;
  fs::create_directories(folder, code);
  if (code)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make the private folder " + base::utf8(folder) + ": " + code.message() + ".");
  fs::permissions(folder, fs::perms::owner_all, code);
  const fs::path database = folder / "sources.sqlite";
  // SQLite gives its journals the mode of the database, so this one file decides.
  if (!fs::exists(database, code)) SELVOX_CHECK(base::writePrivateFile(database, ""));
  return guarded("open the private store of source paths", [&]() -> base::Result<std::unique_ptr<PrivateStore>> {
    return std::unique_ptr<PrivateStore>(new PrivateStore(folder, database));
  });
}

std::string PrivateStore::path(std::int64_t fileId) {
  path_->reset();
  path_->bind(1, fileId);
  std::string text = path_->executeStep() ? path_->getColumn(0).getString() : std::string();
  path_->reset();
  return text;
}

std::optional<std::int64_t> PrivateStore::find(std::int64_t datasetId, const std::string& path) {
  find_->reset();
  find_->bind(1, datasetId);
  find_->bind(2, path);
  std::optional<std::int64_t> id;
  if (find_->executeStep()) id = find_->getColumn(0).getInt64();
  find_->reset();
  return id;
}

PrivateStore::Writer::Writer(PrivateStore& store)
    : transaction_(store.database_, SQLite::TransactionBehavior::IMMEDIATE),
      put_(store.database_, "INSERT OR REPLACE INTO file (id, dataset, path) VALUES (?, ?, ?)"),
      remove_(store.database_, "DELETE FROM file WHERE id = ?") {}

void PrivateStore::Writer::put(std::int64_t fileId, std::int64_t datasetId, const std::string& path) {
  put_.reset();
  put_.bind(1, fileId);
  put_.bind(2, datasetId);
  put_.bind(3, path);
  put_.exec();
}

void PrivateStore::Writer::remove(std::int64_t fileId) {
  remove_.reset();
  remove_.bind(1, fileId);
  remove_.exec();
}

base::Result<std::string> PrivateStore::key(bool mayCreate) {
  return guarded("read the pseudonym key", [&]() -> base::Result<std::string> {
    // The write lock of the sources keeps two processes from making two keys.
    SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
    if (const auto text = base::readFile(keyFile(), 1024)) {
      const std::string key = text->substr(0, text->find_first_not_of("0123456789abcdef"));
      if (key.size() == 64) return key;
      return base::fail(base::ErrorCode::Corrupt,
                        "The pseudonym key in " + base::utf8(keyFile()) + " is damaged. Restore it from a backup.");
    } else if (text.error().code != base::ErrorCode::NotFound) {
      return tl::unexpected<base::Error>(text.error());
    }
    if (!mayCreate) {
      return base::fail(base::ErrorCode::NotFound,
                        "The pseudonym key of this workspace is not on this computer. Copy it from the computer where "
                        "the workspace was "
                        "made to " +
                            base::utf8(keyFile()) + ", else the same patient would get another pseudonym.");
    }
    const std::string key = randomHex(32);
    SELVOX_CHECK(base::writePrivateFile(keyFile(), key + "\n"));
    return key;
  });
}

}  // namespace selvox::storage::catalog

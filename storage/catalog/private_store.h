#pragma once
// What must not lie in a workspace: where the files came from and the key of the pseudonyms. One folder per workspace
// in the user's data folder, readable by its owner alone.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/base/result.h"

namespace selvox::storage::catalog {

class PrivateStore {
 public:
  static base::Result<std::unique_ptr<PrivateStore>> open(const std::filesystem::path& dataDir,
                                                          const std::string& workspaceId);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path keyFile() const { return folder_ / "pseudonym.key"; }

  // Methods below throw SQLite::Exception: call them under guarded().
  // Empty when the file's place is not known on this computer.
  [[nodiscard]] std::string path(std::int64_t fileId);
  [[nodiscard]] std::optional<std::int64_t> find(std::int64_t datasetId, const std::string& path);
  // Between begin() and commit(); rolled back when the Writer dies first. The catalog commits after the sources: an
  // entry without a catalog row is harmless and is replaced when its id is given out.
  class Writer {
   public:
    explicit Writer(PrivateStore& store);
    void put(std::int64_t fileId, std::int64_t datasetId, const std::string& path);
    void remove(std::int64_t fileId);
    void commit() { transaction_.commit(); }

   private:
    SQLite::Transaction transaction_;
    SQLite::Statement put_, remove_;
  };

  // 64 hex digits. Made on first use when `mayCreate`; NotFound otherwise.
  [[nodiscard]] base::Result<std::string> key(bool mayCreate);

 private:
  PrivateStore(std::filesystem::path folder, const std::filesystem::path& database);
  std::filesystem::path folder_;
  SQLite::Database database_;
  std::unique_ptr<SQLite::Statement> path_, find_;
};

[[nodiscard]] std::string randomHex(std::size_t bytes);
[[nodiscard]] std::string randomUuid();

}  // namespace selvox::storage::catalog

#pragma once
// What the parts of SqliteCatalog share. Private to this folder.

#include <filesystem>
#include <memory>
#include <optional>

#include "core/base/file.h"
#include "core/base/lock.h"
#include "storage/catalog/case_order.h"
#include "storage/catalog/guard.h"
#include "storage/catalog/private_store.h"
#include "storage/catalog/sqlite_catalog.h"

namespace selvox::storage::catalog {

struct SqliteCatalog::State {
  State(std::filesystem::path folder, base::FileLock held)
      : workspace(std::move(folder)),
        lock(std::move(held)),
        database(base::utf8(workspace / "catalog.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 10000) {}
  std::filesystem::path workspace;
  base::FileLock lock;
  SQLite::Database database;
  std::string id;
  std::unique_ptr<PrivateStore> sources;
  CaseOrder order;
};

// Id of the dataset, or nothing.
[[nodiscard]] std::optional<std::int64_t> datasetId(SQLite::Database& database, const std::string& name);

}  // namespace selvox::storage::catalog

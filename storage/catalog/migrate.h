#pragma once
// The schema's versions: PRAGMA user_version and the numbered scripts in schema/.

#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/base/result.h"

namespace selvox::storage::catalog {

inline constexpr int kApplicationId = 0x53564C58;  // "SVLX", so that another program's SQLite file is noticed

[[nodiscard]] const std::vector<std::string>& migrations();  // script i brings version i to i + 1
[[nodiscard]] inline int newestVersion() {
  return static_cast<int>(migrations().size());
}
[[nodiscard]] int versionOf(SQLite::Database& database);

// NewerVersion or Corrupt where this program must keep its hands off; else whether scripts have to run.
[[nodiscard]] base::Result<bool> needsMigration(SQLite::Database& database, const std::vector<std::string>& scripts);
// Each script in a transaction of its own together with its version number. The caller holds the workspace exclusively.
[[nodiscard]] base::Status migrate(SQLite::Database& database, const std::vector<std::string>& scripts);

}  // namespace selvox::storage::catalog

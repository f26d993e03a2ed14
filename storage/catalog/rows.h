#pragma once
// Rows as SQLite columns and JSON texts. A catalog from elsewhere is data: what does not parse becomes a default.

#include <map>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/ports/catalog.h"

namespace selvox::storage::catalog {

[[nodiscard]] std::string textOfMap(const std::map<int, std::string>& map);
[[nodiscard]] std::string textOfMap(const std::map<int, std::int64_t>& map);

// Binds case_name … attributes, in the order of the INSERT, from parameter `first` on.
void bindSeries(SQLite::Statement& statement, int first, const ports::SeriesRow& row);
// Columns of kSeriesColumns, labels and files aside.
extern const char* const kSeriesColumns;
[[nodiscard]] ports::SeriesRow seriesFrom(SQLite::Statement& statement);
// id, voxels_hash, names, voxels
[[nodiscard]] ports::LabelRow labelFrom(SQLite::Statement& statement);

}  // namespace selvox::storage::catalog

#include "storage/catalog/case_order.h"

namespace selvox::storage::catalog {
namespace {

constexpr std::int64_t kLargestId = 1 << 28;  // a table by id stays below 1 GiB

std::int64_t countSeries(SQLite::Database& database) {
  return database
      .execAndGet(
          "SELECT coalesce(sum(c.series), 0) FROM facet_counts c JOIN facet_values v ON v.id = c.value WHERE v.facet = "
          "6")
      .getInt64();
}

std::int64_t largestId(SQLite::Database& database) {
  return database.execAndGet("SELECT coalesce(max(id), 0) FROM browse").getInt64();
}

}  // namespace

bool CaseOrder::fresh(SQLite::Database& database) const {
  return series_ >= 0 && series_ == countSeries(database) && largest_ == largestId(database);
}

void CaseOrder::load(SQLite::Database& database) {
  series_ = -1;
  SQLite::Transaction reading(database);  // one state of the catalog for all of it
  const std::int64_t series = countSeries(database), largest = largestId(database);
  ids_.clear(), datasets_.clear(), place_.clear();
  ids_.reserve(static_cast<std::size_t>(series)), datasets_.reserve(static_cast<std::size_t>(series));
  SQLite::Statement walk(database, "SELECT id, dataset FROM browse INDEXED BY browse_by_case ORDER BY case_name, id");
  while (walk.executeStep()) {
    ids_.push_back(walk.getColumn(0).getInt64());
    datasets_.push_back(walk.getColumn(1).getInt64());
  }
  if (largest >= kLargestId) return;  // never fresh, so never asked for places
  place_.assign(static_cast<std::size_t>(largest) + 1, 0);
  for (std::size_t i = 0; i < ids_.size(); ++i)
    if (ids_[i] >= 0 && ids_[i] <= largest)
      place_[static_cast<std::size_t>(ids_[i])] = static_cast<std::uint32_t>(i + 1);
  series_ = series, largest_ = largest;
}

}  // namespace selvox::storage::catalog

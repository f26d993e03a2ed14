// Rows of a table and the picture hashes; saved queries.
#include <algorithm>
#include <bit>

#include "core/base/json.h"
#include "core/base/text.h"
#include "storage/catalog/state.h"

namespace selvox::storage::catalog {
namespace {

constexpr const char* kSummary =
    "SELECT d.name, s.case_name, p.name, st.name, s.modality, sc.value, si.value, bp.value, sp.value, s.size_x, "
    "s.size_y,"
    " s.size_z, s.spacing_x, s.spacing_y, s.spacing_z, s.rating, la.value = 'yes'"
    " FROM browse b JOIN series s ON s.id = b.id JOIN datasets d ON d.id = b.dataset"
    " JOIN patients p ON p.id = b.patient JOIN studies st ON st.id = s.study_id JOIN facet_values sc ON sc.id = "
    "b.scanner"
    " JOIN facet_values si ON si.id = b.site JOIN facet_values bp ON bp.id = b.body_part"
    " JOIN facet_values sp ON sp.id = b.split JOIN facet_values la ON la.id = b.labelled WHERE b.id = ?";

ports::SeriesSummary summaryFrom(SQLite::Statement& row, std::int64_t id) {
  ports::SeriesSummary summary;
  summary.id = id;
  int at = 0;
  for (std::string* text : {&summary.dataset, &summary.caseName, &summary.patient, &summary.study, &summary.modality,
                            &summary.scanner, &summary.site, &summary.bodyPart, &summary.split})
    *text = row.getColumn(at++).getString();
  for (std::int64_t* size : {&summary.extent.x, &summary.extent.y, &summary.extent.z})
    *size = row.getColumn(at++).getInt64();
  for (double& mm : summary.spacing) mm = row.getColumn(at++).getDouble();
  summary.rating = row.getColumn(at++).getInt();
  summary.labelled = row.getColumn(at).getInt() != 0;
  return summary;
}

}  // namespace

base::Result<std::vector<ports::SeriesSummary>> SqliteCatalog::summaries(const std::vector<std::int64_t>& ids) {
  return guarded("read series", [&] {
    SQLite::Statement row(state_->database, kSummary);
    SQLite::Statement tags(state_->database,
                           "SELECT v.value FROM series_tags t JOIN facet_values v ON v.id = t.tag WHERE t.series_id = ?"
                           " ORDER BY v.value");
    std::vector<ports::SeriesSummary> all;
    for (const std::int64_t id : ids) {
      row.reset();
      row.bind(1, id);
      if (!row.executeStep()) continue;
      all.push_back(summaryFrom(row, id));
      tags.reset();
      tags.bind(1, id);
      while (tags.executeStep()) all.back().tags.push_back(tags.getColumn(0).getString());
    }
    return all;
  });
}

base::Status SqliteCatalog::saveQuery(const std::string& name, const ports::SeriesQuery& query) {
  if (!base::isPlainName(name))
    return base::fail(base::ErrorCode::InvalidArgument,
                      "'" + name + "' cannot name a query: use letters, digits, '-', '_' and '.', up to 80 of them.");
  return guarded("save the query", [&] {
    SQLite::Statement save(state_->database,
                           "INSERT OR REPLACE INTO saved_queries (name, query, created) VALUES (?, ?, ?)");
    save.bind(1, name);
    save.bind(2, base::dumpJson(ports::toJson(query)));
    save.bind(3, base::isoNow());
    save.exec();
  });
}

base::Result<std::vector<ports::SavedQuery>> SqliteCatalog::savedQueries() {
  return guarded("list the saved queries", [&] {
    SQLite::Statement list(state_->database, "SELECT name, created, query FROM saved_queries ORDER BY name");
    std::vector<ports::SavedQuery> all;
    while (list.executeStep()) {
      const auto json = base::parseJson(list.getColumn(2).getString(), "saved query");
      if (!json) continue;
      if (auto query = ports::queryFromJson(*json))  // of a newer Selvox: left alone
        all.push_back({list.getColumn(0).getString(), list.getColumn(1).getString(), std::move(*query)});
    }
    return all;
  });
}

base::Status SqliteCatalog::removeQuery(const std::string& name) {
  return guarded("remove the query", [&]() -> base::Status {
    SQLite::Statement remove(state_->database, "DELETE FROM saved_queries WHERE name = ?");
    remove.bind(1, name);
    if (remove.exec() == 0) return base::fail(base::ErrorCode::NotFound, "There is no saved query '" + name + "'.");
    return {};
  });
}

base::Status SqliteCatalog::storeHashes(int method, const std::vector<ports::PictureHash>& hashes) {
  return guarded("store the picture hashes", [&] {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement put(state_->database,
                          "INSERT OR REPLACE INTO series_hashes (series_id, method, hash) SELECT ?1, ?2, ?3"
                          " WHERE EXISTS (SELECT 1 FROM series WHERE id = ?1)");
    for (const auto& one : hashes) {
      put.reset();
      put.clearBindings();
      put.bind(1, one.series);
      put.bind(2, method);
      if (one.hash) put.bind(3, std::bit_cast<std::int64_t>(*one.hash));
      put.exec();
    }
    transaction.commit();
  });
}

base::Result<std::vector<ports::PictureHash>> SqliteCatalog::hashes(int method) {
  return guarded("read the picture hashes", [&] {
    SQLite::Statement list(state_->database,
                           "SELECT h.series_id, h.hash, s.voxels_hash FROM series_hashes h JOIN series s ON s.id ="
                           " h.series_id WHERE h.method = ? ORDER BY h.series_id");
    list.bind(1, method);
    std::vector<ports::PictureHash> all;
    while (list.executeStep()) {
      ports::PictureHash one{list.getColumn(0).getInt64(), std::nullopt, list.getColumn(2).getString()};
      if (const auto hash = list.getColumn(1); !hash.isNull()) one.hash = std::bit_cast<std::uint64_t>(hash.getInt64());
      all.push_back(std::move(one));
    }
    return all;
  });
}

base::Result<std::vector<std::vector<std::int64_t>>> SqliteCatalog::sameVoxels() {
  return guarded("look for duplicates", [&] {
    SQLite::Statement list(state_->database,
                           "SELECT s.voxels_hash, s.id FROM (SELECT voxels_hash FROM series WHERE voxels_hash <> ''"
                           " GROUP BY voxels_hash HAVING count(*) > 1) g JOIN series s ON s.voxels_hash = g.voxels_hash"
                           " ORDER BY s.voxels_hash, s.id");
    std::vector<std::vector<std::int64_t>> groups;
    std::string last;
    while (list.executeStep()) {
      if (std::string hash = list.getColumn(0).getString(); hash != last || groups.empty()) {
        groups.emplace_back();
        last = std::move(hash);
      }
      groups.back().push_back(list.getColumn(1).getInt64());
    }
    std::sort(groups.begin(), groups.end());
    return groups;
  });
}

}  // namespace selvox::storage::catalog

// The end of an import: every file gets its state, the refused ones are listed in the catalog, ids are filled in.

#include <algorithm>

#include "core/base/file.h"
#include "core/services/import_store.h"

namespace selvox::services {
namespace {

using ports::FileState;
}  // namespace

void ImportStore::settle(const ScanGroup& group, const base::Status& scanned) {
  for (const auto& file : group.files) {
    if (listed_.contains(base::utf8(file))) continue;
    if (cancelled())
      record(file, FileState::Skipped, "not reached: the import was cancelled", {});
    else
      record(file, FileState::Quarantined,
             scanned ? "the " + group.importer->id() + " reader gave no answer for this file" : scanned.error().message,
             {});
  }
}

void ImportStore::commitRefused() {
  const std::string already = "already in " + request_.dataset;
  for (const ImportedFile& file : report_.files) {
    if (!status_) return;
    if (file.state == FileState::Imported || file.reason.starts_with(already) || file.reason.starts_with("not reached"))
      continue;
    const std::string& hash = hashOf(base::pathFromUtf8(file.path));
    const auto before = refusedBefore_.find(file.path);
    if (before != refusedBefore_.end() && before->second == std::make_pair(hash, file.reason)) continue;
    pending_.files.push_back({file.path, file.state, file.reason, hash, 0});
    if (pending_.files.size() >= kMostFileRows) commitPending();
  }
  commitPending();
}

base::Status ImportStore::fillSeriesIds() {
  if (report_.series == 0) return {};
  ports::SeriesQuery query;
  query.dataset = request_.dataset;
  SELVOX_TRY(const std::vector<std::int64_t> ids, ports_.catalog.seriesIds(query));
  SELVOX_TRY(const std::vector<ports::SeriesRow> rows, ports_.catalog.series(ids));
  std::unordered_map<std::string, std::int64_t> byCase;
  for (const ports::SeriesRow& row : rows) byCase[row.caseName] = row.id;
  for (ImportedFile& file : report_.files)
    if (const auto entry = caseOf_.find(file.path); entry != caseOf_.end()) file.series = byCase[entry->second];
  return {};
}

base::Result<ImportReport> ImportStore::finish() {
  commitPending();
  commitRefused();
  if (!status_) {
    base::Error error = status_.error();
    error.message = "Import stopped: " + error.message + " " + std::to_string(committed_) +
                    " series imported before it are kept; solve this and import again, what is known is skipped.";
    return tl::unexpected<base::Error>(std::move(error));
  }
  SELVOX_CHECK(fillSeriesIds());
  for (const ImportedFile& file : report_.files) {
    if (file.state == FileState::Imported)
      ++report_.imported;
    else if (file.state == FileState::Skipped)
      ++report_.skipped;
    else
      ++report_.quarantined;
  }
  report_.cancelled = cancel_.cancelled();
  return std::move(report_);
}

}  // namespace selvox::services

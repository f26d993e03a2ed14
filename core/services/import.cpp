#include "core/services/import.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/import_store.h"
#include "core/services/import_volume.h"
#include "core/services/import_walk.h"

namespace selvox::services {
namespace {

using ports::FileState;
using Path = std::filesystem::path;

base::Status scanGroup(const ScanGroup& group, ImportStore& store) {
  try {
    return group.importer->scan(group.root, group.files, store);
  } catch (const std::exception& error) {
    return base::fail(base::ErrorCode::Internal, "the " + group.importer->id() + " reader failed", error.what());
  }
}

base::Status checkRequest(const ImportRequest& request) {
  if (!base::isPlainName(request.dataset))
    return base::fail(
        base::ErrorCode::InvalidArgument,
        "\"" + request.dataset + "\" cannot be a dataset's name: use letters, digits, '-', '_' and '.', up to 80.");
  if (request.paths.empty())
    return base::fail(base::ErrorCode::InvalidArgument, "Nothing to import: name at least one file or folder.");
  return {};
}

}  // namespace

base::Result<ImportReport> importFiles(const ImportRequest& request, const ImportPorts& ports,
                                       const base::ProgressFunction& progress, const base::CancelToken& cancel) {
  SELVOX_CHECK(checkRequest(request));
  SELVOX_TRY(const Walk found, walk(request.paths, ports.importers, progress, cancel, request.as));
  ImportStore store(request, ports, progress, cancel);
  SELVOX_CHECK(store.open());
  for (const PassedOver& file : found.passedOver) store.passOver(file);
  for (const ScanGroup& group : found.groups) {
    const base::Status scanned = store.cancelled() ? base::Status() : scanGroup(group, store);
    store.settle(group, scanned);
  }
  return store.finish();
}

std::vector<std::string> privacyWarnings(const ImportReport& report) {
  std::vector<std::string> warnings;
  if (report.burnedIn > 0)
    warnings.push_back(std::to_string(report.burnedIn) +
                       " series may show names or dates inside the picture (their kind or header says so): look at "
                       "them before the dataset is passed on.");
  if (report.faces > 0)
    warnings.push_back(std::to_string(report.faces) +
                       " series show a head: a face can be drawn from them. Remove it (defacing) before the dataset is "
                       "passed on.");
  return warnings;
}

base::Json toJson(const ImportReport& report) {
  base::Json files = base::Json::array(), warnings = base::Json::array();
  if (report.burnedIn > 0) warnings.push_back({{"kind", "burned_in"}, {"series", report.burnedIn}});
  if (report.faces > 0) warnings.push_back({{"kind", "face"}, {"series", report.faces}});
  for (const ImportedFile& file : report.files)
    files.push_back({{"path", file.path},
                     {"state", ports::name(file.state)},
                     {"reason", file.reason},
                     {"series", file.series == 0 ? base::Json() : base::Json(file.series)}});
  return {{"dataset", report.dataset},         {"imported", report.imported},     {"skipped", report.skipped},
          {"quarantined", report.quarantined}, {"series", report.series},         {"labels", report.labels},
          {"cancelled", report.cancelled},     {"warnings", std::move(warnings)}, {"files", std::move(files)}};
}

}  // namespace selvox::services

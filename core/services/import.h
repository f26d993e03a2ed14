#pragma once
// The use case "import": walks the given files and folders, lets the importers read them, and stores what they found.
// Every file met ends in exactly one state: imported, skipped or quarantined, each with its reason.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/ports/catalog.h"
#include "core/ports/importer.h"
#include "core/ports/stores.h"

namespace selvox::services {

struct ImportRequest {
  std::string dataset;                       // made when it does not exist
  std::vector<std::filesystem::path> paths;  // files and folders
  std::size_t batchSeries = 16;              // series per transaction
  std::string as{};                          // id of the one importer to use; empty: the surest of all
};

// What import works with. The best score wins; of equals the first takes a file, and a folder is refused until
// ImportRequest::as says which.
struct ImportPorts {
  ports::Catalog& catalog;
  ports::VolumeCache& cache;
  std::vector<ports::Importer*> importers;
};

struct ImportedFile {
  std::string path;  // absolute, UTF-8
  ports::FileState state = ports::FileState::Skipped;
  std::string reason;       // empty only for imported files without a remark
  std::int64_t series = 0;  // catalog id; 0: none
};

struct ImportReport {
  std::string dataset;
  std::int64_t imported = 0, skipped = 0, quarantined = 0;  // files
  std::int64_t series = 0, labels = 0;                      // new rows
  std::int64_t burnedIn = 0, faces = 0;  // new series whose pixels may show a name; that may show a face
  bool cancelled = false;                // what was committed before stays; files not reached are listed as skipped
  std::vector<ImportedFile> files;
};

// Errors: InvalidArgument (dataset name, `as`), Refused (layouts that claim a folder equally), NotFound (a path),
// DiskFull, Io, Busy …: batches committed before stay, the rest is not stored. Cancelling is not an error.
[[nodiscard]] base::Result<ImportReport> importFiles(const ImportRequest& request, const ImportPorts& ports,
                                                     const base::ProgressFunction& progress,
                                                     const base::CancelToken& cancel);

// What a person has to look at before the dataset is passed on, once per import: burned-in text, faces.
[[nodiscard]] std::vector<std::string> privacyWarnings(const ImportReport& report);

// The document of `selvox import --json`.
[[nodiscard]] base::Json toJson(const ImportReport& report);

// The voxels of a catalogued series again from its source files (when its native brick is gone): LPS-oriented, the very
// voxels whose hash the row holds. NotFound when files are missing, Corrupt when they no longer give these voxels.
[[nodiscard]] base::Result<volume::Volume> decode(const ports::SeriesRow& row,
                                                  const std::vector<ports::Importer*>& importers);

}  // namespace selvox::services

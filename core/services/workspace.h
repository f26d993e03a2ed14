#pragma once
// The ports of one open workspace, as the use cases need them. Built by a program, outlives every service call.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/ports/catalog.h"
#include "core/ports/curation.h"
#include "core/ports/importer.h"
#include "core/ports/similarity.h"
#include "core/ports/stores.h"

namespace selvox::services {

struct Workspace {
  std::filesystem::path root;
  ports::Catalog* catalog = nullptr;
  ports::VolumeCache* cache = nullptr;
  ports::RunStore* runs = nullptr;
  ports::WorkerClient* worker = nullptr;    // may be missing: training and prediction are then refused with the reason
  std::vector<ports::Importer*> importers;  // for predict, and for native bricks that are gone
  ports::SimilarityStore* similarity = nullptr;  // missing where nothing looks for similar cases
  ports::Curation* curation = nullptr;           // the catalog's other half; missing where nothing is tagged or frozen
};

// How a long use case talks back while it works.
struct Watch {
  base::ProgressFunction progress;
  base::CancelToken cancel;
  void tell(const std::string& stage, std::int64_t done, std::int64_t total, const std::string& what = {}) const {
    if (progress) progress({stage, done, total, what});
  }
  [[nodiscard]] base::Status check() const {
    if (cancel.cancelled()) return base::fail(base::ErrorCode::Cancelled, "Cancelled.");
    return {};
  }
};

}  // namespace selvox::services

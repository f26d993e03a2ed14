#include "app/workbench/open_workspace.h"

#include "storage/cache/folder_cache.h"
#include "storage/catalog/sqlite_catalog.h"
#include "storage/runs/folder_run_store.h"

namespace selvox::workbench {
namespace {

struct Concrete {
  std::unique_ptr<storage::catalog::SqliteCatalog> catalog;
  std::unique_ptr<storage::cache::FolderCache> cache;
  std::unique_ptr<storage::runs::FolderRunStore> runs;
};

base::Result<std::unique_ptr<storage::catalog::SqliteCatalog>> openCatalog(const std::filesystem::path& folder,
                                                                           bool create) {
  auto opened = storage::catalog::SqliteCatalog::open(folder);
  if (!opened && create && opened.error().code == base::ErrorCode::NotFound)
    return storage::catalog::SqliteCatalog::create(folder);
  return opened;
}

}  // namespace

ui::WorkspaceOpener workspaceOpener() {
  return [](const std::filesystem::path& folder, bool create) -> base::Result<std::shared_ptr<ui::OpenWorkspace>> {
    std::error_code failed;
    auto root = std::filesystem::weakly_canonical(folder, failed);
    if (failed) root = std::filesystem::absolute(folder, failed);
    auto concrete = std::make_shared<Concrete>();
    SELVOX_TRY(concrete->catalog, openCatalog(root, create));
    concrete->cache = std::make_unique<storage::cache::FolderCache>(root / "cache");
    concrete->runs = std::make_unique<storage::runs::FolderRunStore>(root / "runs");
    auto opened = std::make_shared<ui::OpenWorkspace>();
    opened->context.workspace = root;
    opened->context.catalog = concrete->catalog.get();
    opened->context.curation = concrete->catalog.get();
    opened->context.cache = concrete->cache.get();
    opened->context.runs = concrete->runs.get();
    opened->owner = concrete;
    return opened;
  };
}

}  // namespace selvox::workbench

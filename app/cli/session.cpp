#include "app/cli/session.h"

#include "core/base/file.h"
#include "core/services/launch.h"
#include "plugins/api/image_names.h"
#include "plugins/bids/bids.h"
#include "plugins/dicom/dicom_importer.h"
#include "plugins/images/images.h"
#include "plugins/itk_images/itk_images.h"
#include "plugins/launch_local/local.h"
#include "plugins/launch_local/process.h"
#include "plugins/msd/msd_importer.h"
#include "plugins/nnunet/nnunet.h"
#include "plugins/numpy/numpy.h"
#include "storage/cache/folder_cache.h"
#include "storage/catalog/sqlite_catalog.h"
#include "storage/index/faiss_index.h"
#include "storage/runs/folder_run_store.h"

namespace selvox::cli {

namespace {

base::Result<std::filesystem::path> workerProgram() {
  return plugins::launch_local::findProgram("selvox-worker", "SELVOX_WORKER");
}

bool isWorkspace(const std::filesystem::path& folder) {
  std::error_code failed;
  return std::filesystem::exists(folder / "catalog.sqlite", failed);
}

}  // namespace

struct Session::State {
  std::unique_ptr<storage::catalog::SqliteCatalog> catalog;
  std::unique_ptr<ports::VolumeCache> cache;
  std::unique_ptr<ports::RunStore> runs;
  std::unique_ptr<ports::WorkerClient> worker;
  std::unique_ptr<ports::Exporter> nifti;
  std::vector<std::unique_ptr<ports::Importer>> importers;
  storage::index::FaissStore similarity;
  services::Workspace workspace;
};

std::vector<std::unique_ptr<ports::Importer>> makeImporters() {
  std::vector<std::unique_ptr<ports::Importer>> importers;
  const auto reader = plugins::readerByFormat({{"NIfTI", plugins::niftiReader()},
                                               {"NRRD", plugins::itkReader()},
                                               {"MetaImage", plugins::itkReader()},
                                               {"PNG", plugins::rasterReader()},
                                               {"JPEG", plugins::rasterReader()},
                                               {"TIFF", plugins::rasterReader()},
                                               {"BMP", plugins::bitmapReader()}});
  importers.push_back(plugins::makeMsdImporter(plugins::niftiReader()));
  importers.push_back(plugins::makeNnunetImporter(reader));
  importers.push_back(plugins::makeBidsImporter(reader));
  importers.push_back(plugins::makeDicomImporter());
  importers.push_back(plugins::makeNiftiImporter());
  importers.push_back(plugins::makeItkImporter());
  importers.push_back(plugins::makeImageImporter(plugins::bitmapReader()));
  importers.push_back(plugins::makeNumpyImporter());
  return importers;
}

base::Result<std::unique_ptr<ports::WorkerClient>> workerClient() {
  SELVOX_TRY(auto program, workerProgram());
  return std::unique_ptr<ports::WorkerClient>(
      std::make_unique<plugins::launch_local::LocalWorkerClient>(std::move(program)));
}

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

base::Result<Session> Session::open(const std::string& folder) {
  std::error_code failed;
  const auto root = std::filesystem::absolute(base::pathFromUtf8(folder), failed);
  if (!isWorkspace(root))
    return base::fail(
        base::ErrorCode::NotFound,
        base::utf8(root) + " is not a workspace: it holds no catalog. Make one with: selvox init " + folder);
  SELVOX_TRY(auto catalog, storage::catalog::SqliteCatalog::open(root));
  auto state = std::make_unique<State>();
  state->catalog = std::move(catalog);
  state->cache = std::make_unique<storage::cache::FolderCache>(root / "cache");
  state->runs = std::make_unique<storage::runs::FolderRunStore>(root / "runs");
  if (auto worker = workerClient()) state->worker = std::move(*worker);
  state->nifti = plugins::makeNiftiExporter();
  state->importers = makeImporters();
  auto& workspace = state->workspace;
  workspace = {root, state->catalog.get(), state->cache.get(), state->runs.get(), state->worker.get(), {}};
  for (const auto& importer : state->importers) workspace.importers.push_back(importer.get());
  workspace.similarity = &state->similarity;
  workspace.curation = state->catalog.get();
  return Session(std::move(state));
}

base::Result<Session> Session::create(const std::string& folder) {
  std::error_code failed;
  const auto root = std::filesystem::absolute(base::pathFromUtf8(folder), failed);
  if (!isWorkspace(root)) {
    if (std::filesystem::exists(root, failed) && !std::filesystem::is_empty(root, failed))
      return base::fail(base::ErrorCode::AlreadyExists,
                        base::utf8(root) + " holds other things. Choose an empty or a new folder for the workspace.");
    SELVOX_TRY(const auto made, storage::catalog::SqliteCatalog::create(root));
  }
  return open(folder);
}

const services::Workspace& Session::ports() const {
  return state_->workspace;
}

ports::Exporter& Session::nifti() const {
  return *state_->nifti;
}

base::Status Session::startQueue() const {
  if (base::isLocked(services::queueLock(*state_->runs))) return {};
  const auto self = plugins::launch_local::executablePath();
  const auto log = state_->workspace.root / "runs" / "queue" / "work.log";
  std::error_code failed;
  std::filesystem::create_directories(log.parent_path(), failed);
  SELVOX_TRY(const auto pid,
             plugins::launch_local::startDetached(
                 {self, {"runs", "work", base::utf8(state_->workspace.root), "--progress", "none"}, {}}, log, 0));
  (void)pid;
  return {};
}

base::Result<std::unique_ptr<ports::Launcher>> Session::launcher() const {
  SELVOX_TRY(auto program, workerProgram());
  return std::unique_ptr<ports::Launcher>(std::make_unique<plugins::launch_local::LocalLauncher>(std::move(program)));
}

}  // namespace selvox::cli

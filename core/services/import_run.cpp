#include "core/services/import_run.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/safetensors.h"
#include "core/base/text.h"
#include "core/services/dataset_version.h"

namespace selvox::services {

namespace {

namespace fs = std::filesystem;

// What a run folder holds for good (core/events/FORMAT.md); requests, locks and whatever else stands there stay.
constexpr const char* kRunFiles[] = {"run.json", "events.jsonl", "transfer.json", "constants.json", "worker.log"};
constexpr const char* kRunFolders[] = {"checkpoints", "previews", "evaluations"};

class RunCopy {
 public:
  RunCopy(fs::path from, fs::path to, const Watch& watch) : from_(std::move(from)), to_(std::move(to)), watch_(watch) {}
  ~RunCopy() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(to_, ignored);
  }
  RunCopy(const RunCopy&) = delete;
  RunCopy& operator=(const RunCopy&) = delete;

  base::Status all() {
    std::error_code failed;
    for (const char* name : kRunFiles)
      if (fs::exists(fs::symlink_status(from_ / name, failed))) SELVOX_CHECK(one(name));
    for (const char* name : kRunFolders)
      if (fs::exists(fs::symlink_status(from_ / name, failed))) SELVOX_CHECK(within(name, 0));
    return {};
  }
  base::Status keepAs(const fs::path& place) {
    std::error_code failed;
    fs::rename(to_, place, failed);
    if (failed)
      return base::fail(base::ErrorCode::Io,
                        "Cannot make the run folder " + base::utf8(place) + ": " + failed.message() + ".");
    kept_ = true;
    return {};
  }
  // Images are prepared for a CT run by its dataset's constants, which stand in the other workspace. Whether they are
  // known now.
  base::Result<bool> takeConstants(const spec::RunSpec& spec) {
    std::error_code failed;
    if (fs::exists(to_ / "constants.json", failed) || spec.datasets.empty()) return true;
    const auto version = loadVersion(from_.parent_path().parent_path(), spec.datasets.front().version);
    if (!version) return false;
    SELVOX_CHECK(base::writeJson(to_ / "constants.json", version->constants));
    return true;
  }
  int files = 0, checkpoints = 0;

 private:
  base::Status refuseLink(const fs::path& inside) const {
    std::error_code failed;
    if (!fs::is_symlink(fs::symlink_status(from_ / inside, failed))) return {};
    return base::fail(base::ErrorCode::Refused,
                      "The run folder holds the link " + base::utf8(inside) + ". Copy the real files beside it first.");
  }

  base::Status within(const fs::path& inside, int depth) {
    SELVOX_CHECK(refuseLink(inside));
    std::error_code failed;
    std::vector<fs::path> names;
    for (const auto& entry : fs::directory_iterator(from_ / inside, failed)) names.push_back(entry.path().filename());
    if (failed)
      return base::fail(base::ErrorCode::Io,
                        "Cannot list " + base::utf8(from_ / inside) + ": " + failed.message() + ".");
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
      if (base::utf8(name).ends_with(".tmp")) continue;
      SELVOX_CHECK(refuseLink(inside / name));
      if (!fs::is_directory(from_ / inside / name, failed)) {
        SELVOX_CHECK(one(inside / name));
      } else if (depth < 3) {
        SELVOX_CHECK(within(inside / name, depth + 1));
      }
    }
    return {};
  }

  // Weights are checked in the copy: what is taken in is what was checked.
  base::Status one(const fs::path& inside) {
    SELVOX_CHECK(watch_.check());
    SELVOX_CHECK(refuseLink(inside));
    watch_.tell("Copying", files, 0, base::utf8(inside.filename()));
    std::error_code failed;
    fs::create_directories((to_ / inside).parent_path(), failed);
    {
      SELVOX_TRY(const auto source, base::MappedFile::open(from_ / inside));
      SELVOX_TRY(auto target, base::AtomicFile::create(to_ / inside));
      SELVOX_CHECK(target.write(source.bytes().data(), source.bytes().size()));
      SELVOX_CHECK(target.commit());
    }
    ++files;
    if (inside.extension() != ".safetensors") return {};
    SELVOX_TRY(const auto tensors, base::SafetensorsFile::open(to_ / inside));
    SELVOX_CHECK(tensors.verify());
    checkpoints += *inside.begin() == "checkpoints" ? 1 : 0;
    return {};
  }

  fs::path from_, to_;
  const Watch& watch_;
  bool kept_ = false;
};

}  // namespace

base::Result<ImportedRun> importRun(const Workspace& workspace, const fs::path& folder, const std::string& name,
                                    const Watch& watch) {
  const events::RunFolder run{folder};
  SELVOX_TRY(const auto json, base::readJson(run.spec()));
  SELVOX_TRY(const auto spec, spec::runSpecFromJson(json));
  ImportedRun imported;
  imported.name = name.empty() ? spec.name : name;
  if (!base::isPlainName(imported.name))
    return base::fail(base::ErrorCode::InvalidArgument, "'" + imported.name + "' cannot name a run. Give --name.");
  const fs::path place = workspace.runs->folder(imported.name).root;
  std::error_code failed;
  if (fs::exists(place, failed))
    return base::fail(
        base::ErrorCode::AlreadyExists,
        "There is a run '" + imported.name + "' already. Give the one that comes in another name: --name.");
  if (base::isLocked(run.lock()))
    return base::fail(base::ErrorCode::Busy,
                      "The run in " + base::utf8(folder) + " is being worked on. Stop it first.");
  RunCopy copy(fs::absolute(folder).lexically_normal(),
               workspace.runs->root() / base::pathFromUtf8(".import-" + imported.name), watch);
  SELVOX_CHECK(copy.all());
  SELVOX_TRY(imported.constants, copy.takeConstants(spec));
  SELVOX_CHECK(copy.keepAs(place));
  imported.files = copy.files;
  imported.checkpoints = copy.checkpoints;
  for (const auto& parent : spec.parents)
    if (!fs::exists(workspace.runs->folder(parent).spec(), failed)) imported.missing.push_back(parent);
  return imported;
}

}  // namespace selvox::services

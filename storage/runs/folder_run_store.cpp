#include "storage/runs/folder_run_store.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <tuple>

#include "core/base/lock.h"
#include "core/base/text.h"

namespace selvox::storage::runs {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

tl::unexpected<base::Error> unknown(const std::string& name) {
  return fail(ErrorCode::NotFound, "There is no run '" + name + "' in this workspace.");
}

std::string uniqueSuffix() {
  static std::atomic<int> count{0};
  return std::to_string(std::chrono::system_clock::now().time_since_epoch().count()) + "-" + std::to_string(count++);
}

// Some network file systems grant a second exclusive lock; readers then judge by silence (core/events/FORMAT.md).
bool locksHold(const fs::path& file) {
  const auto first = base::FileLock::acquire(file, base::LockMode::Exclusive, "selvox");
  const auto second = base::FileLock::acquire(file, base::LockMode::Exclusive, "selvox");
  return first && !second;
}

base::Status fillFolder(const events::RunFolder& folder, const spec::RunSpec& spec) {
  std::error_code code;
  for (const auto& part : {folder.control(), folder.checkpoints(), folder.previews()}) {
    fs::create_directories(part, code);
    if (code)
      return fail(ErrorCode::Io, "Cannot make the run folder " + base::utf8(part) + ": " + code.message() + ".");
  }
  SELVOX_CHECK(base::writeJson(folder.spec(), spec::toJson(spec)));
  if (!locksHold(folder.lock())) SELVOX_CHECK(base::writeFile(folder.root / "lock.unreliable", ""));
  fs::remove(folder.lock(), code);
  return {};
}

}  // namespace

bool isRunName(const std::string& name) {
  return base::isPlainName(name) && name != "queue" && name != "lock" && !name.ends_with(".tmp");
}

struct FolderRunStore::Followed {
  explicit Followed(const events::RunFolder& folder) : log(folder.log()) {}
  spec::RunSpec spec;
  std::uintmax_t specSize = 0;
  fs::file_time_type specTime{};
  events::LogView log;
};

FolderRunStore::FolderRunStore(std::filesystem::path root) : root_(std::move(root)) {}
FolderRunStore::~FolderRunStore() = default;

events::RunFolder FolderRunStore::folder(const std::string& name) const {
  return {root_ / (isRunName(name) ? name : std::string(".no-such-run"))};
}

std::string FolderRunStore::freeName(const std::string& wanted) const {
  std::string stem = wanted;
  const auto dash = wanted.rfind('-');
  if (dash != std::string::npos && base::toInteger(wanted.substr(dash + 1))) stem = wanted.substr(0, dash);
  stem = stem.substr(0, 70);
  std::error_code code;
  for (int i = 2;; ++i) {
    const std::string candidate = stem + "-" + std::to_string(i);
    if (!fs::exists(root_ / candidate, code)) return candidate;
  }
}

base::Result<events::RunFolder> FolderRunStore::create(const spec::RunSpec& spec) {
  if (!isRunName(spec.name)) {
    return fail(ErrorCode::InvalidArgument, "'" + spec.name +
                                                "' cannot be the name of a run. Use letters, digits, '-', '_' and '.', "
                                                "at most 80, beginning with a letter or digit.");
  }
  const auto taken = [&] {
    return fail(ErrorCode::AlreadyExists,
                "There is a run '" + spec.name + "' already. Free is: " + freeName(spec.name));
  };
  std::error_code code;
  const events::RunFolder target = folder(spec.name);
  if (fs::exists(target.root, code)) return taken();
  // Filled aside and renamed, so that nobody ever sees half a run.
  const events::RunFolder aside{root_ / (".new-" + uniqueSuffix())};
  base::Status filled = fillFolder(aside, spec);
  if (filled) {
    fs::rename(aside.root, target.root, code);
    if (!code) return target;
    filled = fail(ErrorCode::Io, "Cannot make the run folder " + base::utf8(target.root) + ": " + code.message() + ".");
  }
  std::error_code ignored;
  fs::remove_all(aside.root, ignored);
  if (code && fs::exists(target.root, ignored)) return taken();  // someone was quicker
  return tl::unexpected<base::Error>(filled.error());
}

base::Result<events::RunSnapshot> FolderRunStore::read(const std::string& name) {
  const events::RunFolder run = folder(name);
  std::error_code code;
  const auto size = fs::file_size(run.spec(), code);
  const auto time = code ? fs::file_time_type{} : fs::last_write_time(run.spec(), code);
  if (code) {
    followed_.erase(name);
    return fail(ErrorCode::NotFound, "The run '" + name + "' has no run.json.");
  }
  auto& followed = followed_[name];
  if (!followed || followed->specSize != size || followed->specTime != time) {
    auto fresh = std::make_unique<Followed>(run);
    const auto json = base::readJson(run.spec());
    auto spec = json ? spec::runSpecFromJson(*json) : tl::unexpected<base::Error>(json.error());
    if (!spec) {
      followed_.erase(name);
      return tl::unexpected<base::Error>(spec.error());
    }
    fresh->spec = std::move(*spec);
    fresh->specSize = size;
    fresh->specTime = time;
    followed = std::move(fresh);
  }
  SELVOX_CHECK(followed->log.update(run));
  events::RunSnapshot snapshot{followed->spec, followed->log.view()};
  events::completeFromSpec(snapshot);
  return snapshot;
}

base::Result<std::vector<ports::RunListing>> FolderRunStore::list() {
  const std::lock_guard guard(mutex_);
  std::vector<ports::RunListing> listing;
  broken_.clear();
  std::set<std::string> seen;
  std::error_code code;
  for (fs::directory_iterator it(root_, code), end; !code && it != end; it.increment(code)) {
    const std::string name = base::utf8(it->path().filename());
    std::error_code ignored;
    if (!isRunName(name) || !it->is_directory(ignored)) continue;
    seen.insert(name);
    auto snapshot = read(name);
    if (snapshot && snapshot->spec.name != name) snapshot->spec.name = name;  // a folder that was renamed by hand
    if (snapshot)
      listing.push_back({folder(name), std::move(*snapshot)});
    else
      broken_.push_back({name, snapshot.error()});
  }
  if (code && code != std::errc::no_such_file_or_directory) {
    return fail(ErrorCode::Io, "Cannot list the runs in " + base::utf8(root_) + ": " + code.message() + ".");
  }
  std::erase_if(followed_, [&](const auto& entry) { return !seen.contains(entry.first); });
  std::sort(listing.begin(), listing.end(), [](const ports::RunListing& a, const ports::RunListing& b) {
    return std::tie(a.snapshot.spec.created, a.snapshot.spec.name) <
           std::tie(b.snapshot.spec.created, b.snapshot.spec.name);
  });
  return listing;
}

base::Result<ports::RunListing> FolderRunStore::find(const std::string& name) {
  const std::lock_guard guard(mutex_);
  std::error_code code;
  if (!isRunName(name) || !fs::is_directory(root_ / name, code)) return unknown(name);
  SELVOX_TRY(auto snapshot, read(name));
  snapshot.spec.name = name;
  return ports::RunListing{folder(name), std::move(snapshot)};
}

base::Status FolderRunStore::remove(const std::string& name) {
  const std::lock_guard guard(mutex_);
  std::error_code code;
  const events::RunFolder run = folder(name);
  if (!isRunName(name) || !fs::is_directory(run.root, code)) return unknown(name);
  const fs::path trash = root_ / (".trash-" + uniqueSuffix());
  {
    auto lock = base::FileLock::acquire(run.lock(), base::LockMode::Exclusive, "selvox");
    if (!lock && lock.error().code == ErrorCode::Busy) {
      return fail(ErrorCode::Busy, "The run '" + name + "' is being worked on. Stop it first.", lock.error().message);
    }
    if (!lock) return tl::unexpected<base::Error>(lock.error());
    fs::rename(run.root, trash, code);  // held while it vanishes, so that no worker starts in between
  }
  if (code) fs::rename(run.root, trash, code);  // Windows renames no folder with an open file in it
  if (code) return fail(ErrorCode::Io, "Cannot delete the run '" + name + "': " + code.message() + ".");
  followed_.erase(name);
  fs::remove(queueFile(name), code);
  fs::remove_all(trash, code);
  if (code)
    return fail(ErrorCode::Io, "The run '" + name + "' is gone from the list, but " + base::utf8(trash) +
                                   " could not be deleted: " + code.message() + ".");
  return {};
}

base::Status FolderRunStore::enqueue(const std::string& name) {
  const std::lock_guard guard(mutex_);
  std::error_code code;
  if (!isRunName(name) || !fs::is_directory(root_ / name, code)) return unknown(name);
  if (base::isLocked(folder(name).lock())) return fail(ErrorCode::Busy, "The run '" + name + "' is running already.");
  if (fs::exists(queueFile(name), code)) return {};
  fs::create_directories(root_ / "queue", code);
  const auto now = std::chrono::system_clock::now();
  const auto order = std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
  return base::writeJson(queueFile(name), {{"queued", base::isoTime(now)}, {"order", order}});
}

base::Status FolderRunStore::dequeue(const std::string& name) {
  if (!isRunName(name)) return unknown(name);
  std::error_code code;
  fs::remove(queueFile(name), code);
  if (code) return fail(ErrorCode::Io, "Cannot take '" + name + "' out of the queue: " + code.message() + ".");
  return {};
}

base::Result<std::vector<std::string>> FolderRunStore::queue() {
  std::vector<std::pair<std::int64_t, std::string>> waiting;
  std::error_code code;
  for (fs::directory_iterator it(root_ / "queue", code), end; !code && it != end; it.increment(code)) {
    const std::string name = base::utf8(it->path().filename());
    std::error_code ignored;
    if (!isRunName(name) || !it->is_regular_file(ignored) || !fs::exists(folder(name).spec(), ignored)) continue;
    const auto json = base::readJson(it->path());
    waiting.emplace_back(json ? base::valueOr<std::int64_t>(*json, "order", 0) : 0, name);
  }
  std::sort(waiting.begin(), waiting.end());
  std::vector<std::string> names;
  for (auto& [order, name] : waiting) names.push_back(std::move(name));
  return names;
}

std::vector<BrokenRun> FolderRunStore::broken() const {
  const std::lock_guard guard(mutex_);
  return broken_;
}

}  // namespace selvox::storage::runs

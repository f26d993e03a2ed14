#include "core/base/lock.h"

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/lock_native.h"
#include "core/base/text.h"

#ifndef SELVOX_VERSION
#define SELVOX_VERSION "0"
#endif

namespace selvox::base {
namespace {

tl::unexpected<Error> busy(const std::filesystem::path& path) {
  std::string holder = "another Selvox program";
  if (const auto owner = lockOwner(path); owner && isLocked(path)) {
    holder = owner->program + " (process " + std::to_string(owner->pid) + " on " + owner->host + ", since " +
             owner->started + ")";
  }
  return fail(ErrorCode::Busy,
              utf8(path) + " is held by " + holder + ". Wait until it has ended, or end it, and try again.");
}

std::string ownerLine(const std::string& program) {
  Json owner;
  owner["program"] = program;
  owner["host"] = detail::hostName();
  owner["boot"] = detail::bootId();
  owner["pid"] = detail::lockProcessId();
  owner["started"] = isoNow();
  owner["version"] = SELVOX_VERSION;
  return dumpJson(owner) + "\n";
}

}  // namespace

struct FileLock::State {
  detail::LockHandle handle = detail::kNoLock;
  ~State() { detail::closeLock(handle); }
};

FileLock::FileLock(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileLock::FileLock(FileLock&&) noexcept = default;
FileLock& FileLock::operator=(FileLock&&) noexcept = default;
FileLock::~FileLock() = default;

Result<FileLock> FileLock::acquire(const std::filesystem::path& path, LockMode mode, const std::string& program) {
  auto state = std::make_unique<State>();
  SELVOX_TRY(state->handle, detail::openLock(path));
  if (!detail::tryLock(state->handle, mode == LockMode::Exclusive)) return busy(path);
  if (mode == LockMode::Exclusive && !detail::replaceContent(state->handle, ownerLine(program))) {
    return fail(ErrorCode::Io, "Cannot write " + utf8(path) + ": the disk refused the name of the lock's owner.");
  }
  return FileLock(std::move(state));
}

bool isLocked(const std::filesystem::path& path) {
  return detail::heldExclusively(path);
}

std::optional<LockOwner> lockOwner(const std::filesystem::path& path) {
  const auto text = readFile(path, 1 << 16);
  if (!text) return std::nullopt;
  const auto json = parseJson(*text, "lock");
  if (!json || !json->is_object()) return std::nullopt;
  return LockOwner{valueOr<std::string>(*json, "program", ""), valueOr<std::string>(*json, "host", ""),
                   valueOr<std::string>(*json, "boot", ""),    valueOr<std::int64_t>(*json, "pid", 0),
                   valueOr<std::string>(*json, "started", ""), valueOr<std::string>(*json, "version", "")};
}

}  // namespace selvox::base

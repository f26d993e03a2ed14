#pragma once
// Operating-system locks on files. The lock dies with its process; the words inside say who holds it.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"

namespace selvox::base {

struct LockOwner {
  std::string program;  // "selvox-worker"
  std::string host;
  std::string boot;  // boot id, so that a pid of another boot is not mistaken for a living one
  std::int64_t pid = 0;
  std::string started;  // ISO 8601 UTC
  std::string version;
};

enum class LockMode { Shared, Exclusive };

class FileLock {
 public:
  // Does not wait. Busy when another process holds it in a conflicting mode; the message names that owner.
  // An exclusive holder writes its LockOwner into the file as one line of JSON.
  static Result<FileLock> acquire(const std::filesystem::path& path, LockMode mode, const std::string& program);
  FileLock(FileLock&&) noexcept;
  FileLock& operator=(FileLock&&) noexcept;
  ~FileLock();

 private:
  struct State;
  explicit FileLock(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Is an exclusive lock on `path` held by any process (this one included)? False when the file does not exist.
[[nodiscard]] bool isLocked(const std::filesystem::path& path);
[[nodiscard]] std::optional<LockOwner> lockOwner(const std::filesystem::path& path);

}  // namespace selvox::base

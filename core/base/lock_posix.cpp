#ifndef _WIN32
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "core/base/file_native.h"
#include "core/base/lock_native.h"

// Open-file-description locks: they belong to the open file, not to the process, so that two locks of one process
// exclude each other too, closing another descriptor of the file gives nothing up, and a lock can be asked for without
// being taken (a reader that polls never gets into a starting worker's way). flock where the system lacks them.

namespace selvox::base::detail {

#ifdef F_OFD_SETLK
namespace {
struct flock wholeFile(short type) {
  struct flock range {};
  range.l_type = type;
  range.l_whence = SEEK_SET;
  return range;
}
}  // namespace
#endif

Result<LockHandle> openLock(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return systemFailure("lock", path, errno);
  return file;
}

void closeLock(LockHandle handle) {
  if (handle != kNoLock) ::close(static_cast<int>(handle));
}

bool tryLock(LockHandle handle, bool exclusive) {
#ifdef F_OFD_SETLK
  struct flock range = wholeFile(exclusive ? F_WRLCK : F_RDLCK);
  return ::fcntl(static_cast<int>(handle), F_OFD_SETLK, &range) == 0;
#else
  return ::flock(static_cast<int>(handle), (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0;
#endif
}

bool replaceContent(LockHandle handle, const std::string& text) {
  const int file = static_cast<int>(handle);
  if (::ftruncate(file, 0) != 0) return false;
  return ::pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

bool heldExclusively(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
#ifdef F_OFD_SETLK
  struct flock range = wholeFile(F_RDLCK);
  const bool held = ::fcntl(file, F_OFD_GETLK, &range) == 0 && range.l_type == F_WRLCK;
#else
  const bool held = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
#endif
  ::close(file);
  return held;
}

std::string hostName() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return {};
  return name.data();
}

std::string bootId() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  file >> id;
  return id;
}

std::int64_t lockProcessId() {
  return processId();
}

}  // namespace selvox::base::detail
#endif

#ifdef _WIN32
#include <windows.h>

#include <array>

#include "core/base/file.h"
#include "core/base/file_native.h"
#include "core/base/lock_native.h"

// One byte far behind the end is locked, so that the owner's line stays readable: Windows locks are mandatory.

namespace selvox::base::detail {
namespace {
HANDLE native(LockHandle handle) {
  return reinterpret_cast<HANDLE>(handle);
}

bool lockByte(HANDLE file, bool exclusive) {
  OVERLAPPED at{};
  at.OffsetHigh = 0x40000000;
  return LockFileEx(file, LOCKFILE_FAIL_IMMEDIATELY | (exclusive ? LOCKFILE_EXCLUSIVE_LOCK : 0), 0, 1, 0, &at) != 0;
}
}  // namespace

Result<LockHandle> openLock(const std::filesystem::path& path) {
  HANDLE file =
      CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                  nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return systemFailure("lock", path, static_cast<int>(GetLastError()));
  return reinterpret_cast<LockHandle>(file);
}

void closeLock(LockHandle handle) {
  if (handle != kNoLock) CloseHandle(native(handle));
}

bool tryLock(LockHandle handle, bool exclusive) {
  // A reader that asks holds the byte for an instant (heldExclusively): try again before giving up.
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (lockByte(native(handle), exclusive)) return true;
    Sleep(2);
  }
  return false;
}

bool replaceContent(LockHandle handle, const std::string& text) {
  LARGE_INTEGER zero{};
  DWORD done = 0;
  return SetFilePointerEx(native(handle), zero, nullptr, FILE_BEGIN) && SetEndOfFile(native(handle)) &&
         WriteFile(native(handle), text.data(), static_cast<DWORD>(text.size()), &done, nullptr) && done == text.size();
}

bool heldExclusively(const std::filesystem::path& path) {
  HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                            OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return false;
  const bool taken = lockByte(file, false);
  CloseHandle(file);
  return !taken;
}

std::string hostName() {
  std::array<wchar_t, MAX_COMPUTERNAME_LENGTH + 1> name{};
  DWORD size = static_cast<DWORD>(name.size());
  return GetComputerNameW(name.data(), &size) ? utf8(std::filesystem::path(name.data())) : std::string();
}

std::string bootId() {
  return {};
}

std::int64_t lockProcessId() {
  return processId();
}

}  // namespace selvox::base::detail
#endif

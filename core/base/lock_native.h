#pragma once
// What core/base/lock needs from the operating system: lock_posix.cpp and lock_windows.cpp. Only core/base includes
// this.

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace selvox::base::detail {

using LockHandle = std::intptr_t;
inline constexpr LockHandle kNoLock = -1;

[[nodiscard]] Result<LockHandle> openLock(const std::filesystem::path& path);  // makes the file when missing
void closeLock(LockHandle handle);                                             // gives the lock up
[[nodiscard]] bool tryLock(LockHandle handle, bool exclusive);
[[nodiscard]] bool replaceContent(LockHandle handle, const std::string& text);
[[nodiscard]] bool heldExclusively(const std::filesystem::path& path);  // asks without taking the lock where possible
[[nodiscard]] std::string hostName();
[[nodiscard]] std::string bootId();  // empty where the system has none
[[nodiscard]] std::int64_t lockProcessId();

}  // namespace selvox::base::detail

#include "core/base/process.h"

#include <cstdlib>
#include <fstream>
#include <string_view>

#include "core/base/text.h"

#if defined(__unix__) || defined(__APPLE__)
#include <sys/resource.h>
#include <unistd.h>
#include <cerrno>
#endif
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace selvox::base {
namespace {

// The number after `key` in a "key:   123 kB" file of /proc.
std::uint64_t kilobytes(const char* path, std::string_view key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    const auto first = line.find_first_of("0123456789", key.size());
    if (first == std::string::npos) return 0;
    const auto last = line.find_first_not_of("0123456789", first);
    const auto value = toInteger(std::string_view(line).substr(first, last - first));
    return value ? static_cast<std::uint64_t>(*value) * 1024 : 0;
  }
  return 0;
}

}  // namespace

std::uint64_t memoryPeak() {
  return kilobytes("/proc/self/status", "VmHWM:");
}
std::uint64_t memoryResident() {
  return kilobytes("/proc/self/status", "VmRSS:");
}
std::uint64_t memoryAvailable() {
  return kilobytes("/proc/meminfo", "MemAvailable:");
}

std::string processorName() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

bool processorHasBfloat16() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("flags")) continue;
    return line.find("avx512_bf16") != std::string::npos || line.find("amx_bf16") != std::string::npos;
  }
  return false;
}

void lowerPriority() {
#if defined(__unix__) || defined(__APPLE__)
  errno = 0;
  const int now = getpriority(PRIO_PROCESS, 0);
  if (errno == 0 && now < 10) static_cast<void>(setpriority(PRIO_PROCESS, 0, 10));
#endif
}

void keepFreedMemory() {
#if defined(__GLIBC__)
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_TOP_PAD, 256 << 20);
#endif
}

void restartWithEnvironment(const char* name, const char* value, char** argv) {
#if defined(__linux__)
  if (std::getenv(name) != nullptr) return;
  if (setenv(name, value, 1) != 0) return;
  execv("/proc/self/exe", argv);
#else
  static_cast<void>(name), static_cast<void>(value), static_cast<void>(argv);
#endif
}

std::string userCacheFolder() {
  if (const char* folder = std::getenv("XDG_CACHE_HOME"); folder != nullptr && *folder != 0)
    return std::string(folder) + "/selvox";
  if (const char* folder = std::getenv("LOCALAPPDATA"); folder != nullptr && *folder != 0)
    return std::string(folder) + "/selvox";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != 0)
    return std::string(home) + "/.cache/selvox";
  return {};
}

}  // namespace selvox::base

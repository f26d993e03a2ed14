#include "core/base/place.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

#if defined(__APPLE__)
#include <sys/mount.h>
#include <sys/param.h>
#endif
#ifdef _WIN32
#include <windows.h>
#endif

namespace selvox::base {
namespace {

bool isOfAnotherMachine(std::string_view type) {
  constexpr std::array<std::string_view, 20> kTypes{
      "nfs",         "nfs4",      "cifs",  "smb3",   "smbfs",     "afs",        "afpfs",          "9p",
      "ceph",        "lustre",    "gpfs",  "beegfs", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph",
      "fuse.rclone", "fuse.s3fs", "davfs", "ncpfs"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

// "\040" is a space there.
std::string unescaped(const std::string& word) {
  std::string text;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool octal =
        word[i] == '\\' && i + 3 < word.size() &&
        std::all_of(word.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                    word.begin() + static_cast<std::ptrdiff_t>(i) + 4, [](char c) { return c >= '0' && c <= '7'; });
    if (octal) {
      text += static_cast<char>((word[i + 1] - '0') * 64 + (word[i + 2] - '0') * 8 + (word[i + 3] - '0'));
      i += 3;
    } else {
      text += word[i];
    }
  }
  return text;
}

bool isInside(const std::string& path, const std::string& folder) {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

std::string networkFileSystemIn(std::string_view mountinfo, const std::string& path) {
  std::istringstream lines{std::string(mountinfo)};
  std::string best, type;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream in(line);
    const std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
    const auto dash = std::find(words.begin(), words.end(), "-");
    if (words.size() < 7 || words.end() - dash < 2) continue;
    const std::string folder = unescaped(words[4]);
    // A later line of the same folder lies over the earlier one.
    if (!isInside(path, folder) || folder.size() < best.size()) continue;
    best = folder;
    type = *(dash + 1);
  }
  return isOfAnotherMachine(type) ? type : std::string();
}

std::string networkFileSystem(const std::filesystem::path& folder) {
  std::error_code failed;
  const auto place = std::filesystem::weakly_canonical(std::filesystem::absolute(folder, failed), failed);
#if defined(__linux__)
  std::ifstream file("/proc/self/mountinfo");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return networkFileSystemIn(text, place.string());
#elif defined(__APPLE__)
  struct statfs about {};
  if (statfs(place.c_str(), &about) != 0 || (about.f_flags & MNT_LOCAL) != 0) return {};
  return about.f_fstypename;
#elif defined(_WIN32)
  return GetDriveTypeW((place.root_path()).c_str()) == DRIVE_REMOTE ? "network drive" : "";
#else
  return {};
#endif
}

}  // namespace selvox::base

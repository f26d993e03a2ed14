#pragma once
// What kind of storage a folder stands on. SQLite and file locks need a file system that keeps its promises, and those
// of other machines often do not.

#include <filesystem>
#include <string>
#include <string_view>

namespace selvox::base {

// "nfs4", "cifs", …; empty on storage of this machine, and where the system does not tell.
[[nodiscard]] std::string networkFileSystem(const std::filesystem::path& folder);

// The same from the text of Linux's /proc/self/mountinfo and an absolute path.
[[nodiscard]] std::string networkFileSystemIn(std::string_view mountinfo, const std::string& path);

}  // namespace selvox::base

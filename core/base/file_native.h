#pragma once
// What core/base/file needs from the operating system. Two implementations: file_posix.cpp and file_windows.cpp.
// Only core/base includes this.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/base/result.h"

namespace selvox::base::detail {

using NativeFile = std::intptr_t;  // a file descriptor, or a HANDLE
inline constexpr NativeFile kNoFile = -1;

enum class OpenMode { Replace, ReplacePrivate, Append };  // ReplacePrivate: only the owner may read it (mode 0600)

[[nodiscard]] Result<NativeFile> openForWriting(const std::filesystem::path& path, OpenMode mode);
// Bytes written by one call of the system, at `offset` or at the file's own position; errors as values.
[[nodiscard]] Result<std::size_t> writeOnce(NativeFile file, std::optional<std::uint64_t> offset, const void* data,
                                            std::size_t bytes, const std::filesystem::path& path);
[[nodiscard]] Status syncFile(NativeFile file, const std::filesystem::path& path);
void closeFile(NativeFile file);
// Renames over an existing file and makes the rename durable.
[[nodiscard]] Status replaceFile(const std::filesystem::path& from, const std::filesystem::path& to);
[[nodiscard]] std::int64_t processId();

// Turns errno or GetLastError() into a sentence: "Cannot write /a/b: No space left on device."
[[nodiscard]] tl::unexpected<Error> systemFailure(const char* verb, const std::filesystem::path& path, int code);

}  // namespace selvox::base::detail

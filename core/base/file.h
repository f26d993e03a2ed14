#pragma once
// The one door to the disk for writing. Everything is written to NAME.<unique>.tmp, fsynced and renamed, so a reader sees
// the old file or the new one, never half of either, and two writers of one name do not meet. Tests can make any write fail after N bytes (FaultyDisk).

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace selvox::base {

// UTF-8 <-> path, on every system.
[[nodiscard]] std::filesystem::path pathFromUtf8(std::string_view utf8);
[[nodiscard]] std::string utf8(const std::filesystem::path& path);

// Whole file. `maximumBytes` guards against hostile sizes; larger files are an error naming both sizes.
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path, std::uint64_t maximumBytes = 1ull << 30);

// At most `maximumBytes` from `offset` on; empty at or behind the end. For logs that grow: the file stays deletable.
[[nodiscard]] Result<std::string> readFrom(const std::filesystem::path& path, std::uint64_t offset, std::size_t maximumBytes);

// Atomic replacement of `path`. Errors: DiskFull, Io. An existing file stays whole on any failure.
[[nodiscard]] Status writeFile(const std::filesystem::path& path, std::string_view bytes);
// The same for secrets: nobody but the owner may read the file, from its first byte on (mode 0600).
[[nodiscard]] Status writePrivateFile(const std::filesystem::path& path, std::string_view bytes);

// Streaming form of writeFile for large payloads: write(...) any number of times, then commit().
// Destroyed without commit(): the temporary file is removed and `path` is untouched.
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::filesystem::path& path, bool ownerOnly = false);
  AtomicFile(AtomicFile&&) noexcept;
  AtomicFile& operator=(AtomicFile&&) noexcept;
  ~AtomicFile();
  [[nodiscard]] Status write(const void* data, std::size_t bytes);
  [[nodiscard]] Status writeAt(std::uint64_t offset, const void* data, std::size_t bytes);
  [[nodiscard]] Status commit();

 private:
  struct State;
  explicit AtomicFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Append-only file: one write() per call, so that lines of one writer never interleave with another's bytes.
class AppendFile {
 public:
  static Result<AppendFile> open(const std::filesystem::path& path);
  AppendFile(AppendFile&&) noexcept;
  AppendFile& operator=(AppendFile&&) noexcept;
  ~AppendFile();
  [[nodiscard]] Status append(std::string_view bytes);

 private:
  struct State;
  explicit AppendFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Read-only memory map; empty files map to an empty span. Opened with FILE_SHARE_DELETE on Windows.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile() noexcept;
  MappedFile(MappedFile&&) noexcept;
  MappedFile& operator=(MappedFile&&) noexcept;
  ~MappedFile();
  [[nodiscard]] std::span<const std::byte> bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Free bytes on the volume that holds `path`; 0 when unknown.
[[nodiscard]] std::uint64_t freeSpace(const std::filesystem::path& path);

// Test double: while alive, every byte written through this header counts; once `afterBytes` are spent each write
// fails with `code` (DiskFull by default). Process-wide, not thread-safe to nest.
class FaultyDisk {
 public:
  explicit FaultyDisk(std::uint64_t afterBytes, ErrorCode code = ErrorCode::DiskFull);
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
};

}  // namespace selvox::base

#ifndef _WIN32
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "core/base/file.h"
#include "core/base/file_native.h"

namespace selvox::base {
namespace detail {

tl::unexpected<Error> systemFailure(const char* verb, const std::filesystem::path& path, int code) {
  ErrorCode kind = ErrorCode::Io;
  std::string hint;
  if (code == ENOSPC || code == EDQUOT) {
    kind = ErrorCode::DiskFull;
    hint = " Free some space and try again.";
  } else if (code == ENOENT || code == ENOTDIR) {
    kind = ErrorCode::NotFound;
  }
  return fail(
      kind,
      std::string("Cannot ") + verb + " " + utf8(path) + ": " + std::generic_category().message(code) + "." + hint,
      "errno " + std::to_string(code));
}

Result<NativeFile> openForWriting(const std::filesystem::path& path, OpenMode mode) {
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (mode == OpenMode::Append ? O_APPEND : O_TRUNC);
  const int file = ::open(path.c_str(), flags, mode == OpenMode::ReplacePrivate ? 0600 : 0666);
  if (file < 0) return systemFailure("write", path, errno);
  return file;
}

Result<std::size_t> writeOnce(NativeFile file, std::optional<std::uint64_t> offset, const void* data, std::size_t bytes,
                              const std::filesystem::path& path) {
  constexpr std::size_t kMost = 1u << 30;  // Linux writes at most 2 GiB a call
  for (;;) {
    const ssize_t done =
        offset ? ::pwrite(static_cast<int>(file), data, std::min(bytes, kMost), static_cast<off_t>(*offset))
               : ::write(static_cast<int>(file), data, std::min(bytes, kMost));
    if (done >= 0) return static_cast<std::size_t>(done);
    if (errno != EINTR) return systemFailure("write", path, errno);
  }
}

Status syncFile(NativeFile file, const std::filesystem::path& path) {
  if (::fsync(static_cast<int>(file)) != 0 && errno != EINVAL && errno != ENOTSUP) {
    return systemFailure("flush", path, errno);
  }
  return {};
}

void closeFile(NativeFile file) {
  if (file != kNoFile) ::close(static_cast<int>(file));
}

Status replaceFile(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return systemFailure("replace", to, errno);
  const std::filesystem::path parent = to.has_parent_path() ? to.parent_path() : std::filesystem::path(".");
  const int folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {  // some file systems refuse to sync a folder; the rename itself has happened
    ::fsync(folder);
    ::close(folder);
  }
  return {};
}

std::int64_t processId() {
  return ::getpid();
}

}  // namespace detail

struct MappedFile::State {
  void* address = nullptr;
  std::size_t size = 0;
  ~State() {
    if (address) ::munmap(address, size);
  }
};

MappedFile::MappedFile() noexcept = default;
MappedFile::MappedFile(MappedFile&&) noexcept = default;
MappedFile& MappedFile::operator=(MappedFile&&) noexcept = default;
MappedFile::~MappedFile() = default;

std::span<const std::byte> MappedFile::bytes() const {
  if (!state_) return {};
  return {static_cast<const std::byte*>(state_->address), state_->size};
}

Result<std::string> readFrom(const std::filesystem::path& path, std::uint64_t offset, std::size_t maximumBytes) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return detail::systemFailure("read", path, errno);
  struct stat info {};
  if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(file);
    return fail(ErrorCode::Io, "Cannot read " + utf8(path) + ": it is not a regular file.");
  }
  const auto size = static_cast<std::uint64_t>(info.st_size);
  std::string text(static_cast<std::size_t>(std::min<std::uint64_t>(maximumBytes, size > offset ? size - offset : 0)),
                   '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    const ssize_t count =
        ::pread(file, text.data() + filled, text.size() - filled, static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int code = errno;
      ::close(file);
      return detail::systemFailure("read", path, code);
    }
    if (count == 0) break;  // it shrank meanwhile
    filled += static_cast<std::size_t>(count);
  }
  ::close(file);
  text.resize(filled);
  return text;
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe must not hang us
  if (file < 0) return detail::systemFailure("open", path, errno);
  struct stat info {};
  if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(file);
    return fail(ErrorCode::Io, "Cannot open " + utf8(path) + ": it is not a regular file.");
  }
  MappedFile mapped;
  mapped.state_ = std::make_unique<State>();
  mapped.state_->size = static_cast<std::size_t>(info.st_size);
  if (mapped.state_->size > 0) {
    void* address = ::mmap(nullptr, mapped.state_->size, PROT_READ, MAP_SHARED, file, 0);
    const int code = errno;
    ::close(file);
    if (address == MAP_FAILED) return detail::systemFailure("map", path, code);
    mapped.state_->address = address;
  } else {
    ::close(file);
  }
  return mapped;
}

}  // namespace selvox::base
#endif

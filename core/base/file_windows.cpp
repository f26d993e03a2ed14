#ifdef _WIN32
#include <windows.h>

#include <algorithm>
#include <system_error>

#include "core/base/file.h"
#include "core/base/file_native.h"

namespace selvox::base {
namespace detail {
namespace {
HANDLE handle(NativeFile file) {
  return reinterpret_cast<HANDLE>(file);
}
constexpr DWORD kShare = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
}  // namespace

tl::unexpected<Error> systemFailure(const char* verb, const std::filesystem::path& path, int code) {
  ErrorCode kind = ErrorCode::Io;
  std::string hint;
  if (code == ERROR_DISK_FULL || code == ERROR_HANDLE_DISK_FULL) {
    kind = ErrorCode::DiskFull;
    hint = " Free some space and try again.";
  } else if (code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND) {
    kind = ErrorCode::NotFound;
  }
  return fail(
      kind, std::string("Cannot ") + verb + " " + utf8(path) + ": " + std::system_category().message(code) + "." + hint,
      "error " + std::to_string(code));
}

// The profile folders of a Windows user are private already, so ReplacePrivate needs nothing beyond Replace.
Result<NativeFile> openForWriting(const std::filesystem::path& path, OpenMode mode) {
  const bool append = mode == OpenMode::Append;
  HANDLE file = CreateFileW(path.c_str(), append ? FILE_APPEND_DATA | SYNCHRONIZE : GENERIC_WRITE, kShare, nullptr,
                            append ? OPEN_ALWAYS : CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return systemFailure("write", path, static_cast<int>(GetLastError()));
  return reinterpret_cast<NativeFile>(file);
}

Result<std::size_t> writeOnce(NativeFile file, std::optional<std::uint64_t> offset, const void* data, std::size_t bytes,
                              const std::filesystem::path& path) {
  const DWORD count = static_cast<DWORD>(std::min<std::size_t>(bytes, 1u << 30));
  LARGE_INTEGER before{}, zero{};
  OVERLAPPED at{};
  if (offset) {  // a positioned write moves the file pointer on Windows: put it back
    SetFilePointerEx(handle(file), zero, &before, FILE_CURRENT);
    at.Offset = static_cast<DWORD>(*offset);
    at.OffsetHigh = static_cast<DWORD>(*offset >> 32);
  }
  DWORD done = 0;
  if (!WriteFile(handle(file), data, count, &done, offset ? &at : nullptr)) {
    return systemFailure("write", path, static_cast<int>(GetLastError()));
  }
  if (offset) SetFilePointerEx(handle(file), before, nullptr, FILE_BEGIN);
  return static_cast<std::size_t>(done);
}

Status syncFile(NativeFile file, const std::filesystem::path& path) {
  if (!FlushFileBuffers(handle(file))) return systemFailure("flush", path, static_cast<int>(GetLastError()));
  return {};
}

void closeFile(NativeFile file) {
  if (file != kNoFile) CloseHandle(handle(file));
}

Status replaceFile(const std::filesystem::path& from, const std::filesystem::path& to) {
  // A virus scanner or a reader without FILE_SHARE_DELETE may hold the target for a moment.
  for (int attempt = 0;; ++attempt) {
    if (MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) return {};
    const DWORD code = GetLastError();
    if (attempt == 20 || (code != ERROR_ACCESS_DENIED && code != ERROR_SHARING_VIOLATION)) {
      return systemFailure("replace", to, static_cast<int>(code));
    }
    Sleep(10);
  }
}

std::int64_t processId() {
  return static_cast<std::int64_t>(GetCurrentProcessId());
}

}  // namespace detail

struct MappedFile::State {
  void* address = nullptr;
  std::size_t size = 0;
  ~State() {
    if (address) UnmapViewOfFile(address);
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
  HANDLE file =
      CreateFileW(path.c_str(), GENERIC_READ, detail::kShare, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return detail::systemFailure("read", path, static_cast<int>(GetLastError()));
  LARGE_INTEGER size{}, start{};
  GetFileSizeEx(file, &size);
  start.QuadPart = static_cast<LONGLONG>(offset);
  const auto length = static_cast<std::uint64_t>(size.QuadPart);
  std::string text(
      static_cast<std::size_t>(std::min<std::uint64_t>(maximumBytes, length > offset ? length - offset : 0)), '\0');
  SetFilePointerEx(file, start, nullptr, FILE_BEGIN);
  std::size_t filled = 0;
  while (filled < text.size()) {
    DWORD count = 0;
    const auto wanted = static_cast<DWORD>(std::min<std::size_t>(text.size() - filled, 1u << 30));
    if (!ReadFile(file, text.data() + filled, wanted, &count, nullptr)) {
      const int code = static_cast<int>(GetLastError());
      CloseHandle(file);
      return detail::systemFailure("read", path, code);
    }
    if (count == 0) break;
    filled += count;
  }
  CloseHandle(file);
  text.resize(filled);
  return text;
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  HANDLE file =
      CreateFileW(path.c_str(), GENERIC_READ, detail::kShare, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return detail::systemFailure("open", path, static_cast<int>(GetLastError()));
  LARGE_INTEGER size{};
  if (GetFileType(file) != FILE_TYPE_DISK || !GetFileSizeEx(file, &size)) {
    CloseHandle(file);
    return fail(ErrorCode::Io, "Cannot open " + utf8(path) + ": it is not a regular file.");
  }
  MappedFile mapped;
  mapped.state_ = std::make_unique<State>();
  mapped.state_->size = static_cast<std::size_t>(size.QuadPart);
  if (mapped.state_->size > 0) {
    HANDLE mapping = CreateFileMappingW(file, nullptr, PAGE_READONLY, 0, 0, nullptr);
    if (mapping) {
      mapped.state_->address = MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
      CloseHandle(mapping);
    }
    const DWORD code = GetLastError();
    CloseHandle(file);
    if (!mapped.state_->address) return detail::systemFailure("map", path, static_cast<int>(code));
  } else {
    CloseHandle(file);
  }
  return mapped;
}

}  // namespace selvox::base
#endif

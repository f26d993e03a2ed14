#include "core/base/file.h"

#include <algorithm>
#include <atomic>
#include <system_error>

#include "core/base/file_native.h"

namespace selvox::base {
namespace {

struct Fault {
  std::atomic<bool> active{false};
  std::atomic<std::uint64_t> budget{0};
  ErrorCode code = ErrorCode::DiskFull;
};
Fault& fault() {
  static Fault instance;
  return instance;
}

// How many of `bytes` the disk still takes while a FaultyDisk is alive.
std::size_t granted(std::size_t bytes) {
  if (!fault().active) return bytes;
  const std::uint64_t left = fault().budget;
  const std::uint64_t taken = std::min<std::uint64_t>(left, bytes);
  fault().budget = left - taken;
  return static_cast<std::size_t>(taken);
}

Status writeFully(detail::NativeFile file, std::optional<std::uint64_t> offset, const void* data, std::size_t bytes,
                  const std::filesystem::path& path) {
  const std::size_t allowed = granted(bytes);
  const char* next = static_cast<const char*>(data);
  for (std::size_t left = allowed; left > 0;) {
    SELVOX_TRY(const std::size_t done, detail::writeOnce(file, offset, next, left, path));
    if (done == 0) return fail(ErrorCode::Io, "Cannot write " + utf8(path) + ": the system took no bytes.");
    next += done;
    left -= done;
    if (offset) *offset += done;
  }
  if (allowed < bytes) {
    return fail(fault().code,
                "Cannot write " + utf8(path) + ": No space left on device. Free some space and try again.",
                "FaultyDisk");
  }
  return {};
}

Status writeWhole(const std::filesystem::path& path, std::string_view bytes, bool ownerOnly) {
  SELVOX_TRY(AtomicFile file, AtomicFile::create(path, ownerOnly));
  SELVOX_CHECK(file.write(bytes.data(), bytes.size()));
  return file.commit();
}

}  // namespace

std::filesystem::path pathFromUtf8(std::string_view utf8Text) {
  return std::filesystem::path(std::u8string(utf8Text.begin(), utf8Text.end()));
}

std::string utf8(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

Result<std::string> readFile(const std::filesystem::path& path, std::uint64_t maximumBytes) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status))
    return fail(ErrorCode::NotFound, "Cannot read " + utf8(path) + ": no such file.");
  if (!std::filesystem::is_regular_file(status)) {
    return fail(ErrorCode::Io, "Cannot read " + utf8(path) + ": it is not a regular file.");
  }
  const std::uint64_t size = std::filesystem::file_size(path, code);
  if (code) return fail(ErrorCode::Io, "Cannot read " + utf8(path) + ": " + code.message() + ".");
  if (size > maximumBytes) {
    return fail(ErrorCode::Corrupt, "Cannot read " + utf8(path) + ": it has " + std::to_string(size) +
                                        " bytes, at most " + std::to_string(maximumBytes) + " are expected.");
  }
  return readFrom(path, 0, static_cast<std::size_t>(maximumBytes));
}

Status writeFile(const std::filesystem::path& path, std::string_view bytes) {
  return writeWhole(path, bytes, false);
}
Status writePrivateFile(const std::filesystem::path& path, std::string_view bytes) {
  return writeWhole(path, bytes, true);
}

struct AtomicFile::State {
  std::filesystem::path target, temporary;
  detail::NativeFile file = detail::kNoFile;
  ~State() {
    if (file == detail::kNoFile) return;
    detail::closeFile(file);
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
  }
};

AtomicFile::AtomicFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
AtomicFile::AtomicFile(AtomicFile&&) noexcept = default;
AtomicFile& AtomicFile::operator=(AtomicFile&&) noexcept = default;
AtomicFile::~AtomicFile() = default;

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& path, bool ownerOnly) {
  static std::atomic<std::uint64_t> count{0};
  auto state = std::make_unique<State>();
  state->target = path;
  state->temporary = path;
  state->temporary += "." + std::to_string(detail::processId()) + "-" + std::to_string(count++) + ".tmp";
  const auto mode = ownerOnly ? detail::OpenMode::ReplacePrivate : detail::OpenMode::Replace;
  SELVOX_TRY(state->file, detail::openForWriting(state->temporary, mode));
  return AtomicFile(std::move(state));
}

Status AtomicFile::write(const void* data, std::size_t bytes) {
  return writeFully(state_->file, std::nullopt, data, bytes, state_->target);
}

Status AtomicFile::writeAt(std::uint64_t offset, const void* data, std::size_t bytes) {
  return writeFully(state_->file, offset, data, bytes, state_->target);
}

Status AtomicFile::commit() {
  SELVOX_CHECK(detail::syncFile(state_->file, state_->target));
  detail::closeFile(state_->file);
  state_->file = detail::kNoFile;
  auto replaced = detail::replaceFile(state_->temporary, state_->target);
  if (!replaced) {
    std::error_code ignored;
    std::filesystem::remove(state_->temporary, ignored);
  }
  return replaced;
}

struct AppendFile::State {
  std::filesystem::path path;
  detail::NativeFile file = detail::kNoFile;
  ~State() { detail::closeFile(file); }
};

AppendFile::AppendFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
AppendFile::AppendFile(AppendFile&&) noexcept = default;
AppendFile& AppendFile::operator=(AppendFile&&) noexcept = default;
AppendFile::~AppendFile() = default;

Result<AppendFile> AppendFile::open(const std::filesystem::path& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  SELVOX_TRY(state->file, detail::openForWriting(path, detail::OpenMode::Append));
  return AppendFile(std::move(state));
}

Status AppendFile::append(std::string_view bytes) {
  return writeFully(state_->file, std::nullopt, bytes.data(), bytes.size(), state_->path);
}

std::uint64_t freeSpace(const std::filesystem::path& path) {
  std::error_code code;
  std::filesystem::path existing = std::filesystem::absolute(path, code);
  while (!existing.empty() && !std::filesystem::exists(existing, code) && existing != existing.root_path()) {
    existing = existing.parent_path();
  }
  const auto info = std::filesystem::space(existing, code);
  return code ? 0 : static_cast<std::uint64_t>(info.available);
}

FaultyDisk::FaultyDisk(std::uint64_t afterBytes, ErrorCode code) {
  fault().budget = afterBytes;
  fault().code = code;
  fault().active = true;
}

FaultyDisk::~FaultyDisk() {
  fault().active = false;
}

}  // namespace selvox::base

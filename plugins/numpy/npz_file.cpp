#include "plugins/numpy/npz_file.h"

#include <algorithm>
#include <array>

#include <zip.h>

#include "core/base/file.h"

namespace selvox::plugins::numpy {

using base::ErrorCode;

namespace {

tl::unexpected<base::Error> damaged(const std::string& what, const std::string& why) {
  return base::fail(ErrorCode::Corrupt, what + " is damaged: " + why + ".");
}

}  // namespace

void NpzArray::Close::operator()(zip_file* file) const {
  zip_fclose(file);
}

void NpzFile::Close::operator()(zip* archive) const {
  zip_discard(archive);
}

base::Status NpzArray::read(std::span<std::byte> into) {
  while (!into.empty()) {
    const auto got = zip_fread(file_.get(), into.data(), into.size());
    if (got < 0) return damaged(what_, zip_file_strerror(file_.get()));
    if (got == 0) return damaged(what_, "it ends before its last number");
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

base::Result<NpzFile> NpzFile::open(const std::filesystem::path& path) {
  NpzFile file;
  file.what_ = base::utf8(path.filename());
  int code = 0;
  file.zip_.reset(zip_open(base::utf8(path).c_str(), ZIP_RDONLY, &code));
  if (!file.zip_) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    return damaged(file.what_, why);
  }
  return file;
}

std::vector<std::string> NpzFile::names() const {
  std::vector<std::string> names;
  const auto entries = std::min<zip_int64_t>(zip_get_num_entries(zip_.get(), 0), 1000);
  for (zip_int64_t i = 0; i < entries; ++i) {
    const char* raw = zip_get_name(zip_.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
    const std::string name = raw == nullptr ? "" : raw;
    if (name.ends_with(".npy")) names.push_back(name.substr(0, name.size() - 4));
  }
  return names;
}

base::Result<NpzArray> NpzFile::array(const std::string& name) const {
  NpzArray array;
  array.what_ = what_ + ": " + name;
  array.file_.reset(zip_fopen(zip_.get(), (name + ".npy").c_str(), 0));
  if (!array.file_) return damaged(array.what_, zip_strerror(zip_.get()));
  std::vector<std::byte> header(kNpyFront);
  SELVOX_CHECK(array.read(header));
  SELVOX_TRY(const std::size_t length, npyHeaderLength(header, array.what_));
  header.resize(length);
  SELVOX_CHECK(array.read(std::span(header).subspan(kNpyFront)));
  SELVOX_TRY(array.header_, parseNpyHeader(header, array.what_));
  return array;
}

base::Status NpzFile::verify(const std::string& name) const {
  SELVOX_TRY(auto array, this->array(name));
  auto left = static_cast<std::uint64_t>(array.header().count()) * array.header().bytes;
  std::array<std::byte, 1 << 16> piece{};
  while (left > 0) {
    const auto now = std::min<std::uint64_t>(left, piece.size());
    SELVOX_CHECK(array.read(std::span(piece).first(static_cast<std::size_t>(now))));
    left -= now;
  }
  const auto more = zip_fread(array.file_.get(), piece.data(), 1);  // the checksum is compared at the end
  if (more < 0) return damaged(array.what_, zip_file_strerror(array.file_.get()));
  if (more > 0) return damaged(array.what_, "it holds more numbers than its shape says");
  return {};
}

}  // namespace selvox::plugins::numpy

#include "plugins/images/nifti_clean.h"

#include <algorithm>
#include <array>

#include "core/base/file.h"
#include "plugins/api/raw_bytes.h"
#include "plugins/images/nifti_header.h"

namespace selvox::plugins {
namespace {

namespace fs = std::filesystem;

struct Field {
  const char* name;
  std::size_t offset, bytes;
};

constexpr Field kFields1[] = {
    {"data_type", 4, 10}, {"db_name", 14, 18}, {"descrip", 148, 80}, {"aux_file", 228, 24}, {"intent_name", 328, 16}};
constexpr Field kFields2[] = {{"descrip", 240, 80}, {"aux_file", 320, 24}, {"intent_name", 508, 16}};
constexpr std::size_t kHeader1 = 348, kHeader2 = 540;

bool endsWith(const fs::path& file, std::string_view ending) {
  std::string name = base::utf8(file.filename());
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return name.ends_with(ending);
}

base::Result<std::string> unpacked(const fs::path& file) {
  std::string bytes;
  SELVOX_TRY(const auto length, readUnpacked(file, [&](std::span<const std::byte> piece) {
               bytes.append(reinterpret_cast<const char*>(piece.data()), piece.size());
               return true;
             }));
  (void)length;
  return bytes;
}

base::Status writeAs(const fs::path& target, const std::string& bytes) {
  if (!endsWith(target, ".gz")) return base::writeFile(target, bytes);
  SELVOX_TRY(const std::string packed, gzip(bytes));
  return base::writeFile(target, packed);
}

// Zeroes bytes [from, to) and says whether any was set.
bool zero(std::string& bytes, std::size_t from, std::size_t to) {
  to = std::min(to, bytes.size());
  if (from >= to) return false;
  const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(from);
  const auto last = bytes.begin() + static_cast<std::ptrdiff_t>(to);
  const bool any = std::any_of(first, last, [](char c) { return c != 0; });
  std::fill(first, last, '\0');
  return any;
}

// NIfTI-2 begins with its own length, 540, in either byte order.
bool isSecond(const std::string& bytes) {
  return (bytes[0] == '\x1c' && bytes[1] == '\x02') || (bytes[2] == '\x02' && bytes[3] == '\x1c');
}

// "x.hdr" -> "x.img", "x.hdr.gz" -> "x.img.gz", or the unpacked one where only that is there.
fs::path voxelsOf(const fs::path& header) {
  const std::string name = base::utf8(header.filename());
  const std::size_t dot = name.size() - (endsWith(header, ".gz") ? 7 : 4);
  const std::string ending = name[dot + 1] == 'H' ? ".IMG" : ".img";
  for (const char* packed : {"", ".gz"}) {
    std::error_code failed;
    fs::path file = header.parent_path() / base::pathFromUtf8(name.substr(0, dot) + ending + packed);
    if (fs::exists(file, failed)) return file;
  }
  return {};
}

}  // namespace

bool isNiftiName(const fs::path& file) {
  return endsWith(file, ".nii") || endsWith(file, ".nii.gz") || endsWith(file, ".hdr") || endsWith(file, ".hdr.gz");
}

base::Result<std::vector<std::string>> writeCleanNifti(const fs::path& file, const fs::path& target) {
  SELVOX_TRY(std::string bytes, unpacked(file));
  const auto* start = reinterpret_cast<const std::byte*>(bytes.data());
  SELVOX_TRY(const auto header, parseNifti({start, std::min(bytes.size(), kNiftiHeaderBytes)}));
  const bool second = isSecond(bytes);
  const std::size_t end = second ? kHeader2 : kHeader1;
  std::vector<std::string> cleared;
  const auto clear = [&](std::span<const Field> fields) {
    for (const Field& field : fields)
      if (zero(bytes, field.offset, field.offset + field.bytes)) cleared.emplace_back(field.name);
  };
  if (second)
    clear(kFields2);
  else
    clear(kFields1);
  const std::size_t voxels = header.pair ? bytes.size() : static_cast<std::size_t>(header.voxelOffset);
  if (zero(bytes, end, voxels)) cleared.emplace_back("extensions");
  SELVOX_CHECK(writeAs(target, bytes));
  if (!header.pair) return cleared;
  const fs::path image = voxelsOf(file);
  if (image.empty()) return base::fail(base::ErrorCode::NotFound, "the .img beside the .hdr is missing");
  SELVOX_TRY(const std::string content, unpacked(image));
  SELVOX_CHECK(writeAs(target.parent_path() / image.filename(), content));
  return cleared;
}

}  // namespace selvox::plugins

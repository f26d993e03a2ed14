#include "plugins/itk_images/header.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/text.h"
#include "plugins/api/raw_bytes.h"

namespace selvox::plugins::itk_images {
namespace {

using base::ErrorCode;
using Path = std::filesystem::path;

constexpr std::size_t kLongestHeader = 8u << 20;  // segmentations list hundreds of segments
constexpr std::int64_t kLargestSide = 1 << 24;
constexpr double kMostBytes = 64e9;

bool endsWith(const std::string& text, std::string_view ending) {
  return text.size() > ending.size() && text.ends_with(ending);
}

// Lines up to an empty one (NRRD) or to the one that names the data (MetaImage).
base::Result<parse::Text> readText(const Path& file, Kind kind) {
  SELVOX_TRY(const std::string head, base::readFrom(file, 0, kLongestHeader));
  parse::Text text;
  while (text.length < head.size()) {
    const std::size_t end = std::min(head.find('\n', text.length), head.size());
    std::string line = head.substr(text.length, end - text.length);
    text.length = std::min(end + 1, head.size());
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find('\0') != std::string::npos)
      return base::fail(ErrorCode::Corrupt, "its text header holds binary bytes: the file is damaged");
    if (kind == Kind::Nrrd && line.empty()) return text;
    text.lines += line + "\n";
    if (kind == Kind::Meta && line.starts_with("ElementDataFile")) return text;
  }
  if (text.length == 0)
    return base::fail(ErrorCode::Corrupt, "the file is empty (0 bytes): copy it again from its source");
  const bool detached = kind == Kind::Nrrd && head.size() < kLongestHeader;
  if (detached) return text;  // only right when it names a data file
  return base::fail(ErrorCode::Corrupt, kind == Kind::Nrrd ? "its text header does not end: the file is damaged"
                                                           : "its text header names no data (ElementDataFile)");
}

// Everything that can be known without decoding the values.
base::Status checkBytes(const Header& header) {
  std::error_code failed;
  const std::uint64_t size = std::filesystem::file_size(header.dataFile, failed);
  if (failed) return base::fail(ErrorCode::Io, "its data file cannot be looked at: check its permissions");
  const std::uint64_t there = size > header.dataOffset ? size - header.dataOffset : 0;
  const auto tooShort = [&](std::uint64_t needed, std::uint64_t held) {
    return base::fail(ErrorCode::Corrupt, "its header promises " + std::to_string(needed) +
                                              " bytes but the file holds " + std::to_string(held) +
                                              ": it is cut short or its header is wrong");
  };
  if (header.charactersPerValue > 0) {
    const double values = static_cast<double>(header.bytes() / static_cast<std::uint64_t>(header.bytesPerValue));
    const auto least = static_cast<std::uint64_t>(values * header.charactersPerValue);
    return least > there + 1 ? base::Status(tooShort(least, there)) : base::Status();
  }
  const std::uint64_t needed = header.bytes() + header.skipped;
  if (!header.packed) return needed > there ? base::Status(tooShort(needed, there)) : base::Status();
  SELVOX_TRY(const std::uint64_t held, unpackedBytes(header.dataFile, header.dataOffset));
  return needed > held ? base::Status(tooShort(needed, held)) : base::Status();
}

}  // namespace

Kind kindOf(const Path& file) {
  const std::string name = parse::lowered(base::utf8(file.filename()));
  if (endsWith(name, ".nrrd") || endsWith(name, ".nhdr")) return Kind::Nrrd;
  return endsWith(name, ".mha") || endsWith(name, ".mhd") ? Kind::Meta : Kind::None;
}

std::string stemOf(const Path& file) {
  std::string stem = base::utf8(file.stem());
  if (endsWith(parse::lowered(stem), ".seg")) stem.resize(stem.size() - 4);
  return stem;
}

std::uint64_t Header::bytes() const {
  std::uint64_t product = static_cast<std::uint64_t>(bytesPerValue) * static_cast<std::uint64_t>(channels);
  for (const std::int64_t size : sizes) product *= static_cast<std::uint64_t>(size);
  return product;
}

base::Result<Header> readHeader(const Path& file) {
  const Kind kind = kindOf(file);
  if (kind == Kind::None) return base::fail(ErrorCode::Unsupported, "neither an NRRD nor a MetaImage file by its name");
  SELVOX_TRY(const parse::Text text, readText(file, kind));
  SELVOX_TRY(Header header, kind == Kind::Nrrd ? parse::nrrd(file, text) : parse::meta(file, text));
  if (header.channels < 1 || header.channels > 1000)
    return base::fail(ErrorCode::Corrupt, "its header states " + std::to_string(header.channels) + " values a voxel");
  double total = static_cast<double>(header.bytesPerValue) * static_cast<double>(header.channels);
  for (const std::int64_t size : header.sizes) total *= static_cast<double>(size);
  if (total > kMostBytes) return base::fail(ErrorCode::Unsupported, "its header states more voxels than Selvox reads");
  SELVOX_CHECK(checkBytes(header));
  return header;
}

namespace parse {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == std::string_view::npos ? std::string() : std::string(text.substr(first, last - first + 1));
}

std::string lowered(std::string_view text) {
  std::string low(text);
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return low;
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> found(1);
  for (const char c : text) {
    if (c != ' ' && c != '\t')
      found.back() += c;
    else if (!found.back().empty())
      found.emplace_back();
  }
  if (found.back().empty()) found.pop_back();
  return found;
}

base::Result<std::vector<std::int64_t>> sizes(const std::string& text, std::int64_t dimensions) {
  std::vector<std::int64_t> result;
  for (const std::string& word : words(text)) {
    const auto size = base::toInteger(word);
    if (!size || *size < 1 || *size > kLargestSide)
      return base::fail(ErrorCode::Corrupt, "its header states an impossible size: " + text.substr(0, 80));
    result.push_back(*size);
  }
  if (static_cast<std::int64_t>(result.size()) == dimensions) return result;
  return base::fail(ErrorCode::Corrupt, "its header states " + std::to_string(dimensions) + " dimensions but " +
                                            std::to_string(result.size()) + " sizes");
}

base::Result<Path> beside(const Path& header, const std::string& name) {
  const Path relative = base::pathFromUtf8(name);
  bool leadsOut = relative.empty() || relative.has_root_path();
  for (const Path& part : relative) leadsOut = leadsOut || part == "..";
  if (leadsOut)
    return base::fail(ErrorCode::Refused,
                      "its header names a data file outside its folder (" + name.substr(0, 80) +
                          "), which is not followed: lay the data beside the header and name it there");
  const Path file = header.parent_path() / relative;
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file, ignored)) return file;
  return base::fail(ErrorCode::NotFound, "it is a header alone: its data file " + name.substr(0, 80) + " is missing");
}

}  // namespace parse

}  // namespace selvox::plugins::itk_images

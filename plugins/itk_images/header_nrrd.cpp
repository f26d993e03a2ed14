// NRRD headers (teem.sourceforge.net/nrrd/format.html): field: value, key:=value, # comment.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>

#include "core/base/text.h"
#include "plugins/itk_images/header.h"

namespace selvox::plugins::itk_images::parse {
namespace {

using base::ErrorCode;
using Path = std::filesystem::path;
using Fields = std::map<std::string, std::string>;

int bytesOf(const std::string& type) {
  static const std::map<std::string, int> kTypes = {{"signed char", 1},
                                                    {"int8", 1},
                                                    {"int8_t", 1},
                                                    {"uchar", 1},
                                                    {"unsigned char", 1},
                                                    {"uint8", 1},
                                                    {"uint8_t", 1},
                                                    {"short", 2},
                                                    {"short int", 2},
                                                    {"signed short", 2},
                                                    {"signed short int", 2},
                                                    {"int16", 2},
                                                    {"int16_t", 2},
                                                    {"ushort", 2},
                                                    {"unsigned short", 2},
                                                    {"unsigned short int", 2},
                                                    {"uint16", 2},
                                                    {"uint16_t", 2},
                                                    {"int", 4},
                                                    {"signed int", 4},
                                                    {"int32", 4},
                                                    {"int32_t", 4},
                                                    {"uint", 4},
                                                    {"unsigned int", 4},
                                                    {"uint32", 4},
                                                    {"uint32_t", 4},
                                                    {"longlong", 8},
                                                    {"long long", 8},
                                                    {"int64", 8},
                                                    {"int64_t", 8},
                                                    {"ulonglong", 8},
                                                    {"unsigned long long", 8},
                                                    {"uint64", 8},
                                                    {"uint64_t", 8},
                                                    {"float", 4},
                                                    {"double", 8}};
  const auto found = kTypes.find(type);
  return found == kTypes.end() ? 0 : found->second;
}

// "Byte Skip" and "byteskip" are one field.
std::string fieldName(const std::string& name) {
  std::string plain;
  for (const char c : lowered(name))
    if (c != ' ' && c != '\t') plain += c;
  return plain == "centers" ? "centerings" : plain;
}

base::Result<Fields> fieldsOf(const Text& text, Header& header) {
  Fields fields;
  for (std::size_t at = text.lines.find('\n') + 1, end = 0; at < text.lines.size(); at = end + 1) {
    end = text.lines.find('\n', at);
    const std::string line = text.lines.substr(at, end - at);
    if (line.starts_with('#')) continue;
    const std::size_t pair = line.find(":="), colon = line.find(": ");
    if (pair != std::string::npos && pair < colon) {
      header.pairs[line.substr(0, pair)] = line.substr(pair + 2);
    } else if (colon != std::string::npos) {
      if (!fields.emplace(fieldName(line.substr(0, colon)), trimmed(line.substr(colon + 2))).second)
        return base::fail(ErrorCode::Corrupt,
                          "its header states a field twice: " + line.substr(0, std::min<std::size_t>(colon, 40)));
    } else {
      return base::fail(ErrorCode::Corrupt, "its header holds a line that is no field: " + line.substr(0, 40));
    }
  }
  return fields;
}

std::string valueOf(const Fields& fields, const char* name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

base::Status readEncoding(const Fields& fields, Header& header) {
  const std::string encoding = lowered(valueOf(fields, "encoding"));
  if (encoding == "raw") return {};
  if (encoding == "gzip" || encoding == "gz") {
    header.packed = true;
  } else if (encoding == "ascii" || encoding == "text" || encoding == "txt") {
    header.charactersPerValue = 2;
  } else if (encoding == "hex") {
    header.charactersPerValue = 2 * header.bytesPerValue;
  } else if (encoding == "bzip2" || encoding == "bz2") {
    return base::fail(ErrorCode::Unsupported, "its voxels are packed by bzip2, which is not read: save it with gzip");
  } else {
    return base::fail(ErrorCode::Corrupt, "its header states no encoding that is known: " + encoding.substr(0, 40));
  }
  return {};
}

// Signs that turn a space to LPS; what names no anatomy is taken for it, and a note says so.
base::Result<volume::Vec3> lpsSigns(const std::string& space, std::string& note) {
  static const std::map<std::string, volume::Vec3> kSpaces = {{"left-posterior-superior", {1, 1, 1}},
                                                              {"lps", {1, 1, 1}},
                                                              {"right-anterior-superior", {-1, -1, 1}},
                                                              {"ras", {-1, -1, 1}},
                                                              {"las", {1, -1, 1}},
                                                              {"left-anterior-superior", {1, -1, 1}}};
  if (const auto found = kSpaces.find(space); found != kSpaces.end()) return found->second;
  if (!space.empty() && !space.starts_with("scanner-xyz") && !space.starts_with("3d-"))
    return base::fail(ErrorCode::Corrupt, "its header states a space that is not known: " + space.substr(0, 60));
  note = "the file states no anatomical space: axes taken as left, posterior, superior";
  return volume::Vec3{1, 1, 1};
}

// The vectors of "(a,b,c) none …".
base::Result<std::vector<volume::Vec3>> vectorsOf(const std::string& text, std::int64_t dimensions) {
  std::vector<volume::Vec3> vectors;
  for (std::size_t at = text.find('('); at != std::string::npos; at = text.find('(', at)) {
    const std::size_t end = std::min(text.find(')', at), text.size());
    volume::Vec3 vector{};
    std::int64_t count = 0;
    for (std::size_t from = at + 1; from <= end; ++count) {
      const std::size_t to = std::min(text.find(',', from), end);
      const auto value = base::toDouble(trimmed(std::string_view(text).substr(from, to - from)));
      if (!value || !std::isfinite(*value) || count >= dimensions)
        return base::fail(ErrorCode::Corrupt,
                          "its header states directions that are no numbers: " + text.substr(0, 60));
      vector[static_cast<std::size_t>(count)] = *value;
      from = to + 1;
    }
    if (count != dimensions)
      return base::fail(ErrorCode::Corrupt, "its header states directions of too few numbers: " + text.substr(0, 60));
    vectors.push_back(vector);
    at = end;
  }
  return vectors;
}

// ITK 5.2 turns left-anterior-superior round on the wrong axes, so that places are worked out here.
base::Status readSpace(const Fields& fields, Header& header) {
  const std::string space = lowered(valueOf(fields, "space")), stated = valueOf(fields, "spacedimension");
  if (space.find("time") != std::string::npos)
    return base::fail(ErrorCode::Unsupported, "its space has a time axis (" + space.substr(0, 60) +
                                                  "), which is not read: state time as an axis of kind \"list\"");
  if (space.empty() && stated.empty()) {
    header.note = "the file states no anatomical space: axes taken as left, posterior, superior";
    return {};
  }
  std::int64_t dimensions = 3;
  if (space.empty()) dimensions = base::toInteger(stated).value_or(0);
  if (!space.empty() && !stated.empty())
    return base::fail(ErrorCode::Corrupt, "its header states both a space and a space dimension");
  if (dimensions < 2 || dimensions > 3)
    return base::fail(ErrorCode::Unsupported,
                      "its space has " + stated.substr(0, 20) + " dimensions: two and three are read");
  SELVOX_TRY(const volume::Vec3 signs, lpsSigns(space, header.note));
  SELVOX_TRY(const auto directions, vectorsOf(valueOf(fields, "spacedirections"), dimensions));
  if (static_cast<std::int64_t>(directions.size()) != dimensions)
    return base::fail(ErrorCode::Unsupported, "its header gives " + std::to_string(directions.size()) +
                                                  " axes a direction in a space of " + std::to_string(dimensions) +
                                                  " dimensions: where its voxels lie is not known");
  const std::string place = valueOf(fields, "spaceorigin");
  SELVOX_TRY(const auto origin, vectorsOf(place, dimensions));
  if (!place.empty() && origin.size() != 1)
    return base::fail(ErrorCode::Corrupt, "its header states an origin that is no point: " + place.substr(0, 60));
  volume::Affine affine;
  for (int row = 0; row < static_cast<int>(dimensions); ++row) {
    const auto r = static_cast<std::size_t>(row);
    for (int axis = 0; axis < static_cast<int>(dimensions); ++axis)
      affine(row, axis) = signs[r] * directions[static_cast<std::size_t>(axis)][r];
    affine(row, 3) = origin.empty() ? 0 : signs[r] * origin[0][r];
  }
  header.worldFromVoxel = affine;
  return {};
}

base::Status skipLines(std::int64_t lines, Header& header) {
  std::ifstream stream(header.dataFile, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(header.dataOffset));
  for (std::int64_t i = 0; i < lines; ++i) {
    stream.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    if (!stream || stream.eof())
      return base::fail(ErrorCode::Corrupt, "its header skips more lines than the file holds");
    header.dataOffset += static_cast<std::uint64_t>(stream.gcount());
  }
  return {};
}

base::Status readPlaceInFile(const Path& file, const Text& text, const Fields& fields, Header& header) {
  const std::string name = valueOf(fields, "datafile");
  if (name.empty()) {
    header.dataFile = file;
    header.dataOffset = text.length;
  } else {
    const auto parts = words(name);
    if (parts.size() > 1 && (parts[0] == "LIST" || name.find('%') != std::string::npos))
      return base::fail(ErrorCode::Unsupported,
                        "its voxels lie in many files, which is not read: save them as one .nrrd file");
    SELVOX_TRY(header.dataFile, beside(file, name));
  }
  const std::string skipLine = valueOf(fields, "lineskip"), skipByte = valueOf(fields, "byteskip");
  const std::int64_t lines = skipLine.empty() ? 0 : base::toInteger(skipLine).value_or(-1);
  const std::int64_t bytes = skipByte.empty() ? 0 : base::toInteger(skipByte).value_or(-2);
  if (lines < 0 || lines > 1000000 || bytes < -1)
    return base::fail(ErrorCode::Unsupported, "its header states a skip that is not read (lines " +
                                                  skipLine.substr(0, 20) + ", bytes " + skipByte.substr(0, 20) + ")");
  SELVOX_CHECK(skipLines(lines, header));
  header.fromEnd = bytes == -1;
  header.skipped = bytes > 0 ? static_cast<std::uint64_t>(bytes) : 0;
  if (header.fromEnd && header.packed)
    return base::fail(ErrorCode::Unsupported,
                      "its header takes the last bytes of a packed file, which is not read: unpack it");
  return {};
}

}  // namespace

base::Result<Header> nrrd(const Path& file, const Text& text) {
  Header header;
  header.kind = Kind::Nrrd;
  if (!text.lines.starts_with("NRRD000"))
    return base::fail(ErrorCode::Corrupt, "not an NRRD file: it does not begin with NRRD000");
  SELVOX_TRY(const Fields fields, fieldsOf(text, header));
  const std::string type = lowered(valueOf(fields, "type"));
  header.bytesPerValue = bytesOf(type);
  if (header.bytesPerValue == 0)
    return base::fail(ErrorCode::Unsupported, "its voxel type is not read: " + type.substr(0, 40));
  const std::int64_t dimensions = base::toInteger(valueOf(fields, "dimension")).value_or(0);
  if (dimensions < 2 || dimensions > 4)
    return base::fail(ErrorCode::Unsupported, "its header states " + valueOf(fields, "dimension").substr(0, 20) +
                                                  " dimension(s): images of two to four are read");
  SELVOX_TRY(header.sizes, sizes(valueOf(fields, "sizes"), dimensions));
  SELVOX_CHECK(readEncoding(fields, header));
  SELVOX_CHECK(readSpace(fields, header));
  SELVOX_CHECK(readPlaceInFile(file, text, fields, header));
  return header;
}

}  // namespace selvox::plugins::itk_images::parse

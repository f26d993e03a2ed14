// MetaImage headers (itk.org/Wiki/ITK/MetaIO/Documentation): Key = Value, ElementDataFile last.

#include "core/base/text.h"
#include "plugins/itk_images/header.h"

namespace selvox::plugins::itk_images::parse {
namespace {

using base::ErrorCode;
using Path = std::filesystem::path;
using Fields = std::map<std::string, std::string>;

int bytesOf(const std::string& type) {
  static const std::map<std::string, int> kTypes = {
      {"MET_CHAR", 1}, {"MET_UCHAR", 1},     {"MET_SHORT", 2},      {"MET_USHORT", 2}, {"MET_INT", 4},
      {"MET_UINT", 4}, {"MET_LONG_LONG", 8}, {"MET_ULONG_LONG", 8}, {"MET_FLOAT", 4},  {"MET_DOUBLE", 8}};
  const auto found = kTypes.find(type);
  return found == kTypes.end() ? 0 : found->second;
}

base::Result<Fields> fieldsOf(const Text& text) {
  Fields fields;
  for (std::size_t at = 0, end = 0; at < text.lines.size(); at = end + 1) {
    end = text.lines.find('\n', at);
    const std::string line = text.lines.substr(at, end - at);
    const std::size_t sign = line.find('=');
    if (sign == std::string::npos && trimmed(line).empty()) continue;
    if (sign == std::string::npos || line.size() > 4000)
      return base::fail(ErrorCode::Corrupt, "its header holds a line that is no field: " + line.substr(0, 40));
    if (!fields.emplace(trimmed(line.substr(0, sign)), trimmed(line.substr(sign + 1))).second)
      return base::fail(ErrorCode::Corrupt,
                        "its header states a field twice: " + trimmed(line.substr(0, sign)).substr(0, 40));
  }
  return fields;
}

std::string valueOf(const Fields& fields, const char* name, const char* otherwise = "") {
  const auto found = fields.find(name);
  return found == fields.end() ? otherwise : found->second;
}

bool isTrue(const std::string& word) {
  return word.starts_with('T') || word.starts_with('t') || word.starts_with('1');
}

// Lists that ITK copies into arrays: as many finite numbers as the dimensions ask for.
base::Status checkLists(const Fields& fields, std::int64_t dimensions) {
  struct List {
    const char* name;
    std::int64_t count;
  };
  const std::int64_t square = dimensions * dimensions;
  for (const List& list : {List{"TransformMatrix", square},
                           {"Rotation", square},
                           {"Orientation", square},
                           {"Offset", dimensions},
                           {"Position", dimensions},
                           {"Origin", dimensions},
                           {"CenterOfRotation", dimensions},
                           {"ElementSpacing", dimensions},
                           {"ElementSize", dimensions}}) {
    const auto found = fields.find(list.name);
    if (found == fields.end()) continue;
    const auto numbers = words(found->second);
    bool good = static_cast<std::int64_t>(numbers.size()) == list.count;
    for (const std::string& word : numbers) good = good && base::toDouble(word).has_value();
    if (!good)
      return base::fail(ErrorCode::Corrupt, std::string("its header states ") + list.name + " without " +
                                                std::to_string(list.count) + " numbers");
  }
  return {};
}

base::Status readPlaceInFile(const Path& file, const Text& text, const Fields& fields, Header& header) {
  const std::string name = valueOf(fields, "ElementDataFile");
  if (name == "LOCAL" || name == "Local" || name == "local") {
    header.dataFile = file;
    header.dataOffset = text.length;
  } else if (name.starts_with("LIST") || name.find('%') != std::string::npos) {
    return base::fail(ErrorCode::Unsupported,
                      "its voxels lie in many files, which is not read: save them as one .mha file");
  } else {
    SELVOX_TRY(header.dataFile, beside(file, name));
  }
  const std::int64_t skipped = base::toInteger(valueOf(fields, "HeaderSize", "0")).value_or(-2);
  if (skipped < -1 || (skipped != 0 && header.dataFile == file) || (skipped != 0 && header.packed))
    return base::fail(ErrorCode::Corrupt, "its header states an impossible HeaderSize");
  header.fromEnd = skipped == -1;
  header.dataOffset += skipped > 0 ? static_cast<std::uint64_t>(skipped) : 0;
  return {};
}

}  // namespace

base::Result<Header> meta(const Path& file, const Text& text) {
  Header header;
  header.kind = Kind::Meta;
  SELVOX_TRY(const Fields fields, fieldsOf(text));
  if (const std::string object = valueOf(fields, "ObjectType", "Image"); object != "Image")
    return base::fail(ErrorCode::Unsupported, "a MetaIO object that is no image: " + object.substr(0, 40));
  const std::int64_t dimensions = base::toInteger(valueOf(fields, "NDims")).value_or(0);
  if (dimensions < 2 || dimensions > 4)
    return base::fail(ErrorCode::Unsupported, "its header states " + valueOf(fields, "NDims", "no").substr(0, 20) +
                                                  " dimension(s): images of two to four are read");
  SELVOX_TRY(header.sizes, sizes(valueOf(fields, "DimSize"), dimensions));
  SELVOX_CHECK(checkLists(fields, dimensions));
  header.bytesPerValue = bytesOf(valueOf(fields, "ElementType"));
  if (header.bytesPerValue == 0)
    return base::fail(ErrorCode::Unsupported,
                      "its voxel type is not read: " + valueOf(fields, "ElementType").substr(0, 40));
  header.channels = base::toInteger(valueOf(fields, "ElementNumberOfChannels", "1")).value_or(0);
  header.packed = isTrue(valueOf(fields, "CompressedData", "False"));
  if (!isTrue(valueOf(fields, "BinaryData", "True"))) header.charactersPerValue = 2;
  if (header.packed && header.charactersPerValue > 0)
    return base::fail(ErrorCode::Corrupt, "its header contradicts itself: packed text");
  if (!fields.contains("ElementSpacing") && !fields.contains("ElementSize"))
    header.note = "the file states no voxel spacing: 1 mm assumed";
  SELVOX_CHECK(readPlaceInFile(file, text, fields, header));
  return header;
}

}  // namespace selvox::plugins::itk_images::parse

#include "core/base/safetensors.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "core/base/json.h"

namespace selvox::base {
namespace {

constexpr std::uint64_t kLargestHeader = 100'000'000;
constexpr std::array<std::tuple<DType, const char*, std::size_t>, 10> kTypes = {{{DType::F64, "F64", 8},
                                                                                 {DType::F32, "F32", 4},
                                                                                 {DType::F16, "F16", 2},
                                                                                 {DType::BF16, "BF16", 2},
                                                                                 {DType::I64, "I64", 8},
                                                                                 {DType::I32, "I32", 4},
                                                                                 {DType::I16, "I16", 2},
                                                                                 {DType::I8, "I8", 1},
                                                                                 {DType::U8, "U8", 1},
                                                                                 {DType::Bool, "BOOL", 1}}};

tl::unexpected<Error> corrupt(std::string_view what, const std::string& why) {
  return fail(ErrorCode::Corrupt, std::string(what) + " is not a whole safetensors file: " + why + ".");
}

// A JSON number as a size: unsigned integers only.
std::optional<std::uint64_t> sizeOf(const Json& value) {
  if (!value.is_number_unsigned()) return std::nullopt;
  return value.get<std::uint64_t>();
}

struct Entry {
  TensorView view;
  std::uint64_t begin = 0, end = 0;
};

Result<Entry> parseEntry(const std::string& tensor, const Json& json, std::uint64_t payload, std::string_view what) {
  const std::string where = "tensor '" + tensor + "' ";
  const auto type = dtypeFromName(valueOr<std::string>(json, "dtype", ""));
  if (!type) return corrupt(what, where + "has an unknown dtype");
  const auto shape = json.is_object() ? json.find("shape") : json.end();
  const auto offsets = json.is_object() ? json.find("data_offsets") : json.end();
  if (shape == json.end() || !shape->is_array() || shape->size() > 64) return corrupt(what, where + "has no shape");
  if (offsets == json.end() || !offsets->is_array() || offsets->size() != 2) {
    return corrupt(what, where + "has no data_offsets");
  }
  Entry entry;
  entry.view.dtype = *type;
  for (const auto& side : *shape) {
    const auto size = sizeOf(side);
    if (!size || *size > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return corrupt(what, where + "has a shape that is not made of sizes");
    }
    entry.view.shape.push_back(static_cast<std::int64_t>(*size));
  }
  const auto begin = sizeOf((*offsets)[0]), end = sizeOf((*offsets)[1]);
  const auto bytes = tensorBytes(*type, entry.view.shape);
  if (!begin || !end || *begin > *end || *end > payload) return corrupt(what, where + "points outside the file");
  if (!bytes || *end - *begin != *bytes) return corrupt(what, where + "has a length that does not fit its shape");
  entry.begin = *begin;
  entry.end = *end;
  return entry;
}

Status checkContiguous(std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges, std::uint64_t payload,
                       std::string_view what) {
  std::sort(ranges.begin(), ranges.end());
  std::uint64_t position = 0;
  for (const auto& [begin, end] : ranges) {
    if (begin < position) return corrupt(what, "two tensors overlap at byte " + std::to_string(begin));
    if (begin > position)
      return corrupt(what, "bytes " + std::to_string(position) + " to " + std::to_string(begin) + " belong to nobody");
    position = end;
  }
  if (position != payload) return corrupt(what, "the payload ends at another place than its last tensor");
  return {};
}

Result<TensorMetadata> parseMetadata(const Json& json, std::string_view what) {
  if (!json.is_object()) return corrupt(what, "__metadata__ is not an object");
  TensorMetadata metadata;
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string()) return corrupt(what, "__metadata__ '" + key + "' is not a text");
    metadata[key] = value.get<std::string>();
  }
  return metadata;
}

}  // namespace

std::size_t bytesPerElement(DType type) {
  return std::get<2>(kTypes[static_cast<std::size_t>(type)]);
}
const char* name(DType type) {
  return std::get<1>(kTypes[static_cast<std::size_t>(type)]);
}

std::optional<DType> dtypeFromName(std::string_view text) {
  for (const auto& [type, known, size] : kTypes) {
    if (text == known) return type;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> tensorBytes(DType type, const std::vector<std::int64_t>& shape) {
  std::uint64_t total = bytesPerElement(type);
  for (const std::int64_t side : shape) {
    if (side < 0) return std::nullopt;
    if (side > 0 && total > std::numeric_limits<std::uint64_t>::max() / static_cast<std::uint64_t>(side))
      return std::nullopt;
    total *= static_cast<std::uint64_t>(side);
  }
  return total;
}

Result<SafetensorsContent> parseSafetensors(std::span<const std::byte> bytes, std::string_view what) {
  if (bytes.size() < 8) return corrupt(what, "it is shorter than 8 bytes");
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < 8; ++i) length |= std::uint64_t{std::to_integer<std::uint8_t>(bytes[i])} << (8 * i);
  if (length > kLargestHeader || length > bytes.size() - 8) {
    return corrupt(what, "its header claims " + std::to_string(length) + " bytes");
  }
  const std::string_view text(reinterpret_cast<const char*>(bytes.data() + 8), static_cast<std::size_t>(length));
  SELVOX_TRY(const Json header, parseJson(text, std::string(what) + " (header)"));
  if (!header.is_object()) return corrupt(what, "its header is not an object");
  SafetensorsContent content;
  content.payload = bytes.subspan(8 + static_cast<std::size_t>(length));
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (const auto& [key, value] : header.items()) {
    if (key == "__metadata__") {
      SELVOX_TRY(content.metadata, parseMetadata(value, what));
      continue;
    }
    SELVOX_TRY(Entry entry, parseEntry(key, value, content.payload.size(), what));
    entry.view.bytes = content.payload.subspan(entry.begin, entry.end - entry.begin);
    ranges.emplace_back(entry.begin, entry.end);
    content.tensors.emplace(key, std::move(entry.view));
  }
  SELVOX_CHECK(checkContiguous(std::move(ranges), content.payload.size(), what));
  return content;
}

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path) {
  SafetensorsFile result;
  result.path_ = path;
  SELVOX_TRY(result.file_, MappedFile::open(path));
  SELVOX_TRY(result.content_, parseSafetensors(result.file_.bytes(), utf8(path)));
  return result;
}

const TensorView* SafetensorsFile::find(const std::string& tensor) const {
  const auto found = content_.tensors.find(tensor);
  return found == content_.tensors.end() ? nullptr : &found->second;
}

Status SafetensorsFile::verify() const {
  const auto wanted = content_.metadata.find("sha256");
  if (wanted == content_.metadata.end()) return {};
  Sha256 hash;
  hash.update(content_.payload.data(), content_.payload.size());
  if (hash.hex() == wanted->second) return {};
  return fail(ErrorCode::Corrupt, utf8(path_) + " is damaged: its payload does not match its SHA-256.");
}

Result<SafetensorsWriter> SafetensorsWriter::create(const std::filesystem::path& path,
                                                    std::vector<TensorDeclaration> tensors, TensorMetadata metadata,
                                                    bool hashPayload) {
  std::sort(tensors.begin(), tensors.end(), [](const TensorDeclaration& a, const TensorDeclaration& b) {
    const auto first = bytesPerElement(a.dtype), second = bytesPerElement(b.dtype);
    return first != second ? first > second : a.name < b.name;
  });
  const std::string blank(64, '0');
  if (hashPayload) metadata["sha256"] = blank;
  Json header = Json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t position = 0;
  for (const auto& tensor : tensors) {
    const auto bytes = tensorBytes(tensor.dtype, tensor.shape);
    if (!bytes || header.contains(tensor.name)) {
      return fail(ErrorCode::InvalidArgument,
                  "Tensor '" + tensor.name + "' is declared twice or has an impossible shape.");
    }
    header[tensor.name] = {
        {"dtype", name(tensor.dtype)}, {"shape", tensor.shape}, {"data_offsets", {position, position + *bytes}}};
    position += *bytes;
  }
  std::string text = dumpJson(header);
  text.append((8 - text.size() % 8) % 8, ' ');
  if (text.size() > kLargestHeader)
    return fail(ErrorCode::InvalidArgument, "Too many tensors for one safetensors file.");
  SELVOX_TRY(AtomicFile file, AtomicFile::create(path));
  SafetensorsWriter writer(std::move(file));
  std::array<std::uint8_t, 8> length;
  for (std::size_t i = 0; i < 8; ++i) length[i] = static_cast<std::uint8_t>(std::uint64_t{text.size()} >> (8 * i));
  SELVOX_CHECK(writer.file_.write(length.data(), length.size()));
  SELVOX_CHECK(writer.file_.write(text.data(), text.size()));
  // Inside a text these quotes would be escaped, so the pattern stands for the key alone.
  const std::string key = "\"sha256\":\"";
  if (hashPayload) writer.hashAt_ = 8 + text.find(key + blank) + key.size();
  writer.expected_ = position;
  writer.order_ = std::move(tensors);
  return writer;
}

Status SafetensorsWriter::append(std::span<const std::byte> bytes) {
  if (bytes.size() > expected_ - written_)
    return fail(ErrorCode::InvalidArgument, "More bytes than the declared tensors hold.");
  if (hashAt_) hash_.update(bytes.data(), bytes.size());
  written_ += bytes.size();
  return file_.write(bytes.data(), bytes.size());
}

Status SafetensorsWriter::commit() {
  if (written_ != expected_) return fail(ErrorCode::InvalidArgument, "Fewer bytes than the declared tensors hold.");
  if (hashAt_) {
    const std::string hex = hash_.hex();
    SELVOX_CHECK(file_.writeAt(*hashAt_, hex.data(), hex.size()));
  }
  return file_.commit();
}

Status writeSafetensors(const std::filesystem::path& path, const TensorViews& tensors, const TensorMetadata& metadata,
                        bool hashPayload) {
  std::vector<TensorDeclaration> declarations;
  for (const auto& [key, view] : tensors) {
    if (tensorBytes(view.dtype, view.shape) != view.bytes.size()) {
      return fail(ErrorCode::InvalidArgument, "Tensor '" + key + "' has bytes that do not fit its shape.");
    }
    declarations.push_back({key, view.dtype, view.shape});
  }
  SELVOX_TRY(SafetensorsWriter writer, SafetensorsWriter::create(path, std::move(declarations), metadata, hashPayload));
  for (const auto& tensor : writer.order()) SELVOX_CHECK(writer.append(tensors.at(tensor.name).bytes));
  return writer.commit();
}

}  // namespace selvox::base

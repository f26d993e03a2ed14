#include "plugins/numpy/npy_header.h"

#include <cctype>
#include <string_view>

#include "core/base/text.h"

namespace selvox::plugins::numpy {
namespace {

using base::ErrorCode;

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::int64_t kMostNumbers = std::int64_t{1} << 40;

tl::unexpected<base::Error> refused(const std::string& what, const std::string& why) {
  return base::fail(ErrorCode::Corrupt, what + " is no array that can be read: " + why + ".");
}

std::string_view textOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// What stands behind 'key': in the dictionary, to the end of the text.
std::string_view behind(std::string_view dictionary, const std::string& key) {
  const auto at = dictionary.find("'" + key + "'");
  if (at == std::string_view::npos) return {};
  auto rest = dictionary.substr(at + key.size() + 2);
  const auto colon = rest.find(':');
  if (colon == std::string_view::npos) return {};
  rest = rest.substr(colon + 1);
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return rest;
}

base::Status readType(std::string_view dictionary, NpyHeader& header, const std::string& what) {
  const auto rest = behind(dictionary, "descr");
  if (rest.empty() || rest.front() != '\'') return refused(what, "its numbers are structures or have no type");
  const auto end = rest.find('\'', 1);
  const auto type = std::string(rest.substr(1, end == std::string_view::npos ? 0 : end - 1));
  const auto size = type.size() == 3 ? base::toInteger(type.substr(2)) : std::nullopt;
  const bool fits = size && (type[1] == 'b'   ? *size == 1
                             : type[1] == 'f' ? *size == 4 || *size == 8
                                              : (type[1] == 'u' || type[1] == 'i') &&
                                                    (*size == 1 || *size == 2 || *size == 4 || *size == 8));
  if (!fits || std::string_view("<>|=").find(type[0]) == std::string_view::npos)
    return refused(what, "numbers of type '" + type + "'; whole numbers, float32, float64 and booleans are read");
  header.kind = type[1];
  header.bytes = static_cast<std::size_t>(*size);
  header.bigEndian = type[0] == '>';
  return {};
}

base::Status readShape(std::string_view dictionary, NpyHeader& header, const std::string& what) {
  const auto rest = behind(dictionary, "shape");
  const auto end = rest.find(')');
  if (rest.empty() || rest.front() != '(' || end == std::string_view::npos) return refused(what, "it has no shape");
  std::string digits;
  std::int64_t numbers = 1;
  for (const char c : std::string(rest.substr(1, end - 1)) + ",") {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits += c;
    if (c != ',' || digits.empty()) continue;
    const auto side = base::toInteger(digits);
    digits.clear();
    if (!side || *side < 0 || header.shape.size() == 8 || (*side > 0 && numbers > kMostNumbers / *side))
      return refused(what, "its shape is too large");
    numbers *= *side;
    header.shape.push_back(*side);
  }
  return {};
}

}  // namespace

std::int64_t NpyHeader::count() const {
  std::int64_t numbers = 1;
  for (const auto side : shape) numbers *= side;
  return numbers;
}

bool looksLikeNpy(std::span<const std::byte> head) {
  return textOf(head).starts_with(kMagic);
}

base::Result<std::size_t> npyHeaderLength(std::span<const std::byte> front, const std::string& what) {
  if (front.size() < kNpyFront || !looksLikeNpy(front)) return refused(what, "it does not begin as one");
  const auto at = [&](std::size_t i) { return std::to_integer<std::size_t>(front[i]); };
  const auto version = at(6);
  if (version < 1 || version > 3) return refused(what, "format version " + std::to_string(version));
  const std::size_t text = version == 1 ? at(8) | at(9) << 8 : at(8) | at(9) << 8 | at(10) << 16 | at(11) << 24;
  const std::size_t length = text + (version == 1 ? 10 : 12);
  if (length < kNpyFront || length > kMostNpyHeader)
    return refused(what, "a header of " + std::to_string(length) + " bytes");
  return length;
}

base::Result<NpyHeader> parseNpyHeader(std::span<const std::byte> header, const std::string& what) {
  SELVOX_TRY(const std::size_t length, npyHeaderLength(header, what));
  if (header.size() < length) return refused(what, "it ends within its header");
  const bool first = std::to_integer<int>(header[6]) == 1;
  const auto dictionary = textOf(header.subspan(first ? 10 : 12, length - (first ? 10 : 12)));
  NpyHeader parsed;
  parsed.length = length;
  SELVOX_CHECK(readType(dictionary, parsed, what));
  SELVOX_CHECK(readShape(dictionary, parsed, what));
  if (parsed.shape.size() > 1 && behind(dictionary, "fortran_order").starts_with("True"))
    return refused(what, "it is column-major (Fortran order); save np.ascontiguousarray(array)");
  return parsed;
}

}  // namespace selvox::plugins::numpy

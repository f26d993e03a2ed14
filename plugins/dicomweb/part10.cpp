#include "plugins/dicomweb/part10.h"

#include <cstdint>

namespace selvox::plugins::dicomweb {
namespace {

// Meta headers are explicit VR little endian, whatever follows them.
std::uint32_t littleEndian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}

}  // namespace

std::string instanceOf(std::string_view head) {
  if (head.size() < 132 || head.substr(128, 4) != "DICM") return {};
  for (std::size_t at = 132; at + 12 <= head.size();) {
    if (littleEndian(head, at, 2) != 2) return {};
    const std::string_view type = head.substr(at + 4, 2);
    const bool isLong = type == "OB" || type == "UN" || type == "UT" || type == "OW" || type == "SQ";
    const std::size_t length = littleEndian(head, at + (isLong ? 8 : 6), isLong ? 4 : 2);
    const std::size_t value = at + (isLong ? 12 : 8);
    if (length > head.size() - value) return {};
    if (littleEndian(head, at + 2, 2) == 3) {
      std::string uid(head.substr(value, length));
      while (!uid.empty() && (uid.back() == '\0' || uid.back() == ' ')) uid.pop_back();
      return uid;
    }
    at = value + length;
  }
  return {};
}

}  // namespace selvox::plugins::dicomweb

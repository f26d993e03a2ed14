#pragma once
// .npy and .npz files byte by byte: format 1.0, and a zip that stores its entries.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace selvox::test {

// type "|u1", shape "(2, 3)" as NumPy writes them.
inline std::string npy(const std::string& type, const std::string& shape, const std::string& numbers,
                       const std::string& order = "False") {
  std::string text = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
  while ((10 + text.size() + 1) % 64 != 0) text += ' ';
  text += '\n';
  const auto low = static_cast<char>(text.size() & 0xff), high = static_cast<char>(text.size() >> 8);
  return std::string("\x93NUMPY\x01", 7) + '\0' + low + high + text + numbers;
}

inline std::uint32_t crc32Of(const std::string& bytes) {
  std::uint32_t crc = 0xffffffffU;
  for (const char c : bytes) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

inline std::string little(std::uint32_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

inline std::string npz(const std::vector<std::pair<std::string, std::string>>& arrays) {
  std::string archive, directory;
  for (const auto& [name, content] : arrays) {
    const std::string file = name + ".npy";
    const auto size = static_cast<std::uint32_t>(content.size());
    const std::string common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                               little(crc32Of(content), 4) + little(size, 4) + little(size, 4) +
                               little(static_cast<std::uint32_t>(file.size()), 2) + little(0, 2);
    directory += std::string("PK\x01\x02", 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) +
                 little(0, 4) + little(static_cast<std::uint32_t>(archive.size()), 4) + file;
    archive += std::string("PK\x03\x04", 4) + common + file + content;
  }
  const auto at = static_cast<std::uint32_t>(archive.size()), length = static_cast<std::uint32_t>(directory.size()),
             count = static_cast<std::uint32_t>(arrays.size());
  return archive + directory + std::string("PK\x05\x06", 4) + little(0, 2) + little(0, 2) + little(count, 2) +
         little(count, 2) + little(length, 4) + little(at, 4) + little(0, 2);
}

}  // namespace selvox::test

#pragma once
// The front of an .npy file: format versions 1 to 3 (numpy/lib/format.py). Objects, structures, complex and half-float
// numbers and column-major arrays of several axes are refused by name; nothing is unpickled.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace selvox::plugins::numpy {

struct NpyHeader {
  char kind = 'u';        // u: unsigned, i: signed, f: float, b: true or false
  std::size_t bytes = 1;  // of one number: 1, 2, 4, 8
  bool bigEndian = false;
  std::vector<std::int64_t> shape;           // slowest axis first
  std::size_t length = 0;                    // of the header: the numbers begin there
  [[nodiscard]] std::int64_t count() const;  // of numbers
};

inline constexpr std::size_t kNpyFront = 12;            // enough to tell the header's length
inline constexpr std::size_t kMostNpyHeader = 1 << 16;  // a hostile length ends here

[[nodiscard]] bool looksLikeNpy(std::span<const std::byte> head);
// Length of the whole header by its first kNpyFront bytes.
[[nodiscard]] base::Result<std::size_t> npyHeaderLength(std::span<const std::byte> front, const std::string& what);
[[nodiscard]] base::Result<NpyHeader> parseNpyHeader(std::span<const std::byte> header, const std::string& what);

}  // namespace selvox::plugins::numpy

#pragma once
// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104); hex in lower case.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace selvox::base {

class Sha256 {
 public:
  Sha256();
  void update(const void* data, std::size_t bytes);
  void update(std::string_view text) { update(text.data(), text.size()); }
  [[nodiscard]] std::array<std::uint8_t, 32> digest();  // ends the computation
  [[nodiscard]] std::string hex() { return toHex(digest().data(), 32); }
  [[nodiscard]] std::string hex128() { return toHex(digest().data(), 16); }  // content ids: 32 hex digits
  static std::string toHex(const std::uint8_t* data, std::size_t bytes);

 private:
  void block(const std::uint8_t* data);
  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, 64> buffer_{};
  std::uint64_t length_ = 0;
};

[[nodiscard]] std::string sha256Hex(std::string_view bytes);
[[nodiscard]] std::string hmacSha256Hex(std::string_view key, std::string_view message);

}  // namespace selvox::base

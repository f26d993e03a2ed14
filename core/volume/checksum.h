#pragma once
// XXH64 (Yann Collet, BSD specification), seed 0: fast enough to check gigabytes, not a cryptographic hash.

#include <cstddef>
#include <cstdint>

namespace selvox::volume {

[[nodiscard]] std::uint64_t xxh64(const void* data, std::size_t bytes);

}  // namespace selvox::volume

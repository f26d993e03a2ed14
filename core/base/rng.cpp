#include "core/base/rng.h"

#include <cmath>
#include <numbers>

namespace selvox::base {

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> c, std::array<std::uint32_t, 2> k) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c[0];
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(p1),
         static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(p0)};
    k[0] += 0x9E3779B9;
    k[1] += 0xBB67AE85;
  }
  return c;
}

// The stream's key is the Philox block of (epoch, purpose) under the seed; its counter is (block number, index).
Rng::Rng(std::uint64_t seed, Purpose purpose, std::uint64_t epoch, std::uint64_t index) {
  const auto derived = philox4x32({static_cast<std::uint32_t>(epoch), static_cast<std::uint32_t>(epoch >> 32),
                                   static_cast<std::uint32_t>(purpose), 0x53565831},
                                  {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
  key_ = {derived[0], derived[1]};
  counter_ = {0, 0, static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32)};
}

std::uint32_t Rng::next() {
  if (used_ == 4) {
    block_ = philox4x32(counter_, key_);
    if (++counter_[0] == 0) ++counter_[1];
    used_ = 0;
  }
  return block_[static_cast<std::size_t>(used_++)];
}

double Rng::uniform() {
  const std::uint64_t high = next() >> 5, low = next() >> 6;
  return static_cast<double>(high * 67108864 + low) * 0x1p-53;
}

double Rng::uniform(double low, double high) {
  return low + (high - low) * uniform();
}

std::uint64_t Rng::below(std::uint64_t n) {
  if (n <= 0xffffffffu) {  // Lemire, ACM TOMACS 2019: multiply and reject the biased remainder
    const auto range = static_cast<std::uint32_t>(n);
    const std::uint32_t threshold = (0u - range) % range;
    for (;;) {
      const std::uint64_t product = std::uint64_t{next()} * range;
      if (static_cast<std::uint32_t>(product) >= threshold) return product >> 32;
    }
  }
  const std::uint64_t limit = n * (~std::uint64_t{0} / n);
  for (;;) {
    const std::uint64_t high = next();
    const std::uint64_t value = high << 32 | next();
    if (value < limit) return value % n;
  }
}

double Rng::normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

}  // namespace selvox::base

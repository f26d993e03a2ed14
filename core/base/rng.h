#pragma once
// Counter-based random numbers: Philox4x32-10 (Salmon et al., SC 2011). A stream is a pure function of
// (seed, purpose, epoch, index): no state to save, no order to keep, the same numbers on every system.

#include <array>
#include <cstdint>

namespace selvox::base {

// Philox4x32-10 block: 128 random bits from a 128-bit counter and a 64-bit key.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

enum class Purpose : std::uint32_t {
  Initialise = 1,
  Sample = 2,
  Augment = 3,
  Mask = 4,
  Split = 5,
  Bootstrap = 6,
  Dropout = 7,
  Phantom = 8,
  Companion = 9,  // further patches of a sample
  Method = 10,    // what a method draws for itself: permutations, rotations, noise
  Test = 99,
};

class Rng {
 public:
  Rng(std::uint64_t seed, Purpose purpose, std::uint64_t epoch = 0, std::uint64_t index = 0);
  std::uint32_t next();                                      // 32 uniform bits
  double uniform();                                          // [0, 1), 53 bits
  double uniform(double low, double high);                   // [low, high)
  std::uint64_t below(std::uint64_t n);                      // 0 .. n-1 without bias; n > 0
  double normal();                                           // N(0, 1), Box-Muller in double
  bool chance(double probability) { return uniform() < probability; }

 private:
  std::array<std::uint32_t, 4> counter_{};
  std::array<std::uint32_t, 2> key_{};
  std::array<std::uint32_t, 4> block_{};
  int used_ = 4;
};

// Fisher-Yates with `rng`; works on anything with size() and operator[].
template <class Sequence>
void shuffle(Sequence& sequence, Rng& rng) {
  for (std::uint64_t i = sequence.size(); i > 1; --i) {
    using std::swap;
    swap(sequence[i - 1], sequence[rng.below(i)]);
  }
}

}  // namespace selvox::base

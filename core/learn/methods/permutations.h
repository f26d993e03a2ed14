#pragma once
// Sets of permutations that differ as much as possible: the classes of jigsaw puzzles.

#include <cstdint>
#include <vector>

namespace selvox::learn::methods {

using Permutation = std::vector<std::int64_t>;

// `count` permutations of 0 … items-1, chosen greedily: each next one has the largest Hamming distance to its nearest
// chosen one, and among those the largest mean distance. From all of them up to 8 items, beyond from 16384 or 8 x count
// random ones. Pure in its arguments; made once and kept. `count` is at most permutationsOf(items).
[[nodiscard]] const std::vector<Permutation>& permutationSet(int items, int count, std::uint64_t seed = 0);

[[nodiscard]] std::int64_t permutationsOf(int items);  // items!, or 2^31 where that is more

// Place in the alphabetical list of all permutations, 0 … items! - 1.
[[nodiscard]] std::int64_t rankOf(const Permutation& permutation);

}  // namespace selvox::learn::methods

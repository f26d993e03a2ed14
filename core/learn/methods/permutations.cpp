#include "core/learn/methods/permutations.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <mutex>
#include <numeric>
#include <tuple>

#include "core/base/rng.h"

namespace selvox::learn::methods {
namespace {

constexpr std::int64_t kMany = std::int64_t{1} << 31;
constexpr std::int64_t kAllUpTo = 40320;  // 8!
constexpr std::size_t kPool = 16384, kLargestPool = 2 * kPool, kPoolPerChoice = 8;

std::vector<Permutation> candidates(int items, int count, base::Rng& rng) {
  Permutation p(static_cast<std::size_t>(items));
  std::iota(p.begin(), p.end(), 0);
  std::vector<Permutation> pool;
  if (permutationsOf(items) <= kAllUpTo) {
    do {
      pool.push_back(p);
    } while (std::next_permutation(p.begin(), p.end()));
    return pool;
  }
  const std::size_t size = std::clamp(kPoolPerChoice * static_cast<std::size_t>(count), kPool, kLargestPool);
  while (pool.size() < size) {
    base::shuffle(p, rng);
    pool.push_back(p);
  }
  return pool;
}

std::vector<Permutation> choose(int items, int count, std::uint64_t seed) {
  base::Rng rng(seed, base::Purpose::Method, static_cast<std::uint64_t>(items), static_cast<std::uint64_t>(count));
  const std::vector<Permutation> pool = candidates(items, count, rng);
  std::vector<std::int64_t> nearest(pool.size(), items), sum(pool.size(), 0);
  std::vector<Permutation> chosen;
  std::size_t next = rng.below(pool.size());
  while (chosen.size() < static_cast<std::size_t>(count)) {
    chosen.push_back(pool[next]);
    std::size_t best = 0;
    for (std::size_t i = 0; i < pool.size(); ++i) {
      std::int64_t distance = 0;
      for (std::size_t k = 0; k < pool[i].size(); ++k) distance += pool[i][k] != chosen.back()[k] ? 1 : 0;
      nearest[i] = std::min(nearest[i], distance);
      sum[i] += distance;
      if (std::tie(nearest[i], sum[i]) > std::tie(nearest[best], sum[best])) best = i;
    }
    next = best;
  }
  return chosen;
}

}  // namespace

const std::vector<Permutation>& permutationSet(int items, int count, std::uint64_t seed) {
  static std::mutex mutex;
  static std::map<std::tuple<int, int, std::uint64_t>, std::vector<Permutation>> made;
  const std::lock_guard lock(mutex);
  const auto key = std::make_tuple(items, count, seed);
  auto found = made.find(key);
  if (found == made.end()) found = made.emplace(key, choose(items, count, seed)).first;
  return found->second;
}

std::int64_t permutationsOf(int items) {
  std::int64_t product = 1;
  for (int i = 2; i <= items; ++i) product = std::min(product * i, kMany);
  return product;
}

std::int64_t rankOf(const Permutation& permutation) {
  std::int64_t rank = 0;
  for (std::size_t i = 0; i < permutation.size(); ++i) {
    std::int64_t smaller = 0;
    for (std::size_t j = i + 1; j < permutation.size(); ++j) smaller += permutation[j] < permutation[i] ? 1 : 0;
    rank = rank * static_cast<std::int64_t>(permutation.size() - i) + smaller;
  }
  return rank;
}

}  // namespace selvox::learn::methods

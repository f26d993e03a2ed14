#include <algorithm>
#include <cmath>
#include <vector>

#include "core/volume/volume.h"

namespace selvox::volume {
namespace {

constexpr std::array<double, 4> kPercentiles = {0.1, 0.5, 99.5, 99.9};  // ascending

struct Ranked {
  std::array<double, 4> percentile{};  // of stored values, at kPercentiles
};

// Values at the two ranks around p% of `count` sorted values, mixed linearly (numpy's default).
template <class ValueAtRank>
double interpolated(double p, std::size_t count, ValueAtRank&& valueAtRank) {
  const double position = p / 100 * static_cast<double>(count - 1);
  const auto low = static_cast<std::size_t>(position);
  const auto high = std::min(low + 1, count - 1);
  const double first = valueAtRank(low);
  return high == low ? first : first + (position - static_cast<double>(low)) * (valueAtRank(high) - first);
}

// 8 and 16 bits: one counting pass instead of a selection.
template <class T>
Ranked rankByCounting(std::span<const T> values) {
  constexpr std::int64_t lowest = std::numeric_limits<T>::min();
  std::vector<std::size_t> counts(static_cast<std::size_t>(std::numeric_limits<T>::max() - lowest + 1));
  for (const T value : values) ++counts[static_cast<std::size_t>(value - lowest)];
  Ranked result;
  for (std::size_t i = 0; i < kPercentiles.size(); ++i) {
    result.percentile[i] = interpolated(kPercentiles[i], values.size(), [&](std::size_t rank) {
      std::size_t bin = 0, below = counts[0];
      while (below <= rank) below += counts[++bin];
      return static_cast<double>(static_cast<std::int64_t>(bin) + lowest);
    });
  }
  return result;
}

template <class T>
Ranked rankBySelection(std::vector<T> values) {
  Ranked result;
  std::size_t done = 0;  // everything before is no larger than what follows
  for (std::size_t i = 0; i < kPercentiles.size(); ++i) {
    result.percentile[i] = interpolated(kPercentiles[i], values.size(), [&](std::size_t rank) {
      const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank);
      std::nth_element(values.begin() + static_cast<std::ptrdiff_t>(std::min(done, rank)), nth, values.end());
      done = rank;
      return static_cast<double>(*nth);
    });
  }
  return result;
}

template <class T>
Statistics compute(std::span<const T> all, double scale, double offset) {
  std::vector<T> kept;
  std::span<const T> values = all;
  if constexpr (!std::is_integral_v<T>) {
    kept.reserve(all.size());
    std::copy_if(all.begin(), all.end(), std::back_inserter(kept), [](T v) { return std::isfinite(v); });
    values = kept;
  }
  if (values.empty()) return {};
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  double sum = 0, squares = 0;
  for (const T value : values) sum += static_cast<double>(value);
  const double mean = sum / static_cast<double>(values.size());
  for (const T value : values) squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
  const double lowest = static_cast<double>(*low), highest = static_cast<double>(*high);
  const double deviation = std::sqrt(squares / static_cast<double>(values.size()));
  Ranked ranked;
  if constexpr (sizeof(T) <= 2)
    ranked = rankByCounting(values);
  else if constexpr (std::is_integral_v<T>)
    ranked = rankBySelection(std::vector<T>(values.begin(), values.end()));
  else
    ranked = rankBySelection(std::move(kept));
  const auto real = [&](double stored) { return scale * stored + offset; };
  Statistics result{real(lowest),
                    real(highest),
                    real(mean),
                    std::abs(scale) * deviation,
                    real(ranked.percentile[1]),
                    real(ranked.percentile[2]),
                    real(ranked.percentile[0]),
                    real(ranked.percentile[3])};
  if (scale < 0) {  // the order of real values is the reverse
    std::swap(result.minimum, result.maximum);
    std::swap(result.p0_5, result.p99_5);
    std::swap(result.p0_1, result.p99_9);
  }
  return result;
}

}  // namespace

Statistics statistics(const Volume& volume) {
  return withType(volume.type,
                  [&](auto sample) { return compute(volume.as<decltype(sample)>(), volume.scale, volume.offset); });
}

}  // namespace selvox::volume

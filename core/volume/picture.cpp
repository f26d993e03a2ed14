#include "core/volume/picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace selvox::volume {
namespace {

constexpr std::int64_t kSmallest = 8;  // voxels a side
constexpr std::size_t kSide = static_cast<std::size_t>(kPictureSide);

struct Plane {
  std::size_t width = 0, height = 0;
  std::vector<float> values;  // x fastest
};

Plane planeOf(const BrickFile& file, int axis) {
  const Extent whole = file.header().extent;
  std::array<std::int64_t, 3> origin{0, 0, 0}, size{whole.x, whole.y, whole.z};
  const auto a = static_cast<std::size_t>(axis);
  origin[a] = size[a] / 2;
  size[a] = 1;
  Plane plane;
  plane.width = static_cast<std::size_t>(axis == 0 ? size[1] : size[0]);
  plane.height = static_cast<std::size_t>(axis == 2 ? size[1] : size[2]);
  plane.values.resize(plane.width * plane.height);
  file.cropImage({origin[0], origin[1], origin[2]}, {size[0], size[1], size[2]}, 0, plane.values.data());
  for (float& value : plane.values)
    if (!std::isfinite(value)) value = 0;
  return plane;
}

// Mean of the part of [0, n) that each of 32 equal pieces covers: weights by overlap.
std::vector<float> shrinkRows(const std::vector<float>& values, std::size_t width, std::size_t height) {
  std::vector<float> out(kSide * height);
  const double step = static_cast<double>(width) / static_cast<double>(kSide);
  for (std::size_t piece = 0; piece < kSide; ++piece) {
    const double from = static_cast<double>(piece) * step, to = from + step;
    const auto last = std::min(width, static_cast<std::size_t>(std::ceil(to)));
    for (std::size_t y = 0; y < height; ++y) {
      double sum = 0;
      for (auto x = static_cast<std::size_t>(from); x < last; ++x) {
        const double covered = std::min(to, static_cast<double>(x + 1)) - std::max(from, static_cast<double>(x));
        sum += covered * static_cast<double>(values[y * width + x]);
      }
      out[y * kSide + piece] = static_cast<float>(sum / step);
    }
  }
  return out;
}

std::vector<float> transposed(const std::vector<float>& values, std::size_t width, std::size_t height) {
  std::vector<float> out(values.size());
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) out[x * height + y] = values[y * width + x];
  return out;
}

std::vector<float> shrunk(const Plane& plane) {
  const auto rows = shrinkRows(plane.values, plane.width, plane.height);                        // (height, 32)
  const auto columns = shrinkRows(transposed(rows, kSide, plane.height), plane.height, kSide);  // (32 x, 32 y)
  return transposed(columns, kSide, kSide);
}

std::pair<float, float> window(const std::vector<Plane>& planes) {
  std::vector<float> all;
  for (const auto& plane : planes) all.insert(all.end(), plane.values.begin(), plane.values.end());
  const auto rank = [&](double share) {
    const auto place = all.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(all.size() - 1));
    std::nth_element(all.begin(), place, all.end());
    return *place;
  };
  const float low = rank(0.01), high = rank(0.99);
  return {low, high};
}

constexpr std::size_t kFrequencies = 12;

// DCT-II of a 32 x 32 plane, the lowest 12 x 12 coefficients.
std::array<double, kFrequencies * kFrequencies> lowFrequencies(const std::vector<float>& plane) {
  std::array<std::array<double, kSide>, kFrequencies> cosine{};
  for (std::size_t u = 0; u < kFrequencies; ++u)
    for (std::size_t x = 0; x < kSide; ++x)
      cosine[u][x] = std::cos(std::numbers::pi * static_cast<double>(u) * (static_cast<double>(x) + 0.5) /
                              static_cast<double>(kSide));
  std::array<double, kFrequencies * kFrequencies> out{};
  for (std::size_t y = 0; y < kSide; ++y)
    for (std::size_t u = 0; u < kFrequencies; ++u) {
      double row = 0;
      for (std::size_t x = 0; x < kSide; ++x) row += cosine[u][x] * static_cast<double>(plane[y * kSide + x]);
      for (std::size_t v = 0; v < kFrequencies; ++v) out[v * kFrequencies + u] += cosine[v][y] * row;
    }
  return out;
}

std::vector<double> zigzag(const std::array<double, kFrequencies * kFrequencies>& coefficients, std::size_t count) {
  std::vector<double> order;
  for (std::size_t sum = 1; order.size() < count && sum < kFrequencies; ++sum)
    for (std::size_t u = 0; u <= sum && order.size() < count; ++u)
      order.push_back(coefficients[(sum - u) * kFrequencies + u]);
  return order;
}

// The plane less its mean over 9 x 9 neighbours.
std::vector<double> details(const std::vector<float>& plane) {
  constexpr int kReach = 4;
  const int side = static_cast<int>(kSide);
  std::vector<double> out(plane.size());
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      double sum = 0;
      int count = 0;
      for (int j = std::max(0, y - kReach); j <= std::min(side - 1, y + kReach); ++j)
        for (int i = std::max(0, x - kReach); i <= std::min(side - 1, x + kReach); ++i, ++count)
          sum += static_cast<double>(plane[static_cast<std::size_t>(j * side + i)]);
      const auto at = static_cast<std::size_t>(y * side + x);
      out[at] = static_cast<double>(plane[at]) - sum / count;
    }
  return out;
}

}  // namespace

Picture pictureOf(const BrickFile& file) {
  const Extent whole = file.header().extent;
  const std::array<std::int64_t, 3> size{whole.x, whole.y, whole.z};
  std::vector<Plane> planes;
  for (const int axis : {2, 1, 0}) {
    bool large = true;
    for (int other = 0; other < 3; ++other)
      large = large && (other == axis || size[static_cast<std::size_t>(other)] >= kSmallest);
    if (large) planes.push_back(planeOf(file, axis));
  }
  if (planes.empty()) return {};
  const auto [low, high] = window(planes);
  if (!(high > low)) return {};
  Picture picture;
  for (auto& plane : planes) {
    for (float& value : plane.values) value = (std::clamp(value, low, high) - low) / (high - low);
    picture.planes.push_back(shrunk(plane));
  }
  return picture;
}

std::optional<std::uint64_t> pictureHash(const Picture& picture) {
  if (picture.planes.empty()) return std::nullopt;
  std::uint64_t hash = 0;
  std::size_t left = 64;
  for (std::size_t i = 0; i < picture.planes.size(); ++i) {
    const std::size_t bits = left / (picture.planes.size() - i);
    left -= bits;
    const auto coefficients = zigzag(lowFrequencies(picture.planes[i]), bits);
    auto sorted = coefficients;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    for (const double value : coefficients) hash = hash << 1 | (value > *middle ? 1u : 0u);
  }
  return hash;
}

double likeness(const Picture& a, const Picture& b) {
  if (a.planes.size() != b.planes.size() || a.planes.empty()) return 0;
  double both = 0, first = 0, second = 0;
  for (std::size_t p = 0; p < a.planes.size(); ++p) {
    const auto left = details(a.planes[p]), right = details(b.planes[p]);
    for (std::size_t i = 0; i < left.size(); ++i) {
      both += left[i] * right[i];
      first += left[i] * left[i];
      second += right[i] * right[i];
    }
  }
  return first > 0 && second > 0 ? both / std::sqrt(first * second) : 0;
}

}  // namespace selvox::volume

// A smaller copy of a volume for the 3D view, and the threshold of its body.

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>

#include "viewers/volume_scene.h"

namespace selvox::viewers {

namespace {

constexpr double kBodyHounsfield = -300;
constexpr int kBins = 256;
constexpr std::int64_t kSamples = 1 << 20;

struct Box {
  std::int64_t x0, x1, y0, y1, z0, z1;
};

template <class T>
T boxMean(const volume::Volume& volume, const Box& box) {
  const T* data = volume.as<T>().data();
  double sum = 0;
  for (std::int64_t z = box.z0; z < box.z1; ++z)
    for (std::int64_t y = box.y0; y < box.y1; ++y)
      for (std::int64_t x = box.x0; x < box.x1; ++x)
        sum += static_cast<double>(data[((z * volume.extent.y + y) * volume.extent.x + x) * volume.channels]);
  const double mean = sum / static_cast<double>((box.x1 - box.x0) * (box.y1 - box.y0) * (box.z1 - box.z0));
  if constexpr (std::is_integral_v<T>) return static_cast<T>(std::llround(mean));
  return static_cast<T>(mean);
}

}  // namespace

volume::Volume shrink(const volume::Volume& volume, int factor) {
  volume::Volume small;
  const auto less = [factor](std::int64_t n) { return (n + factor - 1) / factor; };
  small.extent = {less(volume.extent.x), less(volume.extent.y), less(volume.extent.z)};
  small.type = volume.type;
  small.scale = volume.scale;
  small.offset = volume.offset;
  // The first new voxel centre lies in the middle of the first box.
  const double middle = (factor - 1) / 2.0;
  const double f = factor;
  small.worldFromVoxel = volume.worldFromVoxel * volume::Affine::translation({middle, middle, middle}) *
                         volume::Affine::scaling({f, f, f});
  small.data.resize(small.bytes());
  volume::withType(volume.type, [&](auto tag) {
    using T = decltype(tag);
    T* out = small.as<T>().data();
    for (std::int64_t z = 0; z < small.extent.z; ++z)
      for (std::int64_t y = 0; y < small.extent.y; ++y)
        for (std::int64_t x = 0; x < small.extent.x; ++x) {
          const Box box{x * factor, std::min((x + 1) * factor, volume.extent.x),
                        y * factor, std::min((y + 1) * factor, volume.extent.y),
                        z * factor, std::min((z + 1) * factor, volume.extent.z)};
          *out++ = boxMean<T>(volume, box);
        }
  });
  return small;
}

double bodyThreshold(const volume::Volume& volume, bool hounsfield) {
  if (hounsfield) return kBodyHounsfield;
  const std::int64_t stride = std::max<std::int64_t>(1, volume.extent.voxels() / kSamples);
  std::vector<double> values;
  for (std::int64_t i = 0; i < volume.extent.voxels(); i += stride) {
    const std::int64_t x = i % volume.extent.x, rest = i / volume.extent.x;
    const double value = volume.valueAt(x, rest % volume.extent.y, rest / volume.extent.y);
    if (std::isfinite(value)) values.push_back(value);
  }
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const double low = values.front(), high = values[values.size() * 99 / 100];
  if (!(high > low)) return low;
  std::array<double, kBins> histogram{};
  for (const double value : values)
    ++histogram[static_cast<std::size_t>(std::clamp((value - low) / (high - low), 0.0, 1.0) * (kBins - 1))];
  // Otsu 1979: the cut with the largest variance between the two classes.
  double total = 0, best = -1, below = 0, sumBelow = 0;
  int first = 0, last = 0;  // between two peaks many cuts are equally good: the middle one is taken
  for (int i = 0; i < kBins; ++i) total += i * histogram[static_cast<std::size_t>(i)];
  for (int i = 0; i < kBins; ++i) {
    below += histogram[static_cast<std::size_t>(i)];
    sumBelow += i * histogram[static_cast<std::size_t>(i)];
    const double above = static_cast<double>(values.size()) - below;
    if (below <= 0 || above <= 0) continue;
    const double gap = sumBelow / below - (total - sumBelow) / above;
    const double between = below * above * gap * gap;
    if (between > best * (1 + 1e-9)) {
      best = between;
      first = i;
    }
    if (between >= best * (1 - 1e-9)) last = i;
  }
  return low + (first + last + 1) / 2.0 / kBins * (high - low);
}

}  // namespace selvox::viewers

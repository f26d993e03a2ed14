#include "core/services/slice_profile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace selvox::services {

namespace {

constexpr std::size_t kFewestSlices = 8;  // of fewer no neighbourhood is usual
constexpr double kJump = 3;               // so many times the steps beside it
constexpr double kQuiet = 0.25;           // a neighbourhood with less than this share of the usual step is air

void startAxis(AxisProfile& axis, std::int64_t slices) {
  const auto count = static_cast<std::size_t>(slices);
  axis.low.assign(count, std::numeric_limits<float>::infinity());
  axis.high.assign(count, -std::numeric_limits<float>::infinity());
  axis.step.assign(count - 1, 0);
}

double medianOfMoving(const std::vector<double>& steps) {
  std::vector<double> moving;
  std::copy_if(steps.begin(), steps.end(), std::back_inserter(moving), [](double step) { return step > 0; });
  if (moving.empty()) return 0;
  const auto middle = moving.begin() + static_cast<std::ptrdiff_t>(moving.size() / 2);
  std::nth_element(moving.begin(), middle, moving.end());
  return *middle;
}

class Profiler {
 public:
  Profiler(const volume::BrickFile& image, VolumeProfile& made)
      : image_(image), made_(made), extent_(image.header().extent), smallest_(image.header().statistics.minimum) {
    startAxis(made_.axes[0], extent_.x);
    startAxis(made_.axes[1], extent_.y);
    startAxis(made_.axes[2], extent_.z);
    plane_ = static_cast<std::size_t>(extent_.x * extent_.y);
  }

  void slab(std::int64_t first, std::int64_t slices) {
    voxels_.resize(plane_ * static_cast<std::size_t>(slices));
    image_.cropImage({0, 0, first}, {extent_.x, extent_.y, slices}, 0, voxels_.data());
    for (std::int64_t i = 0; i < slices; ++i) slice(first + i, voxels_.data() + plane_ * static_cast<std::size_t>(i));
    last_.assign(voxels_.end() - static_cast<std::ptrdiff_t>(plane_), voxels_.end());
  }

  void finish() {
    const double all = static_cast<double>(extent_.voxels());
    const std::array<std::int64_t, 3> sides{extent_.x, extent_.y, extent_.z};
    for (std::size_t axis = 0; axis < 3; ++axis)
      for (double& step : made_.axes[axis].step) step *= static_cast<double>(sides[axis]) / all;
    made_.background = static_cast<double>(smallestVoxels_) / all;
    if (edges_ > 0) made_.noise = std::sqrt(std::numbers::pi / 2) / 6 * laplacian_ / static_cast<double>(edges_);
  }

 private:
  void slice(std::int64_t z, const float* now) {
    const float* before = z == 0 ? nullptr : now - plane_;
    if (before != nullptr && now == voxels_.data()) before = last_.data();
    if (before != nullptr) {
      double sum = 0;
      for (std::size_t i = 0; i < plane_; ++i) sum += std::abs(now[i] - before[i]);
      made_.axes[2].step[static_cast<std::size_t>(z - 1)] = sum;
    }
    const auto width = static_cast<std::size_t>(extent_.x);
    for (std::int64_t y = 0; y < extent_.y; ++y) {
      const float* row = now + static_cast<std::size_t>(y) * width;
      rowRange(row, static_cast<std::size_t>(y), static_cast<std::size_t>(z));
      auto& steps = made_.axes[0].step;
      for (std::size_t x = 0; x + 1 < width; ++x) steps[x] += std::abs(row[x + 1] - row[x]);
      if (y == 0) continue;
      double sum = 0;
      for (std::size_t x = 0; x < width; ++x) sum += std::abs(row[x] - row[x - width]);
      made_.axes[1].step[static_cast<std::size_t>(y - 1)] += sum;
    }
    addNoise(now);
  }

  void rowRange(const float* row, std::size_t y, std::size_t z) {
    auto& [columns, rows, slices] = made_.axes;
    float low = row[0], high = row[0];
    for (std::size_t x = 0; x < columns.low.size(); ++x) {
      columns.low[x] = std::min(columns.low[x], row[x]);
      columns.high[x] = std::max(columns.high[x], row[x]);
      low = std::min(low, row[x]);
      high = std::max(high, row[x]);
      smallestVoxels_ += static_cast<double>(row[x]) <= smallest_;
    }
    rows.low[y] = std::min(rows.low[y], low);
    rows.high[y] = std::max(rows.high[y], high);
    slices.low[z] = std::min(slices.low[z], low);
    slices.high[z] = std::max(slices.high[z], high);
  }

  // Voxels of the smallest value are air that was cut away: they have no noise.
  void addNoise(const float* now) {
    const auto w = static_cast<std::size_t>(extent_.x), h = static_cast<std::size_t>(extent_.y);
    for (std::size_t y = 1; y + 1 < h; ++y)
      for (std::size_t x = 1; x + 1 < w; ++x) {
        const float* c = now + y * w + x;
        if (static_cast<double>(*c) <= smallest_) continue;
        const float *up = c - w, *down = c + w;
        laplacian_ += std::abs(up[-1] + up[1] + down[-1] + down[1] - 2 * (up[0] + down[0] + c[-1] + c[1]) + 4 * c[0]);
        ++edges_;
      }
  }

  const volume::BrickFile& image_;
  VolumeProfile& made_;
  const volume::Extent extent_;
  const double smallest_;
  std::size_t plane_ = 0;
  std::vector<float> voxels_, last_;
  double laplacian_ = 0;
  std::int64_t edges_ = 0, smallestVoxels_ = 0;
};

// Steps around step `i` that show what is usual there; nothing where that is air.
bool jumps(const std::vector<double>& step, std::size_t from, std::size_t to, double usual) {
  const double left = step[from - 1], right = step[to + 1];
  if (std::min(left, right) < kQuiet * usual) return false;
  return std::all_of(step.begin() + static_cast<std::ptrdiff_t>(from),
                     step.begin() + static_cast<std::ptrdiff_t>(to + 1),
                     [&](double one) { return one > kJump * std::max(left, right); });
}

}  // namespace

SliceFaults sliceFaults(const AxisProfile& profile) {
  SliceFaults found;
  const auto slices = profile.low.size();
  const auto empty = [&](std::size_t i) { return profile.low[i] == profile.high[i]; };
  std::size_t first = 0, end = slices;
  while (first < slices && empty(first)) ++first;
  while (end > first && empty(end - 1)) --end;
  found.emptyFirst = static_cast<std::int64_t>(first);
  found.emptyLast = static_cast<std::int64_t>(slices - end);
  for (std::size_t i = first; i < end; ++i) {
    if (empty(i)) found.constant.push_back(static_cast<std::int64_t>(i));
    if (i > first && !empty(i) && profile.step[i - 1] == 0) found.repeated.push_back(static_cast<std::int64_t>(i));
  }
  if (end - first < kFewestSlices) return found;
  const double usual = medianOfMoving(profile.step);
  for (std::size_t i = first + 1; i + 2 < end; ++i) {
    if (jumps(profile.step, i, i, usual)) found.gaps.push_back(static_cast<std::int64_t>(i));
    if (i + 3 < end && jumps(profile.step, i, i + 1, usual) && !empty(i + 1))
      found.odd.push_back(static_cast<std::int64_t>(i + 1));
  }
  return found;
}

base::Result<VolumeProfile> profileOf(const volume::BrickFile& image, const Watch& watch) {
  VolumeProfile made;
  Profiler profiler(image, made);
  const auto slices = image.header().extent.z;
  for (std::int64_t z = 0; z < slices; z += volume::kBrick) {
    SELVOX_CHECK(watch.check());
    profiler.slab(z, std::min(volume::kBrick, slices - z));
  }
  profiler.finish();
  return made;
}

}  // namespace selvox::services

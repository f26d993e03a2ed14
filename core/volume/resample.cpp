#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/volume/bspline.h"
#include "core/volume/volume.h"

namespace selvox::volume {
namespace {

std::array<std::int64_t, 3> sides(const Extent& extent) {
  return {extent.x, extent.y, extent.z};
}

struct Plan {
  Volume result;  // geometry only
  std::array<std::vector<Taps>, 3> taps;
  std::array<bool, 3> unchanged{};
};

// First-voxel corner kept: voxel i of the new grid has its centre at (i + 0.5) * ratio - 0.5 of the old one.
Plan planFor(const Volume& volume, const Vec3& spacing, Interpolation interpolation) {
  Plan plan;
  const Vec3 old = volume.worldFromVoxel.spacing();
  const auto from = sides(volume.extent);
  std::array<std::int64_t, 3> to{};
  Affine oldFromNew;
  for (std::size_t a = 0; a < 3; ++a) {
    double ratio = spacing[a] / old[a];
    if (!std::isfinite(ratio) || ratio <= 0) ratio = 1;
    plan.unchanged[a] = std::abs(ratio - 1) < 1e-6;
    if (plan.unchanged[a]) ratio = 1;
    to[a] = std::max<std::int64_t>(1, std::llround(static_cast<double>(from[a]) / ratio));
    const int row = static_cast<int>(a);
    oldFromNew(row, row) = ratio;
    oldFromNew(row, 3) = 0.5 * ratio - 0.5;
    for (std::int64_t i = 0; i < to[a]; ++i) {
      plan.taps[a].push_back(tapsAt((static_cast<double>(i) + 0.5) * ratio - 0.5, from[a], interpolation));
    }
  }
  plan.result.extent = {to[0], to[1], to[2]};
  plan.result.channels = volume.channels;
  plan.result.worldFromVoxel = volume.worldFromVoxel * oldFromNew;
  return plan;
}

Volume nearest(const Volume& volume, Plan plan) {
  Volume result = std::move(plan.result);
  result.type = volume.type;
  result.scale = volume.scale;
  result.offset = volume.offset;
  result.data.resize(result.bytes());
  const std::size_t size = bytesPerVoxel(volume.type) * static_cast<std::size_t>(volume.channels);
  std::byte* to = result.data.data();
  for (const Taps& z : plan.taps[2]) {
    for (const Taps& y : plan.taps[1]) {
      const std::byte* row =
          volume.data.data() +
          static_cast<std::size_t>((z.index[0] * volume.extent.y + y.index[0]) * volume.extent.x) * size;
      for (const Taps& x : plan.taps[0]) {
        std::memcpy(to, row + static_cast<std::size_t>(x.index[0]) * size, size);
        to += size;
      }
    }
  }
  return result;
}

}  // namespace

Volume resampleToSpacing(const Volume& volume, const Vec3& spacing, Interpolation interpolation) {
  Plan plan = planFor(volume, spacing, interpolation);
  if (interpolation == Interpolation::Nearest) return nearest(volume, std::move(plan));
  std::vector<float> values = toFloat(volume);
  for (float& value : values) value = std::isfinite(value) ? value : 0;
  auto size = sides(volume.extent);
  std::array<std::size_t, 3> order{0, 1, 2};  // axes that shrink first: less to do for the others
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return static_cast<double>(plan.taps[a].size()) / static_cast<double>(size[a]) <
           static_cast<double>(plan.taps[b].size()) / static_cast<double>(size[b]);
  });
  for (const std::size_t axis : order) {
    if (plan.unchanged[axis]) continue;
    AxisView view{1, size[axis], volume.channels};
    for (std::size_t a = 0; a < axis; ++a) view.inner *= size[a];
    for (std::size_t a = axis + 1; a < 3; ++a) view.outer *= size[a];
    values = resampleAxis(values, view, plan.taps[axis], interpolation == Interpolation::Cubic);
    size[axis] = static_cast<std::int64_t>(plan.taps[axis].size());
  }
  Volume result = std::move(plan.result);
  result.type = VoxelType::Float32;
  result.data.resize(result.bytes());
  std::memcpy(result.data.data(), values.data(), result.data.size());
  return result;
}

}  // namespace selvox::volume

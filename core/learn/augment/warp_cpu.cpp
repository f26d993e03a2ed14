// The fused affine pass on the CPU. One plain loop reads eight neighbours and writes one voxel; inside the volume it
// has no branch. Against affine_grid + grid_sample it saves the grid of coordinates (three floats a voxel, written and
// read).

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include "core/learn/augment/spatial.h"

namespace selvox::learn::augment {
namespace {

struct Line {  // input coordinates along one output row: start + x * step
  std::array<double, 3> start{}, step{};
};

// The x for which every coordinate stays within [low, high_axis]: [first, last).
std::pair<std::int64_t, std::int64_t> insideRange(const Line& line, const Grid& in, std::int64_t width) {
  double first = 0, last = static_cast<double>(width);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double high = static_cast<double>(in.size[axis] - 1);
    if (in.size[axis] == 1) {
      if (std::abs(line.start[axis]) > 1e-9 || line.step[axis] != 0) return {0, 0};
      continue;
    }
    if (std::abs(line.step[axis]) < 1e-12) {
      if (line.start[axis] < 0 || line.start[axis] >= high) return {0, 0};
      continue;
    }
    double a = -line.start[axis] / line.step[axis], b = (high - line.start[axis]) / line.step[axis];
    if (a > b) std::swap(a, b);
    first = std::max(first, std::ceil(a + 1e-6));
    last = std::min(last, std::floor(b - 1e-6) + 1);
  }
  if (first >= last) return {0, 0};
  return {static_cast<std::int64_t>(first), static_cast<std::int64_t>(last)};
}

// Neighbours outside count as zero, as grid_sample's "zeros" padding.
float sampleChecked(const float* image, const Grid& in, const std::array<double, 3>& at) {
  std::array<std::int64_t, 3> low{};
  std::array<double, 3> part{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double floor = std::floor(at[axis]);
    if (floor < -1 || floor >= static_cast<double>(in.size[axis])) return 0;
    low[axis] = static_cast<std::int64_t>(floor);
    part[axis] = at[axis] - floor;
  }
  double sum = 0;
  for (int corner = 0; corner < 8; ++corner) {
    double weight = 1;
    std::int64_t index = 0, stride = 1;
    bool inside = true;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const int up = (corner >> axis) & 1;
      const std::int64_t voxel = low[axis] + up;
      weight *= up ? part[axis] : 1 - part[axis];
      inside = inside && voxel >= 0 && voxel < in.size[axis];
      index += voxel * stride;
      stride *= in.size[axis];
    }
    if (inside && weight != 0) sum += weight * image[index];
  }
  return static_cast<float>(sum);
}

struct Neighbours {
  std::int64_t dx, dy, dz, row, slice;  // steps to the next voxel (0 along an axis of size one) and strides
};

void rowInside(const float* image, const Neighbours& n, const Line& line, std::int64_t first, std::int64_t last,
               float* out) {
  for (std::int64_t x = first; x < last; ++x) {
    const double px = line.start[0] + static_cast<double>(x) * line.step[0];
    const double py = line.start[1] + static_cast<double>(x) * line.step[1];
    const double pz = line.start[2] + static_cast<double>(x) * line.step[2];
    const auto ix = static_cast<std::int32_t>(px), iy = static_cast<std::int32_t>(py),
               iz = static_cast<std::int32_t>(pz);
    const auto fx = static_cast<float>(px - ix), fy = static_cast<float>(py - iy), fz = static_cast<float>(pz - iz);
    const float* p = image + iz * n.slice + iy * n.row + ix;
    const float* q = p + n.dz;
    const float a = p[0] + fx * (p[n.dx] - p[0]);
    const float b = p[n.dy] + fx * (p[n.dy + n.dx] - p[n.dy]);
    const float c = q[0] + fx * (q[n.dx] - q[0]);
    const float d = q[n.dy] + fx * (q[n.dy + n.dx] - q[n.dy]);
    const float near = a + fy * (b - a);
    const float far = c + fy * (d - c);
    out[x] = near + fz * (far - near);
  }
}

Line lineOf(const double* rows, std::int64_t y, std::int64_t z) {
  Line line;
  for (std::size_t i = 0; i < 3; ++i) {
    const double* row = rows + i * 4;
    line.start[i] = row[1] * static_cast<double>(y) + row[2] * static_cast<double>(z) + row[3];
    line.step[i] = row[0];
  }
  return line;
}

std::array<double, 3> pointOn(const Line& line, std::int64_t x) {
  const auto t = static_cast<double>(x);
  return {line.start[0] + t * line.step[0], line.start[1] + t * line.step[1], line.start[2] + t * line.step[2]};
}

}  // namespace

at::Tensor warpLinear(const at::Tensor& images, const at::Tensor& rows, const std::vector<std::int64_t>& outSize) {
  const at::Tensor source = images.contiguous();
  const Grid in = gridOf(source.sizes().slice(2).vec()), out = gridOf(outSize);
  std::vector<std::int64_t> shape{source.size(0), source.size(1)};
  shape.insert(shape.end(), outSize.begin(), outSize.end());
  at::Tensor result = at::empty(shape, source.options());
  const Neighbours n{in.size[0] > 1 ? 1 : 0, in.size[1] > 1 ? in.size[0] : 0,
                     in.size[2] > 1 ? in.size[0] * in.size[1] : 0, in.size[0], in.size[0] * in.size[1]};
  const float* from = source.data_ptr<float>();
  float* to = result.data_ptr<float>();
  const double* matrices = rows.data_ptr<double>();
  const std::int64_t inVoxels = in.size[0] * in.size[1] * in.size[2], channels = source.size(1);
  const std::int64_t outRows = out.size[1] * out.size[2], width = out.size[0];
  at::parallel_for(0, source.size(0) * channels * outRows, 256, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t plane = i / outRows, z = i % outRows / out.size[1], y = i % out.size[1];
      const Line line = lineOf(matrices + plane / channels * 12, y, z);
      const float* image = from + plane * inVoxels;
      float* target = to + i * width;
      const auto [first, last] = insideRange(line, in, width);
      for (std::int64_t x = 0; x < first; ++x) target[x] = sampleChecked(image, in, pointOn(line, x));
      rowInside(image, n, line, first, last, target);
      for (std::int64_t x = last; x < width; ++x) target[x] = sampleChecked(image, in, pointOn(line, x));
    }
  });
  return result;
}

at::Tensor warpNearest(const at::Tensor& labels, const at::Tensor& rows, const std::vector<std::int64_t>& outSize) {
  const at::Tensor source = labels.contiguous();
  const Grid in = gridOf(source.sizes().slice(1).vec()), out = gridOf(outSize);
  std::vector<std::int64_t> shape{source.size(0)};
  shape.insert(shape.end(), outSize.begin(), outSize.end());
  at::Tensor result = at::empty(shape, source.options());
  const std::int64_t* from = source.data_ptr<std::int64_t>();
  std::int64_t* to = result.data_ptr<std::int64_t>();
  const double* matrices = rows.data_ptr<double>();
  const std::int64_t inVoxels = in.size[0] * in.size[1] * in.size[2];
  const std::int64_t outRows = out.size[1] * out.size[2], width = out.size[0];
  at::parallel_for(0, source.size(0) * outRows, 256, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t sample = i / outRows, z = i % outRows / out.size[1], y = i % out.size[1];
      const Line line = lineOf(matrices + sample * 12, y, z);
      for (std::int64_t x = 0; x < width; ++x) {
        const auto at = pointOn(line, x);
        std::array<std::int64_t, 3> v{};
        bool inside = true;
        for (std::size_t axis = 0; axis < 3; ++axis) {
          const double nearest = std::nearbyint(at[axis]);
          inside = inside && nearest >= 0 && nearest < static_cast<double>(in.size[axis]);
          v[axis] = inside ? static_cast<std::int64_t>(nearest) : 0;
        }
        to[i * width + x] = inside ? from[sample * inVoxels + (v[2] * in.size[1] + v[1]) * in.size[0] + v[0]] : 0;
      }
    }
  });
  return result;
}

}  // namespace selvox::learn::augment

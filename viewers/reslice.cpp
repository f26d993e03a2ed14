#include "viewers/reslice.h"

#include <algorithm>
#include <cmath>

namespace selvox::viewers {

namespace {

struct Strides {  // in elements of the stored type
  std::int64_t column = 0, row = 0, start = 0;
};

Strides stridesOf(const volume::Volume& volume, const PlaneAxes& axes, std::int64_t index) {
  const auto step = [&](int axis) {
    const std::int64_t plane = axis == 0 ? 1 : axis == 1 ? volume.extent.x : volume.extent.x * volume.extent.y;
    return plane * volume.channels;
  };
  const std::int64_t last = along(volume.extent, axes.normal) - 1;
  return {step(axes.column), step(axes.row), step(axes.normal) * std::clamp<std::int64_t>(index, 0, last)};
}

template <class Out>
void copySlice(const volume::Volume& volume, const Strides& strides, int columns, int rows, std::vector<Out>& out) {
  out.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  volume::withType(volume.type, [&](auto tag) {
    using T = decltype(tag);
    const T* source = volume.as<T>().data() + strides.start;
    Out* target = out.data();
    for (int row = 0; row < rows; ++row) {
      const T* line = source + row * strides.row;
      for (int column = 0; column < columns; ++column) *target++ = static_cast<Out>(line[column * strides.column]);
    }
  });
}

bool whole(const volume::Volume& volume) {
  return volume.extent.voxels() > 0 && volume.data.size() >= volume.bytes();
}

// Where the pixels of one screen axis read: lower voxel and the weight of the upper one; -1 outside.
struct Tap {
  int lower = -1, upper = -1;
  float weight = 0;
};

std::vector<Tap> taps(int pixels, int voxels, double centre, double screen, double perVoxel, bool smooth) {
  std::vector<Tap> result(static_cast<std::size_t>(pixels));
  for (int i = 0; i < pixels; ++i) {
    const double at = centre + (i + 0.5 - screen) / perVoxel;
    if (at < -0.5 || at >= voxels - 0.5) continue;
    Tap& tap = result[static_cast<std::size_t>(i)];
    if (!smooth) {
      tap.lower = tap.upper = std::clamp(static_cast<int>(std::floor(at + 0.5)), 0, voxels - 1);
      continue;
    }
    const double inside = std::clamp(at, 0.0, static_cast<double>(voxels - 1));
    tap.lower = static_cast<int>(inside);
    tap.upper = std::min(tap.lower + 1, voxels - 1);
    tap.weight = static_cast<float>(inside - tap.lower);
  }
  return result;
}

// Means of boxes of `factor` voxels a side, so that a large radiograph in a small view does not alias.
ImageSlice averaged(const ImageSlice& slice, int factor) {
  ImageSlice small{(slice.columns + factor - 1) / factor, (slice.rows + factor - 1) / factor, {}};
  small.codes.assign(static_cast<std::size_t>(small.columns) * static_cast<std::size_t>(small.rows), 0.0f);
  for (int row = 0; row < small.rows; ++row) {
    for (int column = 0; column < small.columns; ++column) {
      const int lastRow = std::min((row + 1) * factor, slice.rows);
      const int lastColumn = std::min((column + 1) * factor, slice.columns);
      float sum = 0;
      for (int y = row * factor; y < lastRow; ++y) {
        const float* line = slice.codes.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(slice.columns);
        for (int x = column * factor; x < lastColumn; ++x) sum += line[x];
      }
      const int count = (lastRow - row * factor) * (lastColumn - column * factor);
      small.codes[static_cast<std::size_t>(row) * static_cast<std::size_t>(small.columns) +
                  static_cast<std::size_t>(column)] = sum / static_cast<float>(count);
    }
  }
  return small;
}

SliceFrame shrunk(const SliceFrame& frame, int factor) {
  const auto centre = [factor](double voxel) { return (voxel - (factor - 1) / 2.0) / factor; };
  return {centre(frame.columnCentre), centre(frame.rowCentre), frame.columnPixels * factor, frame.rowPixels * factor,
          frame.screen};
}

void drawLine(const std::vector<float>& line, const std::vector<Tap>& columns, const WindowTable& table, QRgb ground,
              QRgb* out) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Tap& tap = columns[i];
    if (tap.lower < 0) {
      out[i] = ground;
      continue;
    }
    const float lower = line[static_cast<std::size_t>(tap.lower)];
    out[i] = table(lower + tap.weight * (line[static_cast<std::size_t>(tap.upper)] - lower));
  }
}

}  // namespace

ImageSlice imageSlice(const volume::Volume& volume, Plane plane, std::int64_t index) {
  if (!whole(volume)) return {};
  const PlaneAxes axes = axesOf(plane);
  ImageSlice slice{
      static_cast<int>(along(volume.extent, axes.column)), static_cast<int>(along(volume.extent, axes.row)), {}};
  copySlice(volume, stridesOf(volume, axes, index), slice.columns, slice.rows, slice.codes);
  return slice;
}

LabelSlice labelSlice(const volume::Volume& labels, const volume::Volume& grid, Plane plane, std::int64_t index) {
  if (!whole(labels)) return {};
  const PlaneAxes axes = axesOf(plane);
  LabelSlice slice{
      static_cast<int>(along(grid.extent, axes.column)), static_cast<int>(along(grid.extent, axes.row)), {}};
  if (labels.extent == grid.extent) {
    copySlice(labels, stridesOf(labels, axes, index), slice.columns, slice.rows, slice.labels);
    return slice;
  }
  slice.labels.assign(static_cast<std::size_t>(slice.columns) * static_cast<std::size_t>(slice.rows), 0);
  const auto labelFromWorld = labels.worldFromVoxel.inverse();
  if (!labelFromWorld) return slice;
  const volume::Affine labelFromGrid = *labelFromWorld * grid.worldFromVoxel;
  for (int row = 0; row < slice.rows; ++row) {
    for (int column = 0; column < slice.columns; ++column) {
      volume::Vec3 voxel{};
      voxel[static_cast<std::size_t>(axes.column)] = column;
      voxel[static_cast<std::size_t>(axes.row)] = row;
      voxel[static_cast<std::size_t>(axes.normal)] = static_cast<double>(index);
      const volume::Vec3 at = labelFromGrid.apply(voxel);
      const auto x = std::llround(at[0]), y = std::llround(at[1]), z = std::llround(at[2]);
      if (x < 0 || y < 0 || z < 0 || x >= labels.extent.x || y >= labels.extent.y || z >= labels.extent.z) continue;
      slice.labels[static_cast<std::size_t>(row) * static_cast<std::size_t>(slice.columns) +
                   static_cast<std::size_t>(column)] = static_cast<std::uint16_t>(labels.valueAt(x, y, z));
    }
  }
  return slice;
}

QImage drawSlice(const ImageSlice& slice, const SliceFrame& frame, const QSize& size, const WindowTable& table,
                 QRgb ground, bool smooth) {
  QImage image(size, QImage::Format_RGB32);
  if (image.isNull()) return image;
  if (slice.codes.empty()) {
    image.fill(ground);
    return image;
  }
  const int factor =
      static_cast<int>(std::floor(1 / std::max(std::abs(frame.columnPixels), std::abs(frame.rowPixels))));
  if (smooth && factor >= 2) return drawSlice(averaged(slice, factor), shrunk(frame, factor), size, table, ground);
  const auto columns =
      taps(size.width(), slice.columns, frame.columnCentre, frame.screen.x(), frame.columnPixels, smooth);
  const auto rows = taps(size.height(), slice.rows, frame.rowCentre, frame.screen.y(), frame.rowPixels, smooth);
  const auto width = static_cast<std::size_t>(slice.columns);
  std::vector<float> line(width);
  for (int y = 0; y < size.height(); ++y) {
    auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
    const Tap& tap = rows[static_cast<std::size_t>(y)];
    if (tap.lower < 0) {
      std::fill(out, out + size.width(), ground);
      continue;
    }
    const float* lower = slice.codes.data() + static_cast<std::size_t>(tap.lower) * width;
    const float* upper = slice.codes.data() + static_cast<std::size_t>(tap.upper) * width;
    for (std::size_t x = 0; x < width; ++x) line[x] = lower[x] + tap.weight * (upper[x] - lower[x]);
    drawLine(line, columns, table, ground, out);
  }
  return image;
}

std::vector<std::uint16_t> labelPixels(const LabelSlice& slice, const SliceFrame& frame, const QSize& size) {
  std::vector<std::uint16_t> pixels(static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()),
                                    0);
  if (slice.labels.empty()) return pixels;
  const auto columns =
      taps(size.width(), slice.columns, frame.columnCentre, frame.screen.x(), frame.columnPixels, false);
  const auto rows = taps(size.height(), slice.rows, frame.rowCentre, frame.screen.y(), frame.rowPixels, false);
  std::uint16_t* out = pixels.data();
  for (const Tap& row : rows) {
    const std::uint16_t* line = row.lower < 0 ? nullptr
                                              : slice.labels.data() + static_cast<std::size_t>(row.lower) *
                                                                          static_cast<std::size_t>(slice.columns);
    for (const Tap& column : columns) *out++ = line && column.lower >= 0 ? line[column.lower] : 0;
  }
  return pixels;
}

}  // namespace selvox::viewers

#pragma once
// One slice out of a volume, and its picture on physical pixels. Only the slice is converted, never the volume.

#include <cstdint>
#include <vector>

#include <QImage>
#include <QSize>

#include "viewers/planes.h"
#include "viewers/window_level.h"

namespace selvox::viewers {

struct ImageSlice {
  int columns = 0, rows = 0;
  std::vector<float> codes;  // stored codes of channel 0, scale and offset not applied
};
struct LabelSlice {
  int columns = 0, rows = 0;
  std::vector<std::uint16_t> labels;
};

// `index` is clamped into the volume.
[[nodiscard]] ImageSlice imageSlice(const volume::Volume& volume, Plane plane, std::int64_t index);
// Label numbers on the slice grid of `grid`; a label map on another grid is sampled at the nearest voxel.
[[nodiscard]] LabelSlice labelSlice(const volume::Volume& labels, const volume::Volume& grid, Plane plane,
                                    std::int64_t index);

// The slice on `size` physical pixels: linear between voxel centres, averaged where it shrinks by two or more, `ground`
// outside. `smooth` false: every voxel a box.
[[nodiscard]] QImage drawSlice(const ImageSlice& slice, const SliceFrame& frame, const QSize& size,
                               const WindowTable& table, QRgb ground, bool smooth = true);
// Nearest label of every pixel, row by row; 0 outside.
[[nodiscard]] std::vector<std::uint16_t> labelPixels(const LabelSlice& slice, const SliceFrame& frame,
                                                     const QSize& size);

}  // namespace selvox::viewers

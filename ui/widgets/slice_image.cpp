#include "ui/widgets/slice_image.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/theme.h"

namespace selvox::ui {
namespace {

struct Grid {
  volume::Extent origin, size;
  int width = 0, height = 0;
};

Grid gridOf(const volume::Extent& extent, Plane plane, std::int64_t index) {
  index = std::clamp<std::int64_t>(index, 0, std::max<std::int64_t>(0, planeCount(extent, plane) - 1));
  Grid grid;
  switch (plane) {
    case Plane::Axial:
      grid.origin = {0, 0, index};
      grid.size = {extent.x, extent.y, 1};
      break;
    case Plane::Coronal:
      grid.origin = {0, index, 0};
      grid.size = {extent.x, 1, extent.z};
      break;
    case Plane::Sagittal:
      grid.origin = {index, 0, 0};
      grid.size = {1, extent.y, extent.z};
      break;
  }
  grid.width = static_cast<int>(plane == Plane::Sagittal ? extent.y : extent.x);
  grid.height = static_cast<int>(plane == Plane::Axial ? extent.y : extent.z);
  return grid;
}

// Row-major pixels of the plane, first row at the bottom for coronal and sagittal (superior goes up).
QImage paintPixels(const std::vector<float>& values, const std::vector<std::uint16_t>& labels, const Grid& grid,
                   Plane plane, const Window& window, double opacity) {
  QImage image(grid.width, grid.height, QImage::Format_RGB32);
  const double range = std::max(1e-12, window.high - window.low);
  const bool flip = plane != Plane::Axial;
  for (int row = 0; row < grid.height; ++row) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(flip ? grid.height - 1 - row : row));
    const std::size_t start = static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.width);
    for (int column = 0; column < grid.width; ++column) {
      const std::size_t at = start + static_cast<std::size_t>(column);
      const float value = values[at];
      const double share = std::isfinite(value) ? std::clamp((value - window.low) / range, 0.0, 1.0) : 0.0;
      const int grey = static_cast<int>(share * 255 + 0.5);
      int r = grey, g = grey, b = grey;
      if (!labels.empty() && labels[at] != 0) {
        const QColor colour = Theme::label(labels[at]);
        r = static_cast<int>(grey + (colour.red() - grey) * opacity);
        g = static_cast<int>(grey + (colour.green() - grey) * opacity);
        b = static_cast<int>(grey + (colour.blue() - grey) * opacity);
      }
      line[column] = qRgb(r, g, b);
    }
  }
  return image;
}

}  // namespace

std::int64_t planeCount(const volume::Extent& extent, Plane plane) {
  return plane == Plane::Axial ? extent.z : plane == Plane::Coronal ? extent.y : extent.x;
}

QSizeF planeSize(const volume::Extent& extent, const std::array<double, 3>& spacing, Plane plane) {
  const double x = static_cast<double>(extent.x) * spacing[0], y = static_cast<double>(extent.y) * spacing[1],
               z = static_cast<double>(extent.z) * spacing[2];
  if (plane == Plane::Axial) return {x, y};
  return plane == Plane::Coronal ? QSizeF(x, z) : QSizeF(y, z);
}

Window defaultWindow(const volume::BrickHeader& header) {
  const auto& statistics = header.statistics;
  Window window{statistics.p0_5, statistics.p99_5};
  if (!(window.high > window.low)) window = {statistics.minimum, statistics.maximum};
  if (!(window.high > window.low)) window.high = window.low + 1;
  return window;
}

QImage slicePixels(const volume::BrickFile& image, const volume::BrickFile* label, Plane plane, std::int64_t index,
                   const Window& window, double opacity) {
  const auto& extent = image.header().extent;
  const Grid grid = gridOf(extent, plane, index);
  std::vector<float> values(static_cast<std::size_t>(grid.size.voxels()));
  image.cropImage(grid.origin, grid.size, 0.0F, values.data());
  std::vector<std::uint16_t> labels;
  if (label != nullptr && label->header().extent == extent) {
    labels.resize(values.size());
    label->cropLabel(grid.origin, grid.size, 0, labels.data());
  }
  return paintPixels(values, labels, grid, plane, window, opacity);
}

QImage slicePixels(const PictureVolume& volume, Plane plane, std::int64_t index) {
  const Grid grid = gridOf(volume.extent, plane, index);
  std::vector<float> values;
  std::vector<std::uint16_t> labels;
  values.reserve(static_cast<std::size_t>(grid.size.voxels()));
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x) {
        const auto at = static_cast<std::size_t>(
            ((grid.origin.z + z) * volume.extent.y + grid.origin.y + y) * volume.extent.x + grid.origin.x + x);
        values.push_back(volume.values[at]);
        if (!volume.labels.empty()) labels.push_back(volume.labels[at]);
      }
  return paintPixels(values, labels, grid, plane, {volume.low, volume.high}, volume.labelOpacity);
}

bool isBlank(const std::vector<float>& values, const volume::Extent& extent, Plane plane, std::int64_t index) {
  const Grid grid = gridOf(extent, plane, index);
  const auto at = [&](std::int64_t x, std::int64_t y, std::int64_t z) {
    return values[static_cast<std::size_t>(((grid.origin.z + z) * extent.y + grid.origin.y + y) * extent.x +
                                           grid.origin.x + x)];
  };
  const float first = at(0, 0, 0);
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x)
        if (at(x, y, z) != first) return false;
  return true;
}

double nearestShare(double wanted, const std::function<bool(double)>& blank) {
  constexpr int kSteps = 24;
  for (int step = 0; step < kSteps; ++step)
    for (const int sign : {-1, 1}) {
      const double share = wanted + sign * step / static_cast<double>(kSteps);
      if (share >= 0 && share < 1 && !blank(share)) return share;
    }
  return wanted;
}

QImage fitted(const QImage& pixels, const QSizeF& millimetres, const QSize& box) {
  if (pixels.isNull() || millimetres.isEmpty() || box.isEmpty()) return {};
  const QSizeF size = millimetres.scaled(box, Qt::KeepAspectRatio);
  const QSize whole(std::max(1, qRound(size.width())), std::max(1, qRound(size.height())));
  return pixels.scaled(whole, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

base::Result<QImage> thumbnail(const std::filesystem::path& image, const std::filesystem::path& label, int side) {
  SELVOX_TRY(const auto brick, volume::BrickFile::open(image));
  std::optional<volume::BrickFile> labels;
  if (!label.empty())
    if (auto opened = volume::BrickFile::open(label)) labels.emplace(std::move(*opened));
  const auto& header = brick.header();
  const QImage pixels =
      slicePixels(brick, labels ? &*labels : nullptr, Plane::Axial, header.extent.z / 2, defaultWindow(header));
  return fitted(pixels, planeSize(header.extent, header.worldFromVoxel.spacing(), Plane::Axial), QSize(side, side));
}

}  // namespace selvox::ui

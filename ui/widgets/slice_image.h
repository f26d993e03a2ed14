#pragma once
// Pictures of a native brick file for thumbnails, details and previews: radiological, aspect by spacing, labels
// blended. Reads files: background lanes only.

#include <array>
#include <filesystem>
#include <functional>
#include <vector>

#include <QImage>

#include "core/base/result.h"
#include "core/volume/brick_file.h"

namespace selvox::ui {

enum class Plane { Axial = 0, Coronal = 1, Sagittal = 2 };

// A float volume in memory on an LPS grid, x fastest, with labels (may be empty) on the same grid.
struct PictureVolume {
  volume::Extent extent;
  std::array<double, 3> spacing{1, 1, 1};
  std::vector<float> values;
  std::vector<std::uint16_t> labels;
  double low = 0, high = 1;  // window
  double labelOpacity = 0.5;
};

struct Window {
  double low = 0, high = 1;
};

// What a scan is shown with before anyone windows it: 0.5-99.5 percentiles; never empty.
[[nodiscard]] Window defaultWindow(const volume::BrickHeader& header);

// One slice at `index` along the plane's normal; pixels one per voxel (not yet corrected for spacing).
[[nodiscard]] QImage slicePixels(const volume::BrickFile& image, const volume::BrickFile* label, Plane plane,
                                 std::int64_t index, const Window& window, double opacity = 0.5);
[[nodiscard]] QImage slicePixels(const PictureVolume& volume, Plane plane, std::int64_t index);

// Whether a slice holds one value only, as between the pieces of a puzzle. Values beyond the extent are not looked at.
[[nodiscard]] bool isBlank(const std::vector<float>& values, const volume::Extent& extent, Plane plane,
                           std::int64_t index);
// The slice nearest to `wanted` (share of the axis, 0 to 1) for which `blank` is false; `wanted` when all are.
[[nodiscard]] double nearestShare(double wanted, const std::function<bool(double)>& blank);

// Width and height in millimetres of a plane of that grid.
[[nodiscard]] QSizeF planeSize(const volume::Extent& extent, const std::array<double, 3>& spacing, Plane plane);
[[nodiscard]] std::int64_t planeCount(const volume::Extent& extent, Plane plane);

// Scaled to fit `box` with the aspect of the plane, smooth, no letterbox.
[[nodiscard]] QImage fitted(const QImage& pixels, const QSizeF& millimetres, const QSize& box);

// The middle axial slice of the native brick at `path`, at most `side` pixels; labels blended when there are any.
[[nodiscard]] base::Result<QImage> thumbnail(const std::filesystem::path& image, const std::filesystem::path& label,
                                             int side);

}  // namespace selvox::ui

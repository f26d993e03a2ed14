#pragma once
// Which voxel axis runs where on the screen. Volumes are LPS-oriented (voxel axes nearest to +L, +P, +S), the display
// is radiological: patient right on the left of axial and coronal, anterior on the left of sagittal, superior on top.

#include <QPointF>
#include <QString>

#include "core/volume/volume.h"
#include "viewers/style.h"

namespace selvox::viewers {

struct PlaneAxes {
  int column = 0;        // voxel axis along the screen's x
  int row = 1;           // voxel axis along the screen's y
  int normal = 2;        // voxel axis through the screen
  bool flipRow = false;  // screen y grows against the voxel axis (superior on top)
};

[[nodiscard]] PlaneAxes axesOf(Plane plane);
[[nodiscard]] QString planeName(Plane plane);  // "Axial"
[[nodiscard]] std::int64_t along(const volume::Extent& extent, int axis);

// Anatomical letters of a direction in LPS, by dominance: "L", or "LA" where a second part is at least a quarter.
[[nodiscard]] QString directionLetters(const volume::Vec3& lpsDirection);

struct EdgeLetters {
  QString left, right, top, bottom;
};
[[nodiscard]] EdgeLetters edgeLetters(Plane plane, const volume::Affine& worldFromVoxel);

// "R 19.0 · P 31.0 · S 23.0 mm" and, for one axis (0 x, 1 y, 2 z), "S 23.0 mm". Letters instead of signs: no reader has
// to know the frame.
[[nodiscard]] QString positionText(const volume::Vec3& lps);
[[nodiscard]] QString axisText(int axis, double lps);

// From voxel coordinates in a slice to pixels of a view and back. Pixels are centred: pixel i spans [i, i + 1).
struct SliceFrame {
  double columnCentre = 0, rowCentre = 0;  // voxel coordinates shown at `screen`
  double columnPixels = 1, rowPixels = 1;  // pixels a voxel; rowPixels is negative where the axis is flipped
  QPointF screen;                          // pixel position of that point

  [[nodiscard]] QPointF toScreen(double column, double row) const {
    return {screen.x() + (column - columnCentre) * columnPixels, screen.y() + (row - rowCentre) * rowPixels};
  }
  [[nodiscard]] QPointF toVoxel(const QPointF& pixel) const {
    return {columnCentre + (pixel.x() - screen.x()) / columnPixels, rowCentre + (pixel.y() - screen.y()) / rowPixels};
  }
  [[nodiscard]] SliceFrame scaled(double factor) const {
    return {columnCentre, rowCentre, columnPixels * factor, rowPixels * factor, screen * factor};
  }
};

}  // namespace selvox::viewers

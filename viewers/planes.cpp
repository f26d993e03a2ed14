#include "viewers/planes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

namespace selvox::viewers {

namespace {

// Below this share of the length a part of a direction is not worth a letter (about 15 degrees).
constexpr double kLetterShare = 0.25;

constexpr std::array<std::array<char, 2>, 3> kLetters{{{'R', 'L'}, {'A', 'P'}, {'I', 'S'}}};

volume::Vec3 negated(const volume::Vec3& v) {
  return {-v[0], -v[1], -v[2]};
}

}  // namespace

PlaneAxes axesOf(Plane plane) {
  switch (plane) {
    case Plane::Axial:
      return {0, 1, 2, false};
    case Plane::Sagittal:
      return {1, 2, 0, true};
    case Plane::Coronal:
      break;
  }
  return {0, 2, 1, true};
}

QString planeName(Plane plane) {
  switch (plane) {
    case Plane::Axial:
      return QCoreApplication::translate("viewers", "Axial");
    case Plane::Sagittal:
      return QCoreApplication::translate("viewers", "Sagittal");
    case Plane::Coronal:
      break;
  }
  return QCoreApplication::translate("viewers", "Coronal");
}

std::int64_t along(const volume::Extent& extent, int axis) {
  return axis == 0 ? extent.x : axis == 1 ? extent.y : extent.z;
}

QString directionLetters(const volume::Vec3& lpsDirection) {
  const double length = std::hypot(lpsDirection[0], lpsDirection[1], lpsDirection[2]);
  if (!(length > 0)) return {};
  std::array<int, 3> order{0, 1, 2};
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return std::abs(lpsDirection[static_cast<std::size_t>(a)]) > std::abs(lpsDirection[static_cast<std::size_t>(b)]);
  });
  QString letters;
  for (int axis : order) {
    const double part = lpsDirection[static_cast<std::size_t>(axis)] / length;
    if (!letters.isEmpty() && std::abs(part) < kLetterShare) break;
    letters += QLatin1Char(kLetters[static_cast<std::size_t>(axis)][part > 0 ? 1 : 0]);
  }
  return letters;
}

EdgeLetters edgeLetters(Plane plane, const volume::Affine& worldFromVoxel) {
  const PlaneAxes axes = axesOf(plane);
  const volume::Vec3 right = worldFromVoxel.column(axes.column);
  const volume::Vec3 along = worldFromVoxel.column(axes.row);
  const volume::Vec3 down = axes.flipRow ? negated(along) : along;
  return {directionLetters(negated(right)), directionLetters(right), directionLetters(negated(down)),
          directionLetters(down)};
}

QString axisText(int axis, double lps) {
  const double shown = std::round(lps * 10) / 10;
  const QChar letter = QLatin1Char(kLetters[static_cast<std::size_t>(axis)][shown < 0 ? 0 : 1]);
  return QStringLiteral("%1 %2 mm").arg(letter).arg(QLocale().toString(std::abs(shown), 'f', 1));
}

QString positionText(const volume::Vec3& lps) {
  QString text;
  for (int axis = 0; axis < 3; ++axis) {
    QString part = axisText(axis, lps[static_cast<std::size_t>(axis)]);
    if (axis < 2) part.chop(3);
    text += (axis ? QStringLiteral(" \u00B7 ") : QString()) + part;
  }
  return text;
}

}  // namespace selvox::viewers

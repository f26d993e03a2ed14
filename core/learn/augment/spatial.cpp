#include "core/learn/augment/spatial.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/base/rng.h"

namespace selvox::learn::augment {
namespace {

using Matrix3 = std::array<double, 9>;

Matrix3 multiply(const Matrix3& a, const Matrix3& b) {
  Matrix3 c{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j)
      c[i * 3 + j] = a[i * 3] * b[j] + a[i * 3 + 1] * b[3 + j] + a[i * 3 + 2] * b[6 + j];
  }
  return c;
}

Matrix3 rotationAbout(int axis, double radians) {
  const double c = std::cos(radians), s = std::sin(radians);
  if (axis == 0) return {1, 0, 0, 0, c, -s, 0, s, c};
  if (axis == 1) return {c, 0, s, 0, 1, 0, -s, 0, c};
  return {c, -s, 0, s, c, 0, 0, 0, 1};
}

double flipChance(const Settings& s, std::size_t axis) {
  if (axis == 0 && s.keepLaterality) return 0;
  const std::array<double, 3> own{s.flipX, s.flipY, s.flipZ};
  return own[axis] >= 0 ? own[axis] : s.flip;
}

struct Pose {
  Matrix3 linear{1, 0, 0, 0, 1, 0, 0, 0, 1};
  std::array<double, 3> centre{};  // in the input, where the view's centre comes from
};

// Every draw is made whether it is used or not: turning one operation off leaves the others' numbers as they were.
Pose drawPose(const Settings& settings, base::Rng& rng, int dim, const Grid& in, const Grid& out) {
  Pose pose;
  const bool turn = rng.chance(settings.rotate);
  for (int axis = 0; axis < 3; ++axis) {
    const double angle = rng.uniform(-settings.rotateDegrees, settings.rotateDegrees) * std::numbers::pi / 180;
    if (turn && (dim == 3 || axis == 2)) pose.linear = multiply(pose.linear, rotationAbout(axis, angle));
  }
  const bool zoom = rng.chance(settings.scale);
  const double factor = std::exp(rng.uniform(std::log(settings.scaleLow), std::log(settings.scaleHigh)));
  const double share = rng.uniform(settings.cropLow, std::max(settings.cropLow, settings.cropHigh));
  const bool crop = settings.cropLow < 1.0;
  const double side = std::pow(share, 1.0 / dim);
  Matrix3 scaling{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto inSize = static_cast<double>(in.size[axis]), outSize = static_cast<double>(out.size[axis]);
    const bool flip = rng.chance(flipChance(settings, axis));
    const double shift = rng.uniform(-0.5, 0.5);
    const bool used = dim == 3 || axis < 2;
    double scale = zoom && used ? 1 / factor : 1.0;
    if (crop && used) scale *= side * inSize / outSize;
    scaling[axis * 3 + axis] = flip && used ? -scale : scale;
    pose.centre[axis] = (inSize - 1) / 2 + (crop && used ? shift * inSize * (1 - side) : 0.0);
  }
  pose.linear = multiply(pose.linear, scaling);
  return pose;
}

}  // namespace

Rows drawAffine(const Settings& settings, const Key& key, int sample, int dim, const Grid& in, const Grid& out) {
  base::Rng rng(key.seed, base::Purpose::Augment, static_cast<std::uint64_t>(key.step),
                static_cast<std::uint64_t>(sample) * 64 + static_cast<std::uint64_t>(key.stream));
  const Pose pose = drawPose(settings, rng, dim, in, out);
  Rows rows{};
  for (std::size_t i = 0; i < 3; ++i) {
    double offset = pose.centre[i];
    for (std::size_t j = 0; j < 3; ++j) {
      rows[i * 4 + j] = pose.linear[i * 3 + j];
      offset -= pose.linear[i * 3 + j] * static_cast<double>(out.size[j] - 1) / 2;
    }
    rows[i * 4 + 3] = offset;
  }
  return rows;
}

}  // namespace selvox::learn::augment

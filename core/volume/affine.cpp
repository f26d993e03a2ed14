#include "core/volume/affine.h"

#include <cmath>

#include "core/volume/orientation.h"

namespace selvox::volume {

Vec3 Affine::apply(const Vec3& p) const {
  Vec3 result;
  for (int row = 0; row < 3; ++row) {
    result[static_cast<std::size_t>(row)] =
        (*this)(row, 0) * p[0] + (*this)(row, 1) * p[1] + (*this)(row, 2) * p[2] + (*this)(row, 3);
  }
  return result;
}

Affine Affine::operator*(const Affine& right) const {
  Affine result;
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 4; ++column) {
      double sum = 0;
      for (int k = 0; k < 4; ++k) sum += (*this)(row, k) * right(k, column);
      result(row, column) = sum;
    }
  }
  return result;
}

double Affine::determinant() const {
  const Affine& a = *this;
  return a(0, 0) * (a(1, 1) * a(2, 2) - a(1, 2) * a(2, 1)) - a(0, 1) * (a(1, 0) * a(2, 2) - a(1, 2) * a(2, 0)) +
         a(0, 2) * (a(1, 0) * a(2, 1) - a(1, 1) * a(2, 0));
}

std::optional<Affine> Affine::inverse() const {
  const double det = determinant();
  const Vec3 lengths = spacing();
  // Relative to the columns' lengths, so that micrometre and metre grids are judged alike.
  if (!std::isfinite(det) || !(std::abs(det) > 1e-10 * lengths[0] * lengths[1] * lengths[2])) return std::nullopt;
  const Affine& a = *this;
  Affine result;
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      const int r0 = (column + 1) % 3, r1 = (column + 2) % 3, c0 = (row + 1) % 3, c1 = (row + 2) % 3;
      result(row, column) = (a(r0, c0) * a(r1, c1) - a(r0, c1) * a(r1, c0)) / det;
    }
  }
  for (int row = 0; row < 3; ++row) {
    result(row, 3) = -(result(row, 0) * a(0, 3) + result(row, 1) * a(1, 3) + result(row, 2) * a(2, 3));
  }
  return result;
}

Vec3 Affine::spacing() const {
  Vec3 lengths;
  for (int i = 0; i < 3; ++i) {
    const Vec3 c = column(i);
    lengths[static_cast<std::size_t>(i)] = std::sqrt(c[0] * c[0] + c[1] * c[1] + c[2] * c[2]);
  }
  return lengths;
}

Affine Affine::scaling(const Vec3& spacing) {
  Affine result;
  for (int i = 0; i < 3; ++i) result(i, i) = spacing[static_cast<std::size_t>(i)];
  return result;
}

Affine Affine::translation(const Vec3& offset) {
  Affine result;
  for (int i = 0; i < 3; ++i) result(i, 3) = offset[static_cast<std::size_t>(i)];
  return result;
}

AxisMap axisMap(const Affine& worldFromVoxel) {
  constexpr std::array<std::array<int, 3>, 6> kOrders = {
      {{0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}}};
  const Vec3 lengths = worldFromVoxel.spacing();
  const auto cosine = [&](int world, int voxel) {
    const double length = lengths[static_cast<std::size_t>(voxel)];
    return length > 0 ? worldFromVoxel(world, voxel) / length : 0;
  };
  AxisMap best;
  double bestSum = -1;
  for (const auto& order : kOrders) {
    double sum = 0;
    for (int world = 0; world < 3; ++world) sum += std::abs(cosine(world, order[static_cast<std::size_t>(world)]));
    if (sum > bestSum + 1e-9) {  // ties at 45 degrees stay with the earlier order, whatever the rounding
      bestSum = sum;
      best.voxelAxis = order;
    }
  }
  for (std::size_t world = 0; world < 3; ++world) {
    best.flipped[world] = cosine(static_cast<int>(world), best.voxelAxis[world]) < 0;
  }
  return best;
}

std::string orientationLetters(const Affine& worldFromVoxel) {
  constexpr char kPositive[] = "LPS", kNegative[] = "RAI";
  const AxisMap map = axisMap(worldFromVoxel);
  std::string letters(3, '?');
  for (std::size_t world = 0; world < 3; ++world) {
    letters[static_cast<std::size_t>(map.voxelAxis[world])] = map.flipped[world] ? kNegative[world] : kPositive[world];
  }
  return letters;
}

}  // namespace selvox::volume

#pragma once
// Geometry of a voxel grid. Inside Selvox the world is LPS millimetres (x to patient left, y to posterior, z to
// superior), voxel (0,0,0) names the centre of the first voxel, x varies fastest in memory.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace selvox::volume {

struct Extent {
  std::int64_t x = 0, y = 0, z = 0;
  [[nodiscard]] std::int64_t voxels() const { return x * y * z; }
  bool operator==(const Extent&) const = default;
};

using Vec3 = std::array<double, 3>;

// Row-major 4x4; the last row is 0 0 0 1.
struct Affine {
  std::array<double, 16> m{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};

  [[nodiscard]] double operator()(int row, int column) const { return m[static_cast<std::size_t>(row * 4 + column)]; }
  double& operator()(int row, int column) { return m[static_cast<std::size_t>(row * 4 + column)]; }
  [[nodiscard]] Vec3 apply(const Vec3& p) const;
  [[nodiscard]] Vec3 column(int index) const { return {(*this)(0, index), (*this)(1, index), (*this)(2, index)}; }
  [[nodiscard]] Affine operator*(const Affine& right) const;
  [[nodiscard]] double determinant() const;               // of the 3x3 part
  [[nodiscard]] std::optional<Affine> inverse() const;    // nothing when singular
  [[nodiscard]] Vec3 spacing() const;                     // lengths of the columns, mm
  bool operator==(const Affine&) const = default;

  static Affine scaling(const Vec3& spacing);
  static Affine translation(const Vec3& offset);
};

// Nearest anatomical letters of the three voxel axes, pointing along growing index: "LPS", "RAS", ...
[[nodiscard]] std::string orientationLetters(const Affine& worldFromVoxel);

}  // namespace selvox::volume

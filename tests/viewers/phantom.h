#pragma once
// A head that is different on every side: a marker at the patient's right, one anterior, one superior.

#include <cmath>
#include <memory>

#include "core/base/rng.h"
#include "core/volume/volume.h"

namespace selvox::test {

using volume::Extent;
using volume::Volume;

inline constexpr std::int16_t kTissue = 100, kRight = 900, kAnterior = 700, kSuperior = 500;

inline Volume emptyVolume(const Extent& extent, volume::VoxelType type, const volume::Affine& worldFromVoxel) {
  Volume v;
  v.extent = extent;
  v.type = type;
  v.worldFromVoxel = worldFromVoxel;
  v.data.resize(v.bytes());
  return v;
}

inline std::size_t voxelIndex(const Volume& v, std::int64_t x, std::int64_t y, std::int64_t z) {
  return static_cast<std::size_t>((z * v.extent.y + y) * v.extent.x + x);
}

// Centred on the LPS origin; markers are 3 voxels wide cubes at 1/8 of the way in from the named side.
inline std::shared_ptr<const Volume> asymmetricPhantom(const Extent& extent = {64, 80, 48},
                                                       const volume::Vec3& spacing = {1, 1, 1}) {
  volume::Affine affine = volume::Affine::scaling(spacing);
  affine(0, 3) = -spacing[0] * static_cast<double>(extent.x - 1) / 2;
  affine(1, 3) = -spacing[1] * static_cast<double>(extent.y - 1) / 2;
  affine(2, 3) = -spacing[2] * static_cast<double>(extent.z - 1) / 2;
  Volume v = emptyVolume(extent, volume::VoxelType::Int16, affine);
  auto voxels = v.as<std::int16_t>();
  for (auto& value : voxels) value = kTissue;
  const auto cube = [&](std::int64_t cx, std::int64_t cy, std::int64_t cz, std::int16_t value) {
    for (std::int64_t z = cz - 2; z <= cz + 2; ++z)
      for (std::int64_t y = cy - 2; y <= cy + 2; ++y)
        for (std::int64_t x = cx - 2; x <= cx + 2; ++x) voxels[voxelIndex(v, x, y, z)] = value;
  };
  cube(extent.x / 8, extent.y / 2, extent.z / 2, kRight);         // x grows to the left: low x is the right side
  cube(extent.x / 2, extent.y / 8, extent.z / 2, kAnterior);      // y grows to the back
  cube(extent.x / 2, extent.y / 2, extent.z * 7 / 8, kSuperior);  // z grows upwards
  return std::make_shared<const Volume>(std::move(v));
}

struct Head {
  std::shared_ptr<const Volume> image, reference, prediction;
};

// For the eye: skull, brain, two ventricles, lesions, noise; the prediction is the reference moved and with one miss.
inline Head head(const Extent& extent, const volume::Affine& worldFromVoxel) {
  Volume image = emptyVolume(extent, volume::VoxelType::Int16, worldFromVoxel);
  Volume reference = emptyVolume(extent, volume::VoxelType::UInt8, worldFromVoxel);
  Volume prediction = emptyVolume(extent, volume::VoxelType::UInt8, worldFromVoxel);
  auto grey = image.as<std::int16_t>();
  auto truth = reference.as<std::uint8_t>(), found = prediction.as<std::uint8_t>();
  const auto ball = [](double x, double y, double z, double cx, double cy, double cz, double rx, double ry, double rz) {
    const double a = (x - cx) / rx, b = (y - cy) / ry, c = (z - cz) / rz;
    return a * a + b * b + c * c;
  };
  std::uint32_t noise = 1;
  for (std::int64_t z = 0; z < extent.z; ++z)
    for (std::int64_t y = 0; y < extent.y; ++y)
      for (std::int64_t x = 0; x < extent.x; ++x) {
        const double u = 2.0 * static_cast<double>(x) / static_cast<double>(extent.x - 1) - 1;
        const double v = 2.0 * static_cast<double>(y) / static_cast<double>(extent.y - 1) - 1;
        const double w = 2.0 * static_cast<double>(z) / static_cast<double>(extent.z - 1) - 1;
        noise = noise * 1664525u + 1013904223u;
        double value = static_cast<double>(noise >> 24) * 0.12;
        const double skull = ball(u, v, w, 0, 0, 0, 0.82, 0.9, 0.9);
        const double nose = ball(u, v, w, 0, -0.9, -0.2, 0.1, 0.1, 0.18);
        const double folds = 0.05 * std::sin(19 * u + 5 * v) * std::sin(17 * v - 4 * w) * std::sin(15 * w + 3 * u);
        if (skull < 1 || nose < 1) value += 180;
        if (skull < 0.86) value -= 120;
        if (skull < 0.78 + folds) value += 330 + 400 * folds;
        const double left = ball(u, v, w, 0.14, 0.05, 0.12, 0.08, 0.34, 0.16),
                     right = ball(u, v, w, -0.14, 0.05, 0.12, 0.08, 0.34, 0.16);
        const double lesion = ball(u, v, w, -0.42, 0.25, 0.2, 0.13, 0.12, 0.14),
                     small = ball(u, v, w, 0.45, -0.35, 0.12, 0.07, 0.07, 0.1);
        const auto i = voxelIndex(image, x, y, z);
        if (left < 1 || right < 1) value = 120 + value * 0.1, truth[i] = 2;
        if (lesion < 1 || small < 1) value += 260, truth[i] = 1;
        if (ball(u, v, w, 0.16, 0.07, 0.12, 0.085, 0.34, 0.16) < 1 ||
            ball(u, v, w, -0.15, 0.04, 0.13, 0.07, 0.33, 0.16) < 1)
          found[i] = 2;
        if (ball(u, v, w, -0.4, 0.28, 0.21, 0.14, 0.12, 0.13) < 1 ||
            ball(u, v, w, 0.1, -0.55, 0.1, 0.05, 0.05, 0.05) < 1)
          found[i] = 1;
        grey[i] = static_cast<std::int16_t>(value);
      }
  return {std::make_shared<const Volume>(std::move(image)), std::make_shared<const Volume>(std::move(reference)),
          std::make_shared<const Volume>(std::move(prediction))};
}

}  // namespace selvox::test

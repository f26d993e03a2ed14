#include "core/services/phantom.h"

#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/services/phantom_anatomy.h"

namespace selvox::services {

namespace {

using phantom::Anatomy;
using volume::Vec3;

// Mean signal of each tissue; HU for CT, relative units for MR.
struct Tissues {
  double outside = 0, fat = 0, muscle = 0, liver = 0, spleen = 0, kidney = 0, lesion = 0, vessel = 0, bone = 0, gas = 0,
         soft = 0;
};

Tissues drawCt(base::Rng& rng) {
  const double enhancement = rng.uniform(0, 45);
  Tissues t;
  t.outside = -1000;
  t.fat = rng.uniform(-105, -80);
  t.muscle = rng.uniform(42, 58);
  t.liver = rng.uniform(50, 64) + enhancement;
  t.spleen = t.liver + rng.uniform(-10, 14);
  t.kidney = rng.uniform(35, 45) + 2 * enhancement;
  t.lesion = t.liver - rng.uniform(18, 40);
  t.vessel = t.liver + rng.uniform(10, 60);
  t.bone = rng.uniform(280, 480);
  t.gas = -900;
  t.soft = rng.uniform(20, 45);
  return t;
}

Tissues drawMr(base::Rng& rng) {
  Tissues t;
  t.outside = 0.01;
  t.fat = rng.uniform(0.8, 1.0);
  t.muscle = rng.uniform(0.3, 0.4);
  t.liver = rng.uniform(0.44, 0.58);
  t.spleen = t.liver - rng.uniform(-0.02, 0.1);
  t.kidney = t.liver - rng.uniform(-0.06, 0.12);
  t.lesion = t.liver + (rng.chance(0.75) ? -rng.uniform(0.09, 0.17) : rng.uniform(0.1, 0.18));
  t.vessel = rng.chance(0.5) ? t.liver + rng.uniform(0.12, 0.25) : t.liver - rng.uniform(0.12, 0.25);
  t.bone = rng.uniform(0.12, 0.25);
  t.gas = 0.02;
  t.soft = rng.uniform(0.3, 0.6);
  return t;
}

// With fat suppressed: kidneys, spleen and lesions are bright, liver and muscle dull, vessels dark by flow.
Tissues drawMrT2(base::Rng& rng) {
  Tissues t;
  t.outside = 0.01;
  t.fat = rng.uniform(0.06, 0.14);
  t.muscle = rng.uniform(0.14, 0.2);
  t.liver = rng.uniform(0.22, 0.3);
  t.spleen = rng.uniform(0.46, 0.56);
  t.kidney = rng.uniform(0.62, 0.76);
  t.lesion = t.liver + rng.uniform(0.2, 0.45);
  t.vessel = rng.uniform(0.04, 0.08);
  t.bone = rng.uniform(0.15, 0.3);
  t.gas = 0.02;
  t.soft = rng.uniform(0.3, 0.6);
  return t;
}

// One point of the body: partial volume at each border of about `blur` mm, later shapes cover earlier ones.
struct Painter {
  const Anatomy& body;
  const Tissues& tissue;
  double blur;

  struct Voxel {
    double value;
    std::uint8_t label;
  };

  [[nodiscard]] double inside(double distance) const { return std::clamp(0.5 - distance / blur, 0.0, 1.0); }
  void cover(double& value, double distance, double with) const { value += inside(distance) * (with - value); }

  [[nodiscard]] Voxel at(const Vec3& world) const {
    const Vec3 p = body.bodyFromWorld(world);
    const double skin = phantom::distance(body.body, p);
    double value = tissue.outside;
    if (skin > blur) return {value, 0};
    cover(value, skin, tissue.fat);
    cover(value, skin + 4, tissue.muscle);
    cover(value, skin + 7, tissue.fat);
    for (const auto& loop : body.bowel)
      cover(value, phantom::distance(loop.shape, p), tissue.gas + (tissue.soft - tissue.gas) * loop.filling);
    cover(value, phantom::distance(body.spine, p), tissue.bone);
    cover(value, phantom::distance(body.spleen, p), tissue.spleen);
    const double liver = body.liver(p), kidney = body.kidney(p), lesion = body.lesion(p), vessel = body.vessel(p);
    cover(value, liver, tissue.liver);
    cover(value, vessel, tissue.vessel);
    cover(value, lesion, tissue.lesion);
    cover(value, kidney, tissue.kidney);
    if (kidney < 0) return {value, 2};
    if (lesion < 0 && liver < 0) return {value, 3};
    return {value, static_cast<std::uint8_t>(liver < 0 ? 1 : 0)};
  }
};

// Slow change of gain over the body: exp of a plane and a wave.
struct Bias {
  Vec3 slope{}, frequency{};
  double phase = 0, depth = 0;
  explicit Bias(base::Rng& rng) {
    for (std::size_t i = 0; i < 3; ++i) {
      slope[i] = rng.uniform(-0.006, 0.006);
      frequency[i] = rng.uniform(-0.05, 0.05);
    }
    phase = rng.uniform(0, 6.28);
    depth = rng.uniform(0.05, 0.2);
  }
  [[nodiscard]] double at(const Vec3& p) const {
    return std::exp(slope[0] * p[0] + slope[1] * p[1] + slope[2] * p[2] +
                    depth * std::sin(frequency[0] * p[0] + frequency[1] * p[1] + frequency[2] * p[2] + phase));
  }
};

struct Grid {
  volume::Extent extent;
  volume::Affine worldFromVoxel;
};

// A field of view of about 100 x 80 x 76 mm with the patient's own spacing and offset; MR axes point to R, A, S.
Grid drawGrid(PhantomModality modality, base::Rng& rng) {
  const bool ct = modality == PhantomModality::Ct;
  const double plane = ct ? rng.uniform(1.7, 2.1) : rng.uniform(1.9, 2.2),
               step = ct ? rng.uniform(2.2, 2.8) : rng.uniform(1.9, 2.4);
  const Vec3 field{rng.uniform(98, 108), rng.uniform(80, 88), rng.uniform(72, 80)};
  Grid grid;
  grid.extent = {std::llround(field[0] / plane), std::llround(field[1] / plane), std::llround(field[2] / step)};
  const double sign = ct ? 1 : -1;
  const Vec3 spacing{sign * plane, sign * plane, step};
  grid.worldFromVoxel = volume::Affine::scaling(spacing);
  const double extent[3] = {static_cast<double>(grid.extent.x - 1), static_cast<double>(grid.extent.y - 1),
                            static_cast<double>(grid.extent.z - 1)};
  for (int axis = 0; axis < 3; ++axis)
    grid.worldFromVoxel(axis, 3) = -spacing[static_cast<std::size_t>(axis)] * extent[axis] / 2 + rng.uniform(-4, 4);
  return grid;
}

volume::Volume emptyVolume(const Grid& grid, volume::VoxelType type) {
  volume::Volume volume;
  volume.extent = grid.extent;
  volume.worldFromVoxel = grid.worldFromVoxel;
  volume.type = type;
  volume.data.resize(volume.bytes());
  return volume;
}

}  // namespace

std::map<int, std::string> phantomLabels() {
  return {{1, "liver"}, {2, "kidneys"}, {3, "lesion"}};
}

PhantomCase makePhantom(PhantomModality modality, std::uint64_t seed, int number) {
  const bool ct = modality == PhantomModality::Ct;
  base::Rng rng(seed, base::Purpose::Phantom, ct ? 1 : 0, static_cast<std::uint64_t>(number));
  const auto body = phantom::drawAnatomy(rng);
  auto tissue = ct ? drawCt(rng) : drawMr(rng);
  Bias bias(rng);
  double gain = ct ? 1 : std::exp(rng.uniform(std::log(200.0), std::log(3000.0)));
  double noise = ct ? rng.uniform(14, 24) : rng.uniform(0.025, 0.05);
  const auto grid = drawGrid(modality, rng);
  if (modality == PhantomModality::MrT2) {
    base::Rng second(seed, base::Purpose::Phantom, 2, static_cast<std::uint64_t>(number));
    tissue = drawMrT2(second);
    bias = Bias(second);
    gain = std::exp(second.uniform(std::log(200.0), std::log(3000.0)));
    noise = second.uniform(0.02, 0.04);
  }
  PhantomCase result{emptyVolume(grid, volume::VoxelType::Int16), emptyVolume(grid, volume::VoxelType::UInt8)};
  if (ct) result.image.offset = -1024;
  const Painter painter{body, tissue, 1.2 * grid.worldFromVoxel.spacing()[0]};
  auto voxels = result.image.as<std::int16_t>();
  auto labels = result.labels.as<std::uint8_t>();
  std::size_t i = 0;
  for (std::int64_t z = 0; z < grid.extent.z; ++z)
    for (std::int64_t y = 0; y < grid.extent.y; ++y)
      for (std::int64_t x = 0; x < grid.extent.x; ++x, ++i) {
        const Vec3 world =
            grid.worldFromVoxel.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
        const auto point = painter.at(world);
        double value = point.value + (ct ? noise * rng.normal() : 0);
        if (!ct)
          value = gain * std::hypot(point.value * bias.at(world) + noise * rng.normal(),
                                    noise * rng.normal());  // magnitude: Rician
        voxels[i] = static_cast<std::int16_t>(std::lround(std::clamp(value - result.image.offset, -32768.0, 32767.0)));
        labels[i] = point.label;
      }
  return result;
}

}  // namespace selvox::services

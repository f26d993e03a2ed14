#pragma once
// The shapes of one phantom patient, in LPS millimetres around the middle of the body.

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/rng.h"
#include "core/volume/affine.h"

namespace selvox::services::phantom {

using volume::Vec3;

struct Ellipsoid {
  Vec3 centre{}, radii{};
};

struct Tube {
  Vec3 from{}, to{};
  double radius = 1;
};

struct Blob {  // a loop of bowel
  Ellipsoid shape;
  double filling = 0;  // 0 gas … 1 soft tissue
};

// Signed distance in mm (negative inside): exact for tubes, first order for ellipsoids.
[[nodiscard]] double distance(const Ellipsoid& shape, const Vec3& point);
[[nodiscard]] double distance(const Tube& tube, const Vec3& point);

struct Anatomy {
  Ellipsoid body, liverRight, liverLeft, spleen;
  std::array<Ellipsoid, 2> kidneys, hila;
  std::vector<Ellipsoid> lesions;  // inside the liver
  std::vector<Tube> vessels;       // of the liver
  Tube aorta, spine;
  std::vector<Blob> bowel;
  struct Wave {
    Vec3 frequency{}, amplitude{};
    double phase = 0;
  };
  std::vector<Wave> waves;       // the patient's own deformation
  std::array<double, 9> pose{};  // rows: from the scanner's axes to the body's
  Vec3 scale{1, 1, 1};

  [[nodiscard]] Vec3 bodyFromWorld(const Vec3& world) const;  // pose, size and deformation undone
  [[nodiscard]] double liver(const Vec3& p) const;
  [[nodiscard]] double kidney(const Vec3& p) const;
  [[nodiscard]] double lesion(const Vec3& p) const;
  [[nodiscard]] double vessel(const Vec3& p) const;
};

[[nodiscard]] Anatomy drawAnatomy(base::Rng& rng);

}  // namespace selvox::services::phantom

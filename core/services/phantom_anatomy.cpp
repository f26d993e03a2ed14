#include "core/services/phantom_anatomy.h"

#include <algorithm>
#include <cmath>

namespace selvox::services::phantom {

namespace {

double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
Vec3 minus(const Vec3& a, const Vec3& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
double norm(const Vec3& a) {
  return std::sqrt(dot(a, a));
}

Vec3 around(base::Rng& rng, const Vec3& centre, double spread) {
  return {centre[0] + rng.uniform(-spread, spread), centre[1] + rng.uniform(-spread, spread),
          centre[2] + rng.uniform(-spread, spread)};
}

Ellipsoid vary(base::Rng& rng, const Vec3& centre, const Vec3& radii, double spread, double share) {
  Ellipsoid shape{around(rng, centre, spread), radii};
  for (double& r : shape.radii) r *= rng.uniform(1 - share, 1 + share);
  return shape;
}

// Rotation by small angles about x, y, z.
std::array<double, 9> smallRotation(base::Rng& rng, double degrees) {
  const double limit = degrees * 3.14159265358979323846 / 180;
  const double a = rng.uniform(-limit, limit), b = rng.uniform(-limit, limit), c = rng.uniform(-limit, limit);
  const double ca = std::cos(a), sa = std::sin(a), cb = std::cos(b), sb = std::sin(b), cc = std::cos(c),
               sc = std::sin(c);
  return {cb * cc,
          -cb * sc,
          sb,
          sa * sb * cc + ca * sc,
          -sa * sb * sc + ca * cc,
          -sa * cb,
          -ca * sb * cc + sa * sc,
          ca * sb * sc + sa * cc,
          ca * cb};
}

void drawLiver(Anatomy& body, base::Rng& rng) {
  body.liverRight = vary(rng, {-18, -2, 4}, {18, 19, 17}, 2.5, 0.14);
  body.liverLeft = vary(rng, {-2, -10, 9}, {14, 9, 8}, 2.5, 0.2);
  Vec3 at = around(rng, {-4, 2, 0}, 2);
  for (int branch = 0; branch < 6; ++branch) {
    const Vec3 end = around(rng, {-18, -3, 4}, 13);
    body.vessels.push_back({at, end, rng.uniform(0.9, 2.0)});
    if (branch % 2 == 0) at = {(at[0] + end[0]) / 2, (at[1] + end[1]) / 2, (at[2] + end[2]) / 2};
  }
  const int wanted = 1 + static_cast<int>(rng.below(4));
  for (int attempt = 0; attempt < 60 && static_cast<int>(body.lesions.size()) < wanted; ++attempt) {
    const double radius = rng.uniform(2.6, 6.0);
    const Ellipsoid lesion{around(rng, {-18, -2, 4}, 16),
                           {radius, radius * rng.uniform(0.8, 1.2), radius * rng.uniform(0.8, 1.2)}};
    if (distance(body.liverRight, lesion.centre) < -radius) body.lesions.push_back(lesion);
  }
  if (body.lesions.empty()) body.lesions.push_back({body.liverRight.centre, {4, 4, 4}});
}

}  // namespace

double distance(const Ellipsoid& shape, const Vec3& point) {
  const Vec3 q = minus(point, shape.centre);
  const Vec3 once{q[0] / shape.radii[0], q[1] / shape.radii[1], q[2] / shape.radii[2]};
  const Vec3 twice{once[0] / shape.radii[0], once[1] / shape.radii[1], once[2] / shape.radii[2]};
  const double level = norm(once), slope = norm(twice);
  if (slope < 1e-9) return -*std::min_element(shape.radii.begin(), shape.radii.end());
  return level * (level - 1) / slope;
}

double distance(const Tube& tube, const Vec3& point) {
  const Vec3 along = minus(tube.to, tube.from), q = minus(point, tube.from);
  const double share = std::clamp(dot(q, along) / std::max(1e-9, dot(along, along)), 0.0, 1.0);
  return norm({q[0] - share * along[0], q[1] - share * along[1], q[2] - share * along[2]}) - tube.radius;
}

Vec3 Anatomy::bodyFromWorld(const Vec3& world) const {
  Vec3 p{dot({pose[0], pose[1], pose[2]}, world) / scale[0], dot({pose[3], pose[4], pose[5]}, world) / scale[1],
         dot({pose[6], pose[7], pose[8]}, world) / scale[2]};
  const Vec3 still = p;
  for (const auto& wave : waves) {
    const double value = std::sin(dot(wave.frequency, still) + wave.phase);
    for (std::size_t axis = 0; axis < 3; ++axis) p[axis] += wave.amplitude[axis] * value;
  }
  return p;
}

double Anatomy::liver(const Vec3& p) const {
  return std::min(distance(liverRight, p), distance(liverLeft, p));
}

double Anatomy::kidney(const Vec3& p) const {
  double nearest = 1e9;
  for (std::size_t side = 0; side < 2; ++side)
    nearest = std::min(nearest, std::max(distance(kidneys[side], p), -distance(hila[side], p)));
  return nearest;
}

double Anatomy::lesion(const Vec3& p) const {
  double nearest = 1e9;
  for (const auto& one : lesions) nearest = std::min(nearest, distance(one, p));
  return nearest;
}

double Anatomy::vessel(const Vec3& p) const {
  double nearest = distance(aorta, p);
  for (const auto& one : vessels) nearest = std::min(nearest, distance(one, p));
  return nearest;
}

Anatomy drawAnatomy(base::Rng& rng) {
  Anatomy body;
  const double size = rng.uniform(0.88, 1.1);
  for (double& s : body.scale) s = size * rng.uniform(0.95, 1.05);
  body.pose = smallRotation(rng, 9);
  for (int i = 0; i < 5; ++i) {
    Anatomy::Wave wave;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      wave.frequency[axis] = rng.uniform(-0.11, 0.11);
      wave.amplitude[axis] = rng.uniform(-1.3, 1.3);
    }
    wave.phase = rng.uniform(0, 6.283185307179586);
    body.waves.push_back(wave);
  }
  body.body = {{0, 0, 0}, {46 * rng.uniform(0.97, 1.03), 36 * rng.uniform(0.94, 1.06), 90}};
  drawLiver(body, rng);
  body.spleen = vary(rng, {27, 8, 7}, {8, 11, 12}, 3, 0.2);
  for (std::size_t side = 0; side < 2; ++side) {
    const double sign = side == 0 ? -1 : 1;
    body.kidneys[side] = vary(rng, {sign * 20, 17, -12}, {6.5, 6, 11}, 2.5, 0.16);
    body.hila[side] = {
        {body.kidneys[side].centre[0] - sign * 6.5, body.kidneys[side].centre[1] - 2, body.kidneys[side].centre[2]},
        {3.5, 3.5, 4}};
  }
  body.aorta = {around(rng, {4, 13, -60}, 1), around(rng, {3, 12, 60}, 1), rng.uniform(2.6, 3.6)};
  body.spine = {{0, 25, -60}, {0, 24, 60}, rng.uniform(6.0, 7.5)};
  const int loops = 7 + static_cast<int>(rng.below(5));
  for (int i = 0; i < loops; ++i) {
    const double r = rng.uniform(3.5, 8);
    body.bowel.push_back({{{rng.uniform(-28, 30), rng.uniform(-22, 2), rng.uniform(-34, -12)},
                           {r, r * rng.uniform(0.7, 1.3), r * rng.uniform(0.7, 1.3)}},
                          rng.chance(0.3) ? rng.uniform(0, 0.2) : rng.uniform(0.7, 1)});
  }
  return body;
}

}  // namespace selvox::services::phantom

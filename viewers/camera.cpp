#include "viewers/camera.h"

#include <cmath>

namespace selvox::viewers {

namespace {

volume::Vec3 cross(const volume::Vec3& a, const volume::Vec3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const volume::Vec3& a, const volume::Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

volume::Vec3 unit(const volume::Vec3& v) {
  const double length = std::sqrt(dot(v, v));
  return {v[0] / length, v[1] / length, v[2] / length};
}

// Rodrigues' rotation of `v` about the unit `axis`.
volume::Vec3 rotated(const volume::Vec3& v, const volume::Vec3& axis, double angle) {
  const double c = std::cos(angle), s = std::sin(angle), along = dot(axis, v) * (1 - c);
  const volume::Vec3 side = cross(axis, v);
  return {v[0] * c + side[0] * s + axis[0] * along, v[1] * c + side[1] * s + axis[1] * along,
          v[2] * c + side[2] * s + axis[2] * along};
}

}  // namespace

volume::Vec3 Camera::right() const {
  return unit(cross(up, direction));
}

void Camera::turn(double horizontal, double vertical) {
  // The scene follows the hand: the eye goes the other way round.
  direction = unit(rotated(direction, up, -horizontal));
  const volume::Vec3 side = right();
  direction = unit(rotated(direction, side, -vertical));
  up = unit(cross(direction, side));
}

Camera standardCamera(StandardView view) {
  Camera camera;
  switch (view) {
    case StandardView::Front:
      break;
    case StandardView::Back:
      camera.direction = {0, 1, 0};
      break;
    case StandardView::PatientRight:
      camera.direction = {-1, 0, 0};
      break;
    case StandardView::PatientLeft:
      camera.direction = {1, 0, 0};
      break;
    case StandardView::Top:
      camera.direction = {0, 0, 1};
      camera.up = {0, -1, 0};
      break;
    case StandardView::Bottom:
      camera.direction = {0, 0, -1};
      camera.up = {0, -1, 0};
      break;
  }
  return camera;
}

Camera openingCamera() {
  Camera camera;
  camera.turn(0.45, 0.3);
  return camera;
}

}  // namespace selvox::viewers

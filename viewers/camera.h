#pragma once
// Where the 3D view is seen from, in LPS: plain numbers, so that the window turns it and the render thread draws it.

#include "core/volume/affine.h"

namespace selvox::viewers {

struct Camera {
  volume::Vec3 direction{0, -1, 0};  // unit, from the middle of the scene to the eye; -y: from the front
  volume::Vec3 up{0, 0, 1};          // unit, at a right angle to it
  double zoom = 1;
  double panX = 0, panY = 0;  // shares of the view's height, to the right and up

  [[nodiscard]] volume::Vec3 right() const;       // unit, to the right on the screen
  void turn(double horizontal, double vertical);  // radians, as if the scene were taken by the hand
};

enum class StandardView { Front, Back, PatientRight, PatientLeft, Top, Bottom };
[[nodiscard]] Camera standardCamera(StandardView view);
[[nodiscard]] Camera openingCamera();  // from the front, a little from the patient's right and above

}  // namespace selvox::viewers

#pragma once
// Colours and sizes of the views. The window fills it from its tokens; the defaults are those of the design.

#include <array>

#include <QColor>
#include <QFont>

namespace selvox::viewers {

enum class Plane { Axial, Sagittal, Coronal };

struct ViewerStyle {
  QColor ground = QColor(0x00, 0x00, 0x00);
  QColor text = QColor(0xE8, 0xEC, 0xF0);
  QColor dimText = QColor(0x9D, 0xAA, 0xB6);
  QColor captionGround = QColor(0x15, 0x19, 0x1E);
  QColor track = QColor(0x27, 0x2E, 0x37);
  QColor focus = QColor(0x5A, 0xB0, 0xF2);
  std::array<QColor, 3> planes{QColor(0xF3, 0x4A, 0x33), QColor(0xED, 0xD5, 0x4C), QColor(0x6E, 0xB0, 0x4B)};
  QColor solid = QColor(0x74, 0x83, 0xE9);  // the 3D view
  std::array<QColor, 8> labels{QColor(0xE4, 0x57, 0x2E), QColor(0x3D, 0x9B, 0xE9), QColor(0xF8, 0xE1, 0x03),
                               QColor(0x0B, 0xFE, 0x95), QColor(0x9A, 0x4D, 0xFF), QColor(0xC7, 0x7B, 0x9A),
                               QColor(0xD9, 0x2B, 0xB5), QColor(0xA1, 0xE7, 0xD5)};
  QColor referenceOutline = QColor(0xF4, 0xF4, 0xF4);
  QColor extra = QColor(0xFF, 0x9F, 0x40);
  QColor missed = QColor(0x2F, 0x8F, 0xFF);
  int textPixels = 12;  // captions and readouts, logical pixels
  int captionHeight = 22;

  [[nodiscard]] const QColor& plane(Plane p) const { return planes[static_cast<std::size_t>(p)]; }
  [[nodiscard]] const QColor& label(int number) const {
    return labels[static_cast<std::size_t>((number - 1) % static_cast<int>(labels.size()) + (number < 1 ? 8 : 0)) %
                  labels.size()];
  }
};

}  // namespace selvox::viewers

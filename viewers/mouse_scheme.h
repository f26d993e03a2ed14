#pragma once
// What the mouse does in a slice view, as tables: Radiology (default), ITK-SNAP, Slicer.

#include <optional>
#include <span>

#include <QString>
#include <Qt>

namespace selvox::viewers {

enum class MouseScheme { Radiology, ItkSnap, Slicer };
enum class MouseAction { None, Window, Crosshair, Pan, Zoom, Scroll, Measure };

struct MouseBinding {
  Qt::MouseButton button;
  Qt::KeyboardModifiers modifiers;
  MouseAction drag;
  MouseAction click;  // pressed and released on one spot
};

[[nodiscard]] std::span<const MouseBinding> mouseBindings(MouseScheme scheme);
[[nodiscard]] const MouseBinding* findBinding(MouseScheme scheme, Qt::MouseButton button, Qt::KeyboardModifiers keys);
// Moving with Shift held, no button: a live crosshair.
[[nodiscard]] bool shiftMovesCrosshair(MouseScheme scheme);
// Wheel alone scrolls slices everywhere; with Ctrl it zooms.
[[nodiscard]] MouseAction wheelAction(Qt::KeyboardModifiers keys);
[[nodiscard]] QString schemeName(MouseScheme scheme);
[[nodiscard]] std::optional<MouseScheme> schemeFromName(const QString& name);  // "radiology", "itksnap", "slicer"

}  // namespace selvox::viewers

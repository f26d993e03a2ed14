#include "viewers/mouse_scheme.h"

#include <array>

namespace selvox::viewers {

namespace {

using A = MouseAction;

constexpr auto kNo = Qt::NoModifier;
constexpr auto kShift = Qt::ShiftModifier;
constexpr auto kControl = Qt::ControlModifier;

const std::array<MouseBinding, 5> kRadiology{{{Qt::LeftButton, kNo, A::Window, A::Crosshair},
                                              {Qt::LeftButton, kShift, A::Crosshair, A::Crosshair},
                                              {Qt::LeftButton, kControl, A::Measure, A::None},
                                              {Qt::MiddleButton, kNo, A::Pan, A::None},
                                              {Qt::RightButton, kNo, A::Zoom, A::None}}};

const std::array<MouseBinding, 4> kItkSnap{{{Qt::LeftButton, kNo, A::Crosshair, A::Crosshair},
                                            {Qt::LeftButton, kControl, A::Window, A::None},
                                            {Qt::MiddleButton, kNo, A::Pan, A::None},
                                            {Qt::RightButton, kNo, A::Zoom, A::None}}};

const std::array<MouseBinding, 5> kSlicer{{{Qt::LeftButton, kNo, A::Window, A::Crosshair},
                                           {Qt::LeftButton, kShift, A::Pan, A::Crosshair},
                                           {Qt::LeftButton, kControl, A::Measure, A::None},
                                           {Qt::MiddleButton, kNo, A::Pan, A::None},
                                           {Qt::RightButton, kNo, A::Zoom, A::None}}};

struct SchemeName {
  MouseScheme scheme;
  const char* name;
};
constexpr std::array<SchemeName, 3> kNames{
    {{MouseScheme::Radiology, "radiology"}, {MouseScheme::ItkSnap, "itksnap"}, {MouseScheme::Slicer, "slicer"}}};

}  // namespace

std::span<const MouseBinding> mouseBindings(MouseScheme scheme) {
  switch (scheme) {
    case MouseScheme::ItkSnap:
      return kItkSnap;
    case MouseScheme::Slicer:
      return kSlicer;
    case MouseScheme::Radiology:
      break;
  }
  return kRadiology;
}

const MouseBinding* findBinding(MouseScheme scheme, Qt::MouseButton button, Qt::KeyboardModifiers keys) {
  const Qt::KeyboardModifiers held = keys & (Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier);
  for (const MouseBinding& binding : mouseBindings(scheme)) {
    if (binding.button == button && binding.modifiers == held) return &binding;
  }
  return nullptr;
}

bool shiftMovesCrosshair(MouseScheme scheme) {
  return scheme != MouseScheme::ItkSnap;
}

MouseAction wheelAction(Qt::KeyboardModifiers keys) {
  return keys.testFlag(Qt::ControlModifier) ? MouseAction::Zoom : MouseAction::Scroll;
}

QString schemeName(MouseScheme scheme) {
  for (const SchemeName& entry : kNames)
    if (entry.scheme == scheme) return QString::fromLatin1(entry.name);
  return {};
}

std::optional<MouseScheme> schemeFromName(const QString& name) {
  for (const SchemeName& entry : kNames)
    if (name == QLatin1String(entry.name)) return entry.scheme;
  return {};
}

}  // namespace selvox::viewers

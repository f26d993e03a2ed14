#include "ui/pages/qc/kept_view.h"

#include <algorithm>

#include "ui/pages/viewer/viewer_style.h"

namespace selvox::ui {

namespace {

volume::Vec3 sidesOf(const volume::Volume& image) {
  return {static_cast<double>(image.extent.x), static_cast<double>(image.extent.y),
          static_cast<double>(image.extent.z)};
}

volume::Vec3 shareOf(const volume::Vec3& world, const volume::Volume& image) {
  const auto inverse = image.worldFromVoxel.inverse();
  if (!inverse) return {0.5, 0.5, 0.5};
  volume::Vec3 share = inverse->apply(world);
  const volume::Vec3 sides = sidesOf(image);
  for (std::size_t axis = 0; axis < 3; ++axis) share[axis] = (share[axis] + 0.5) / sides[axis];
  return share;
}

volume::Vec3 worldOf(const volume::Vec3& share, const volume::Volume& image) {
  volume::Vec3 voxel = sidesOf(image);
  for (std::size_t axis = 0; axis < 3; ++axis) voxel[axis] = share[axis] * voxel[axis] - 0.5;
  return image.worldFromVoxel.apply(voxel);
}

double usualRange(const LoadedCase& shown) {
  return std::max(1e-12, shown.statistics.p99_9 - shown.statistics.p0_1);
}

}  // namespace

KeptView keepView(const viewers::ViewState& state, const LoadedCase& shown) {
  KeptView kept;
  if (!shown.image || !state.image()) return kept;
  kept.cursor = shareOf(state.cursor(), *shown.image);
  kept.centre = shareOf(state.centre(), *shown.image);
  kept.zoom = state.zoom();
  const viewers::Window window = state.window();
  if (window == openingWindow(shown)) return kept;
  if (shown.hounsfield)
    kept.window = {true, window.low(), window.high()};
  else
    kept.window = {false, (window.low() - shown.statistics.p0_1) / usualRange(shown),
                   (window.high() - shown.statistics.p0_1) / usualRange(shown)};
  return kept;
}

std::optional<viewers::Window> windowFor(const KeptView& kept, const LoadedCase& next) {
  if (!kept.window || kept.window->hounsfield != next.hounsfield) return std::nullopt;
  if (next.hounsfield) return viewers::Window::between(kept.window->low, kept.window->high);
  return viewers::Window::between(next.statistics.p0_1 + kept.window->low * usualRange(next),
                                  next.statistics.p0_1 + kept.window->high * usualRange(next));
}

void restoreView(const KeptView& kept, viewers::ViewState& state, const LoadedCase& next) {
  if (!next.image) return;
  state.setCursor(worldOf(kept.cursor, *next.image));
  state.setZoom(kept.zoom);
  state.setCentre(worldOf(kept.centre, *next.image));
}

}  // namespace selvox::ui

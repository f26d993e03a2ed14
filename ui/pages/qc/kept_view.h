#pragma once
// Slice, zoom, middle and window of a case, in terms that fit the next one: places as shares of the grid, the window of
// anything without a fixed scale as shares of the usual range of its intensities.

#include <optional>

#include "ui/pages/viewer/viewer_data.h"
#include "viewers/view_state.h"

namespace selvox::ui {

struct KeptView {
  volume::Vec3 cursor{0.5, 0.5, 0.5}, centre{0.5, 0.5, 0.5};
  double zoom = 1;
  struct Windowing {
    bool hounsfield = false;
    double low = 0, high = 1;  // HU, or shares of the 0.1-99.9 percentile range
  };
  std::optional<Windowing> window;  // nothing: nobody changed it
};

[[nodiscard]] KeptView keepView(const viewers::ViewState& state, const LoadedCase& shown);
// The window for `next`; nothing: the one it opens with.
[[nodiscard]] std::optional<viewers::Window> windowFor(const KeptView& kept, const LoadedCase& next);
// Once the image of `next` is set.
void restoreView(const KeptView& kept, viewers::ViewState& state, const LoadedCase& next);

}  // namespace selvox::ui

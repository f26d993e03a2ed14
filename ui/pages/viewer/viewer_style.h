#pragma once
// The views' colours out of the window's tokens, and the window presets of one case.

#include <vector>

#include "ui/pages/viewer/viewer_data.h"
#include "viewers/style.h"

namespace selvox::ui {

[[nodiscard]] viewers::ViewerStyle viewerStyle();

struct NamedWindow {
  QString name;
  viewers::Window window;
};
// CT: the usual names; otherwise percentiles, the whole range, and the window of the DICOM header where there is one.
// The first is the opening window unless the header has one.
[[nodiscard]] std::vector<NamedWindow> windowPresets(const LoadedCase& loaded);
[[nodiscard]] viewers::Window openingWindow(const LoadedCase& loaded);

// The label's colour of the palette; names such as "liver" have none of their own.
[[nodiscard]] std::map<int, viewers::LabelLook> labelLooks(const LoadedCase& loaded);

}  // namespace selvox::ui

#pragma once
// QSS for containers that carry a name or a `kind`; everything else is drawn by SelvoxStyle and the palette.

#include <QString>

namespace selvox::ui {

// Containers: objectName rail, header, statusStrip, toolStrip, card, drop; property kind: primary, quiet, danger,
// tint-ok, tint-warn, tint-error, panel, sunken, image.
[[nodiscard]] QString makeStyleSheet();

}  // namespace selvox::ui

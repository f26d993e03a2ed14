#pragma once
// What a person set for the window: theme, language, text size, mouse scheme. One place for the keys.

#include <QString>

#include "ui/theme/theme.h"

class QSplitter;

namespace selvox::ui::settings {

// "light", "dark", or empty: as the desktop.
[[nodiscard]] QString theme();
void setTheme(const QString& name);
[[nodiscard]] Theme::Mode themeMode();  // resolves "as the desktop"

[[nodiscard]] QString language();  // "en", "de", or empty: as the system
void setLanguage(const QString& code);

[[nodiscard]] double textScale();
void setTextScale(double scale);

[[nodiscard]] QString mouseScheme();  // "radiology", "itk-snap", "slicer"; key "viewer/mouse"
void setMouseScheme(const QString& scheme);

// Keeps the sizes of a splitter under `key` from one start to the next.
void remember(QSplitter* splitter, const QString& key);

}  // namespace selvox::ui::settings

#pragma once
// Words of the worker in the language of the window.

#include <string>

#include <QString>

namespace selvox::ui {

// The translation where there is one, else the text itself; an empty text stays empty.
[[nodiscard]] QString workerText(const QString& text);
[[nodiscard]] QString workerText(const std::string& text);
// A caption of a preview, sentence by sentence: "asked left, above, answered right (0.61)".
[[nodiscard]] QString workerCaption(const QString& text);
[[nodiscard]] QString workerCaption(const std::string& text);

}  // namespace selvox::ui

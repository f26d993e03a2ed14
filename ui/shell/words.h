#pragma once
// Sizes, times, counts and paths as a person reads them; numbers by the application's locale.

#include <filesystem>
#include <string>

#include <QString>

namespace selvox::ui {

[[nodiscard]] QString toQt(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path fromQt(const QString& path);
[[nodiscard]] inline QString toQt(const std::string& text) {
  return QString::fromStdString(text);
}

[[nodiscard]] QString homeShort(const std::filesystem::path& path);  // "~/selvox/brain"
[[nodiscard]] QString bytesText(qint64 bytes);                       // "212 GB", "1.4 TB", decimal units
[[nodiscard]] QString countText(qint64 count);                       // "1,204"
[[nodiscard]] QString durationText(double seconds);                  // "6 s", "4 min", "2 h 10 min", "3 d 4 h"
[[nodiscard]] QString numberText(double value, int decimals);        // U+2212 for minus
[[nodiscard]] QString shortNumberText(double value);                 // 4 significant digits, thousands separated

}  // namespace selvox::ui

#pragma once
// Window and level: which real values become black and white, and the presets that people know by name.

#include <span>
#include <vector>

#include <QRgb>
#include <QString>

#include "core/volume/volume.h"

namespace selvox::viewers {

struct Window {
  double width = 1, level = 0;
  [[nodiscard]] double low() const { return level - width / 2; }
  [[nodiscard]] double high() const { return level + width / 2; }
  bool operator==(const Window&) const = default;
  static Window between(double low, double high);  // a width of zero becomes the smallest usable one
};

struct WindowPreset {
  const char* name;  // to be translated in the context "viewers"
  double width, level;
};
[[nodiscard]] std::span<const WindowPreset> ctPresets();  // the first nine have the digits 1-9

// 0.1 to 99.9 percentile, for MR and everything without a fixed scale.
[[nodiscard]] Window percentileWindow(const volume::Statistics& statistics);

// Grey value of every stored code: 8- and 16-bit types by one entry a code, wider types by 4096 steps over the window.
class WindowTable {
 public:
  WindowTable() = default;
  WindowTable(const volume::Volume& volume, const Window& window);
  [[nodiscard]] QRgb operator()(float code) const {
    const float position = (code - first_) * perCode_;
    if (!(position > 0)) return table_.front();  // NaN too
    if (position >= static_cast<float>(table_.size() - 1)) return table_.back();
    return table_[static_cast<std::size_t>(position + 0.5f)];
  }

 private:
  std::vector<QRgb> table_{qRgb(0, 0, 0)};
  float first_ = 0, perCode_ = 1;
};

}  // namespace selvox::viewers

#pragma once
// Axes of our charts: a linear or logarithmic range, round ticks and their words. Charts draw in "axis space": the value
// itself, or its decimal logarithm.

#include <optional>
#include <vector>

#include <QString>

#include "ui/charts/curve.h"

namespace selvox::ui {

struct AxisRange {
  double low = 0, high = 1;  // axis space
  [[nodiscard]] double span() const { return high - low; }
};

struct Tick {
  double position = 0;  // axis space
  QString text;
};

// Axis space of a value; nothing where a logarithm has none.
[[nodiscard]] std::optional<double> toAxis(double value, bool logarithmic);
[[nodiscard]] double fromAxis(double position, bool logarithmic);

// Round ticks (1, 2, 5 times a power of ten; decades on a logarithmic axis), at most `maximum`.
[[nodiscard]] std::vector<Tick> valueTicks(const AxisRange& range, bool logarithmic, int maximum);
// Steps ("10k"), durations ("20 min") or local times of day, by the kind of axis.
[[nodiscard]] std::vector<Tick> xTicks(const AxisRange& range, XAxis axis, bool logarithmic, int maximum);

// A little air around the data; a single value gets a range of its own size.
[[nodiscard]] AxisRange padded(AxisRange range, double share);

// "0.4172", "1.2e-5", "12,400": four significant digits, U+2212 for minus.
[[nodiscard]] QString shortNumber(double value);
// "10k", "2.5M".
[[nodiscard]] QString shortCount(double value);
// "47 min", "1 h 24 min", "2 d 3 h"; whole units.
[[nodiscard]] QString duration(double seconds);
// "9.1 GB" in decimal units.
[[nodiscard]] QString byteSize(double bytes);
// "step 4,000", "after 12 min", "11:41:20".
[[nodiscard]] QString describeX(double value, XAxis axis);

}  // namespace selvox::ui

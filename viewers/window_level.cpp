#include "viewers/window_level.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <QtGlobal>

namespace selvox::viewers {

namespace {

constexpr std::array<WindowPreset, 11> kCtPresets{{
    {QT_TRANSLATE_NOOP("viewers", "Brain"), 80, 40},
    {QT_TRANSLATE_NOOP("viewers", "Soft tissue"), 400, 40},
    {QT_TRANSLATE_NOOP("viewers", "Abdomen"), 350, 50},
    {QT_TRANSLATE_NOOP("viewers", "Liver"), 150, 90},
    {QT_TRANSLATE_NOOP("viewers", "Mediastinum"), 400, 40},
    {QT_TRANSLATE_NOOP("viewers", "Lung"), 1500, -600},
    {QT_TRANSLATE_NOOP("viewers", "Bone"), 2500, 480},
    {QT_TRANSLATE_NOOP("viewers", "Angio"), 600, 200},
    {QT_TRANSLATE_NOOP("viewers", "Subdural"), 200, 75},
    {QT_TRANSLATE_NOOP("viewers", "Stroke"), 40, 40},
    {QT_TRANSLATE_NOOP("viewers", "Temporal bone"), 2800, 600},
}};

constexpr int kWideSteps = 4096;

struct CodeRange {
  double first = 0;
  std::size_t count = 0;
};

CodeRange codesOf(volume::VoxelType type) {
  switch (type) {
    case volume::VoxelType::Int8:
      return {-128, 256};
    case volume::VoxelType::UInt8:
      return {0, 256};
    case volume::VoxelType::Int16:
      return {-32768, 65536};
    case volume::VoxelType::UInt16:
      return {0, 65536};
    default:
      return {};
  }
}

QRgb greyAt(double value, const Window& window) {
  const double share = (value - window.low()) / window.width;
  const int grey = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * 255));
  return qRgb(grey, grey, grey);
}

}  // namespace

Window Window::between(double low, double high) {
  const double smallest = std::max(1e-6, 1e-6 * std::max(std::abs(low), std::abs(high)));
  if (!(high - low > smallest)) return {smallest, low};
  return {high - low, (low + high) / 2};
}

std::span<const WindowPreset> ctPresets() {
  return kCtPresets;
}

Window percentileWindow(const volume::Statistics& statistics) {
  if (statistics.p99_9 > statistics.p0_1) return Window::between(statistics.p0_1, statistics.p99_9);
  return Window::between(statistics.minimum, statistics.maximum);
}

WindowTable::WindowTable(const volume::Volume& volume, const Window& window) {
  const double scale = volume.scale == 0 ? 1 : volume.scale;
  const CodeRange codes = codesOf(volume.type);
  const double lowCode = (window.low() - volume.offset) / scale;
  const double highCode = (window.high() - volume.offset) / scale;
  const std::size_t count = codes.count ? codes.count : kWideSteps;
  double first = codes.first, step = 1;
  if (!codes.count) {
    first = std::min(lowCode, highCode);
    step = std::max(std::abs(highCode - lowCode), std::numeric_limits<double>::min()) / (kWideSteps - 1);
  }
  first_ = static_cast<float>(first);
  perCode_ = static_cast<float>(1 / step);
  table_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    table_[i] = greyAt((first + static_cast<double>(i) * step) * scale + volume.offset, window);
  }
}

}  // namespace selvox::viewers

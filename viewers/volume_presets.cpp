#include "viewers/volume_presets.h"

#include <cstring>

#include <QtGlobal>

namespace selvox::viewers {

namespace {

std::vector<VolumePreset> makePresets() {
  const auto grey = Blend::Composite;
  return {
      {"ct-bone",
       QT_TRANSLATE_NOOP("viewers", "CT bone"),
       false,
       grey,
       true,
       0.25,
       0.9,
       0.25,
       12,
       {{-1000, 0, 0.2, 0.15, 0.1},
        {150, 0, 0.45, 0.25, 0.15},
        {260, 0.25, 0.88, 0.62, 0.38},
        {600, 0.75, 0.95, 0.88, 0.74},
        {1600, 0.95, 1, 0.99, 0.95}}},
      {"ct-soft",
       QT_TRANSLATE_NOOP("viewers", "CT soft tissue"),
       false,
       grey,
       true,
       0.3,
       0.85,
       0.15,
       10,
       {{-1000, 0, 0.3, 0.15, 0.1},
        {-180, 0, 0.55, 0.25, 0.15},
        {-20, 0.1, 0.88, 0.6, 0.3},
        {60, 0.35, 0.9, 0.45, 0.35},
        {240, 0.65, 0.95, 0.85, 0.75},
        {1500, 0.9, 1, 1, 0.96}}},
      {"ct-lung",
       QT_TRANSLATE_NOOP("viewers", "CT lung"),
       false,
       grey,
       true,
       0.25,
       0.9,
       0.1,
       8,
       {{-1000, 0, 0.2, 0.2, 0.3},
        {-950, 0, 0.3, 0.4, 0.6},
        {-820, 0.03, 0.45, 0.6, 0.85},
        {-600, 0.14, 0.85, 0.75, 0.72},
        {-350, 0.02, 0.9, 0.7, 0.6},
        {100, 0.0, 0.9, 0.7, 0.6},
        {400, 0.05, 1, 1, 1}}},
      {"ct-vessels",
       QT_TRANSLATE_NOOP("viewers", "CT vessels"),
       false,
       grey,
       true,
       0.25,
       0.9,
       0.3,
       14,
       {{-1000, 0, 0.3, 0, 0},
        {110, 0, 0.5, 0.05, 0.03},
        {180, 0.3, 0.8, 0.12, 0.08},
        {320, 0.7, 0.98, 0.45, 0.3},
        {700, 0.85, 0.98, 0.9, 0.78},
        {1500, 0.9, 1, 1, 1}}},
      {"ct-skin",
       QT_TRANSLATE_NOOP("viewers", "CT skin and muscle"),
       false,
       grey,
       true,
       0.3,
       0.85,
       0.1,
       8,
       {{-1000, 0, 0.9, 0.7, 0.6},
        {-420, 0, 0.93, 0.72, 0.6},
        {-300, 0.5, 0.94, 0.74, 0.62},
        {-60, 0.8, 0.9, 0.62, 0.5},
        {80, 0.9, 0.72, 0.33, 0.27},
        {400, 1, 0.95, 0.9, 0.8}}},
      {"mr-default",
       QT_TRANSLATE_NOOP("viewers", "MR default"),
       true,
       grey,
       true,
       0.3,
       0.85,
       0.15,
       10,
       {{0, 0, 0, 0, 0},
        {0.18, 0, 0.25, 0.22, 0.2},
        {0.3, 0.12, 0.5, 0.43, 0.38},
        {0.55, 0.3, 0.78, 0.7, 0.62},
        {0.8, 0.5, 0.95, 0.9, 0.82},
        {1, 0.75, 1, 1, 1}}},
      {"mr-brain",
       QT_TRANSLATE_NOOP("viewers", "MR brain"),
       true,
       grey,
       true,
       0.35,
       0.8,
       0.1,
       8,
       {{0, 0, 0, 0, 0},
        {0.25, 0, 0.3, 0.2, 0.18},
        {0.38, 0.35, 0.72, 0.55, 0.5},
        {0.6, 0.75, 0.9, 0.78, 0.72},
        {1, 0.9, 1, 0.97, 0.92}}},
      {"mr-angio",
       QT_TRANSLATE_NOOP("viewers", "MR angio"),
       true,
       grey,
       true,
       0.25,
       0.9,
       0.3,
       14,
       {{0, 0, 0.3, 0, 0}, {0.55, 0, 0.6, 0.05, 0.03}, {0.72, 0.35, 0.9, 0.2, 0.12}, {1, 0.9, 1, 0.75, 0.6}}},
      {"mip",
       QT_TRANSLATE_NOOP("viewers", "Maximum (MIP)"),
       true,
       Blend::Maximum,
       false,
       1,
       0,
       0,
       1,
       {{0, 0, 0, 0, 0}, {1, 1, 1, 1, 1}}},
      {"minip",
       QT_TRANSLATE_NOOP("viewers", "Minimum"),
       true,
       Blend::Minimum,
       false,
       1,
       0,
       0,
       1,
       {{0, 1, 0, 0, 0}, {1, 1, 1, 1, 1}}},
      {"average",
       QT_TRANSLATE_NOOP("viewers", "Average"),
       true,
       Blend::Average,
       false,
       1,
       0,
       0,
       1,
       {{0, 0, 0, 0, 0}, {0.1, 1, 0.1, 0.1, 0.1}, {0.6, 1, 1, 1, 1}}},
  };
}

const std::vector<VolumePreset>& table() {
  static const std::vector<VolumePreset> presets = makePresets();
  return presets;
}

}  // namespace

std::span<const VolumePreset> volumePresets() {
  return table();
}

const VolumePreset& volumePreset(const char* id) {
  for (const VolumePreset& preset : table())
    if (std::strcmp(preset.id, id) == 0) return preset;
  return table().front();
}

const char* defaultPreset(bool hounsfield) {
  return hounsfield ? "ct-bone" : "mr-default";
}

std::vector<TransferPoint> realPoints(const VolumePreset& preset, const volume::Statistics& statistics, double shift) {
  std::vector<TransferPoint> points = preset.points;
  const double low = statistics.p0_5;
  const double range = statistics.p99_5 > low ? statistics.p99_5 - low : 1;
  if (preset.relative)
    for (TransferPoint& point : points) point.value = low + point.value * range;
  const double span = points.back().value - points.front().value;
  for (TransferPoint& point : points) point.value += shift * span;
  return points;
}

}  // namespace selvox::viewers

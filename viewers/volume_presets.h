#pragma once
// Looks of volume rendering: colour and opacity over real values, shading, blending.

#include <span>
#include <vector>

#include "core/volume/volume.h"

namespace selvox::viewers {

struct TransferPoint {
  double value, opacity;
  double red, green, blue;
};

enum class Blend { Composite, Maximum, Minimum, Average };

struct VolumePreset {
  const char* id;
  const char* name;  // to be translated in the context "viewers"
  // Values of the points: Hounsfield units, or shares (0..1) of the 0.5-99.5 percentile range where `relative`.
  bool relative;
  Blend blend;
  bool shaded;
  double ambient, diffuse, specular, power;
  std::vector<TransferPoint> points;
};

[[nodiscard]] std::span<const VolumePreset> volumePresets();
[[nodiscard]] const VolumePreset& volumePreset(const char* id);  // the first one when not known
// "ct-bone" for CT, "mr-default" for everything else.
[[nodiscard]] const char* defaultPreset(bool hounsfield);

// The points on real values, moved by `shift` (a share of their own span, -1..1).
[[nodiscard]] std::vector<TransferPoint> realPoints(const VolumePreset& preset, const volume::Statistics& statistics,
                                                    double shift);

}  // namespace selvox::viewers

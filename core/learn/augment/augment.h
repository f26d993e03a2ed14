#pragma once
// Batched augmentation on the device. Every draw is Rng(seed, Augment, step, sample * 64 + stream): a pure function.
// Spatial part: one fused pass (flip, rotation, scale, crop as one affine, linear for images, nearest for labels).

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/json.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::augment {

struct Settings {                             // probabilities per sample; ranges inclusive; documented in schema()
  double flip = 0.5;                          // per axis…
  double flipX = -1, flipY = -1, flipZ = -1;  // …but for these where not negative
  bool keepLaterality = false;                // never along x: left stays left
  double rotate = 0.2, rotateDegrees = 30;
  double scale = 0.2, scaleLow = 0.7, scaleHigh = 1.4;
  double gamma = 0.3, gammaLow = 0.7, gammaHigh = 1.5, gammaInvert = 0.1;
  double noise = 0.1, noiseVariance = 0.1;
  double blur = 0.2, blurLow = 0.5, blurHigh = 1.0;  // sigma, voxels
  double brightness = 0.15, brightnessLow = 0.75, brightnessHigh = 1.25;
  double contrast = 0.15, contrastLow = 0.75, contrastHigh = 1.25;
  double lowResolution = 0.0, lowResolutionLow = 0.5;
  double cutout = 0.0, cutoutShare = 0.3;          // share of the volume
  double cropLow = 1.0, cropHigh = 1.0;            // random resized crop: share of the volume kept
  double solarise = 0.0, solariseThreshold = 0.5;  // share of the sample's range above which greys are inverted
};
[[nodiscard]] spec::ParamSchema schema();                     // "augment.flip", …
[[nodiscard]] Settings fromJson(const base::Json& settings);  // names as in schema()
[[nodiscard]] Settings contrastiveDefaults();                 // views for SimCLR and BYOL on medical images

struct Key {
  std::uint64_t seed = 0;
  std::int64_t step = 0;
  int stream = 0;  // view number, 0..63
};

struct Augmented {
  at::Tensor images;         // (N, C, [D,] H, W) float32
  at::Tensor labels;         // (N, [D,] H, W) int64 or undefined
  at::Tensor patchFromView;  // (N, 12) float64: maps voxel coordinates (x, y, z) of the view to the input patch's
};
// `outSize` ([D,] H, W) empty: as the input; smaller: a centre crop, or what random resized crop (cropLow < 1) scales
// to.
[[nodiscard]] Augmented apply(const at::Tensor& images, const at::Tensor& labels, const Settings& settings,
                              const Key& key, const std::vector<std::int64_t>& outSize = {});

// Seconds this process has spent in apply() so far, so that the engine can tell the network's time from the data's.
[[nodiscard]] double secondsSpent();

}  // namespace selvox::learn::augment

#pragma once
// Clipping and normalisation constants, by modality. CT is measured in HU, so one set of constants serves a dataset; MR
// and all others have no unit, so each volume gets its own, robust against single wild intensities.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/volume/brick_file.h"

namespace selvox::services {

[[nodiscard]] bool isCt(const std::string& modality);

// HU window: clip to [low, high], centre and half width as mean and deviation.
[[nodiscard]] volume::Normalisation ctWindow(double low, double high);

// nnU-Net's CT scheme: clip to the 0.5 and 99.5 percentiles of the foreground, then its mean and standard deviation.
[[nodiscard]] volume::Normalisation ctPercentile(std::vector<float> foreground);

// z-score of one volume after clipping to its 0.5 and 99.5 percentiles. Where more than a quarter of the voxels hold
// exactly the smallest value (padding, removed background) they are left out of the constants.
[[nodiscard]] volume::Normalisation zScore(std::vector<float> values);

[[nodiscard]] base::Json toJson(const volume::Normalisation& normalisation);
[[nodiscard]] volume::Normalisation normalisationFromJson(const base::Json& json);

// Quantile with linear interpolation between order statistics; `values` is reordered. 0 for nothing.
[[nodiscard]] double quantile(std::vector<float>& values, double q);
// The same of values that are sorted, at least one.
[[nodiscard]] double sortedQuantile(const std::vector<double>& sorted, double q);

}  // namespace selvox::services

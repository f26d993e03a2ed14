#pragma once
// What preparation decides from the data before it touches a voxel: target spacing and constants.

#include <array>
#include <string>
#include <vector>

#include "core/services/prepare.h"

namespace selvox::services {

// Median per axis (mean of the two middle values for an even count), rounded to 1e-6 mm; with `percentile10` the axis
// that is more than 3 times coarser than the finest takes its 10th percentile, but never finer than the other two
// (nnU-Net).
[[nodiscard]] std::array<double, 3> targetSpacing(const std::vector<volume::Vec3>& spacings, bool percentile10);

// Target of one volume: a grid of a single slice keeps its own z spacing.
[[nodiscard]] volume::Vec3 spacingFor(const volume::Extent& extent, const volume::Vec3& own,
                                      const std::array<double, 3>& target);

// Within a thousandth per axis: resampling would only blur.
[[nodiscard]] bool sameSpacing(const volume::Vec3& a, const volume::Vec3& b);

// {"CT": normalisation of the dataset} where there are CT series with a fixed scheme; empty otherwise.
[[nodiscard]] base::Result<base::Json> fitConstants(const Workspace& workspace,
                                                    const std::vector<ports::SeriesRow>& rows,
                                                    const PrepareSettings& settings,
                                                    const std::vector<std::string>& leaveOut, const Watch& watch);

// How one modality is normalised: the dataset's constants for CT, z-score per volume for everything else.
[[nodiscard]] volume::Normalisation normalisationFor(const volume::Volume& volume, const std::string& modality,
                                                     const base::Json& constants);

// The canonical settings that enter the cache key of an image or a label.
[[nodiscard]] std::string imageSettings(const std::string& modality, const volume::Vec3& spacing,
                                        const base::Json& constants);
[[nodiscard]] std::string labelSettings(const volume::Vec3& spacing);

}  // namespace selvox::services

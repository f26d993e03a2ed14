#pragma once
// From native bricks to network-ready ones: one spacing for the whole dataset, images by order-3 B-spline, labels by
// nearest neighbour, clipping and normalisation constants per modality in the header. Writes the cache by content hash
// and freezes the result as a dataset version; what is already in the cache is not made again.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/services/dataset_version.h"
#include "core/services/workspace.h"
#include "core/volume/brick_file.h"

namespace selvox::services {

struct PrepareSettings {
  std::vector<double> spacing;  // x, y, z in mm; empty: the dataset's median per axis
  bool anisotropicPercentile =
      false;  // nnU-Net: an axis over 3 times coarser than the finest takes its 10th percentile
  // "auto": percentiles of the labelled foreground where there are labels, else the window. "window", "percentile".
  std::string ct = "auto";
  double ctLow = -1000, ctHigh = 1000;  // HU
  bool refit = false;                   // forget the spacing and constants of the previous version
};
[[nodiscard]] base::Json requestJson(const PrepareSettings& settings);  // canonical; `refit` left out

[[nodiscard]] PrepareSettings prepareSettingsFrom(const base::Json& request);

struct PrepareReport {
  DatasetVersion version;
  std::size_t fresh = 0, cached = 0;  // images and labels written, and found in the cache
  bool unchanged = false;             // this very version was frozen before
};

// A later import keeps the spacing and the constants of the dataset's previous version (same request, no `refit`), so
// that no key moves. `now` becomes the version's time.
[[nodiscard]] base::Result<PrepareReport> prepare(const Workspace& workspace, const std::string& dataset,
                                                  const PrepareSettings& settings, const std::string& now,
                                                  const Watch& watch);

// The version a run would use now: the youngest one if it covers the dataset as the catalog has it, else freshly
// prepared.
[[nodiscard]] base::Result<PrepareReport> ensurePrepared(const Workspace& workspace, const std::string& dataset,
                                                         const std::string& now, const Watch& watch);

// One volume outside the catalog, prepared like the entries of a version: for prediction.
[[nodiscard]] base::Result<std::pair<volume::BrickHeader, volume::Volume>> prepareVolume(
    volume::Volume lpsOriented, const std::string& modality, const std::array<double, 3>& spacing,
    const base::Json& constants);

inline constexpr int kPrepareVersion = 1;

}  // namespace selvox::services

#pragma once
// Answers about scans that need not be in the catalog: decoded by the importers, prepared like the run's own data,
// predicted by the worker. Labels and images are brought back to the input's own grid and axis order; classes stand in
// a table.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

struct PredictRequest {
  std::string run, checkpoint;  // checkpoint empty: the worker's choice
  std::filesystem::path input, output;
  std::string modality;  // empty: the series' own, or the run's where the file does not say
};

struct PredictedLabel {
  std::string name;
  std::int64_t voxels = 0;
  double millilitres = 0;
};

struct PredictedSeries {
  std::vector<std::string> input;  // absolute
  std::filesystem::path output;
  std::map<int, PredictedLabel> labels;  // of a segmentation
  volume::Extent extent;                 // of an enhancement: the voxels of its image
  // Of a classification, in the run's order; with what they say: the likeliest class, or all from 0.5 on, "a|b".
  std::vector<std::pair<std::string, double>> probabilities;
  std::string answer;
};

struct PredictReport {
  std::string run;
  std::vector<PredictedSeries> series;
  std::vector<std::pair<std::string, std::string>> refused;  // file, reason
};
[[nodiscard]] base::Json toJson(const PredictReport& report);

// NIfTI files `<name>.nii.gz` in `output`, made if missing; of an enhancement images in the input's units on its grid
// (super-resolution: on that grid in LPS order, finer by the run's factor); of a classification one `predictions.csv`:
// file, class, and one column of probabilities a class. An existing file of that name is replaced.
[[nodiscard]] base::Result<PredictReport> predict(const Workspace& workspace, ports::Exporter& nifti,
                                                  const PredictRequest& request, const Watch& watch);

}  // namespace selvox::services

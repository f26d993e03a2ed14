#pragma once
// How well an outlined label or region agrees with its reference, on the native grid. Torch-free. Conventions: METHODS
// section 5.

#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/learn/metrics/segmentation.h"
#include "core/volume/brick_file.h"

namespace selvox::learn::inference {

// What is judged: a label, or a region of several.
struct Structure {
  std::string key, name;
  std::vector<int> numbers;
};
[[nodiscard]] std::vector<Structure> labelStructures(const std::map<int, std::string>& labels);

// NaN: undefined.
struct LabelScore {
  double dice, iou;
  double hd95;            // mm
  double nsd;             // normalised surface distance at the run's tolerance
  double volumeError;     // |predicted - reference| / reference; NaN without a reference
  double falsePositives;  // outlined pieces that touch no reference voxel
};
struct LabelMetric {
  const char* name;
  double LabelScore::*value;
};
[[nodiscard]] const std::vector<LabelMetric>& labelMetrics();

[[nodiscard]] LabelScore scoreMasks(metrics::Mask pred, metrics::Mask ref, const metrics::Grid& grid, double tolerance);

struct CaseScore {
  std::string caseName, patient;
  std::vector<LabelScore> scores;  // of the structures in their order
};
// The reference must have the prediction's grid. `tolerance` in mm.
[[nodiscard]] base::Result<CaseScore> scoreCase(const volume::Volume& prediction, const volume::BrickFile& reference,
                                                const std::vector<Structure>& structures, double tolerance);

[[nodiscard]] metrics::Grid gridOf(const volume::Volume& volume);
// Values of a label volume as 16 bit, x fastest.
[[nodiscard]] std::vector<std::uint16_t> labelValues(const volume::Volume& labels);
[[nodiscard]] base::Result<std::vector<std::uint16_t>> referenceValues(const volume::BrickFile& reference,
                                                                       const volume::Extent& extent);

}  // namespace selvox::learn::inference

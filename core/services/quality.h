#pragma once
// Quality of a dataset's scans: numbers of each scan beside those of its modality, and what is odd about it. Measured
// once per scan (quality_facts.h); the report of a dataset lies in index/quality/DATASET.json.

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/services/quality_facts.h"

namespace selvox::services {

struct QualityMetric {
  const char* id;                          // "signal_to_noise"
  const char* title;                       // "Signal to noise"
  const char* unit;                        // "mm" or empty
  double (*of)(const VolumeFacts& facts);  // NaN: not known
};
[[nodiscard]] const std::vector<QualityMetric>& qualityMetrics();

enum class FindingKind {
  VoxelsGone,      // its brick is not in the cache
  ConstantSlices,  // slices of one value between others
  RepeatedSlices,  // the same voxels twice in a row
  MissingSlices,   // the image jumps between two slices
  OddSlices,       // unlike both neighbours
  Padding,         // slices of one value at the ends: to know
  LabelGrid,       // a label map on another grid than its image
  LabelOutside,    // labels where the image is cut away
  LabelEmpty,
  Orientation,  // stored in another orientation than most of its modality
  Outlier,      // a metric far from its modality's median
};
[[nodiscard]] const char* name(FindingKind kind);  // "constant_slices"

struct QualityFinding {
  FindingKind kind = FindingKind::Outlier;
  int axis = -1;                     // 0 sagittal, 1 coronal, 2 axial slices
  std::vector<std::int64_t> slices;  // from 0
  std::string metric;                // of an outlier
  double value = 0, usual = 0, z = 0;
  std::string text;  // orientation, how a grid differs, why voxels are gone
};
[[nodiscard]] std::string words(const QualityFinding& finding);  // English, slices from 1
[[nodiscard]] bool toCorrect(FindingKind kind);                  // false: to know

struct QualityRow {
  std::int64_t series = 0;
  std::string caseName, modality, orientation;  // orientation as stored: "RAS"
  std::vector<double> values, z;                // by metric; z: NaN where too few scans tell what is usual
  std::vector<QualityFinding> findings;
};

struct MetricRange {  // of one modality
  std::size_t scans = 0;
  double median = 0, spread = 0;  // spread: the standard deviation that the median absolute deviation stands for
};

struct QualityReport {
  std::string dataset, created;
  std::map<std::string, std::vector<MetricRange>> usual;  // by modality, then by metric
  std::vector<QualityRow> rows;
  std::size_t measured = 0, known = 0;        // scans whose voxels were read now, and before
  [[nodiscard]] std::size_t flagged() const;  // scans with something to correct
};

inline constexpr double kOutlier = 3.5;          // |robust z| beyond it (Iglewicz and Hoaglin, 1993)
inline constexpr std::size_t kFewestScans = 10;  // of fewer nothing is called usual

// Median and spread; where more than half of the values are equal, the spread comes from the mean absolute deviation.
[[nodiscard]] MetricRange rangeOfMetric(std::vector<double> values);
[[nodiscard]] double robustZ(double value, const MetricRange& range);  // 0 where all values are equal and this one too

struct ScanFacts {
  std::int64_t series = 0;
  std::string caseName, modality, orientation;
  std::optional<VolumeFacts> facts;
  std::string gone;  // why there are none
};
[[nodiscard]] QualityReport judgeQuality(const std::string& dataset, const std::vector<ScanFacts>& scans);

// Measures what is not measured yet, judges, writes the report. After a cancel what was measured stays.
[[nodiscard]] base::Result<QualityReport> assessQuality(const Workspace& workspace, const std::string& dataset,
                                                        const std::string& created, const Watch& watch);
// The report as it was last written. NotFound: never.
[[nodiscard]] base::Result<QualityReport> readQuality(const std::filesystem::path& workspace,
                                                      const std::string& dataset);

[[nodiscard]] base::Json toJson(const QualityReport& report);
[[nodiscard]] base::Result<QualityReport> qualityFromJson(const base::Json& json);

}  // namespace selvox::services

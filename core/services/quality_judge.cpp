// From facts to findings.

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/services/quality.h"

namespace selvox::services {

namespace {

constexpr double kMostOutside = 0.01;  // share of the labelled voxels on a cut-away image that is a matter of the edge

std::string sliceList(const std::vector<std::int64_t>& slices) {
  constexpr std::size_t kMostRanges = 6;
  std::string text;
  std::size_t ranges = 0;
  for (std::size_t i = 0; i < slices.size(); ++ranges) {
    std::size_t last = i;
    while (last + 1 < slices.size() && slices[last + 1] == slices[last] + 1) ++last;
    if (ranges == kMostRanges) return text + ", …";
    if (!text.empty()) text += ", ";
    text += std::to_string(slices[i] + 1);
    if (last > i) text += "-" + std::to_string(slices[last] + 1);
    i = last + 1;
  }
  return text;
}

std::string planeOf(int axis) {
  static const std::array<const char*, 3> names{"sagittal", "coronal", "axial"};
  return axis < 0 || axis > 2 ? "" : names[static_cast<std::size_t>(axis)];
}

std::string shortNumber(double value) {
  return base::toText(std::round(value * 1000) / 1000);
}

// A slice that is empty along one axis is judged there alone; air at the ends of any is usual.
void addSliceFindings(const SliceFaults& faults, int axis, std::vector<QualityFinding>& findings) {
  const auto add = [&](FindingKind kind, const std::vector<std::int64_t>& slices) {
    if (!slices.empty()) findings.push_back({kind, axis, slices, {}, 0, 0, 0, {}});
  };
  add(FindingKind::ConstantSlices, faults.constant);
  add(FindingKind::RepeatedSlices, faults.repeated);
  add(FindingKind::MissingSlices, faults.gaps);
  add(FindingKind::OddSlices, faults.odd);
  if (faults.emptyFirst + faults.emptyLast > 0) {
    QualityFinding padding{FindingKind::Padding, axis, {}, {}, 0, 0, 0, {}};
    padding.value = static_cast<double>(faults.emptyFirst);
    padding.usual = static_cast<double>(faults.emptyLast);
    findings.push_back(padding);
  }
}

void addLabelFindings(const VolumeFacts& facts, std::vector<QualityFinding>& findings) {
  for (const auto& label : facts.labels) {
    if (!label.otherGrid.empty()) {
      findings.push_back({FindingKind::LabelGrid, -1, {}, {}, 0, 0, 0, label.otherGrid});
    } else if (label.voxels == 0) {
      findings.push_back({FindingKind::LabelEmpty, -1, {}, {}, 0, 0, 0, {}});
    } else if (static_cast<double>(label.outside) > kMostOutside * static_cast<double>(label.voxels)) {
      findings.push_back({FindingKind::LabelOutside,
                          -1,
                          {},
                          {},
                          static_cast<double>(label.outside),
                          static_cast<double>(label.voxels),
                          0,
                          {}});
    }
  }
}

std::string commonest(const std::map<std::string, std::size_t>& counts) {
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? "" : most->first;
}

QualityRow rowOf(const ScanFacts& scan) {
  QualityRow row{scan.series, scan.caseName, scan.modality, scan.orientation, {}, {}, {}};
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  for (const auto& metric : qualityMetrics()) row.values.push_back(scan.facts ? metric.of(*scan.facts) : none);
  row.z.assign(row.values.size(), none);
  if (!scan.facts) {
    row.findings.push_back({FindingKind::VoxelsGone, -1, {}, {}, 0, 0, 0, scan.gone});
    return row;
  }
  for (int axis = 2; axis >= 0; --axis)
    addSliceFindings(scan.facts->axes[static_cast<std::size_t>(axis)], axis, row.findings);
  addLabelFindings(*scan.facts, row.findings);
  return row;
}

void compareWithin(std::vector<QualityRow*>& rows, std::vector<MetricRange>& usual) {
  for (std::size_t m = 0; m < qualityMetrics().size(); ++m) {
    std::vector<double> values;
    for (const auto* row : rows) values.push_back(row->values[m]);
    usual.push_back(rangeOfMetric(std::move(values)));
    for (auto* row : rows) {
      row->z[m] = robustZ(row->values[m], usual[m]);
      if (std::abs(row->z[m]) > kOutlier)
        row->findings.push_back(
            {FindingKind::Outlier, -1, {}, qualityMetrics()[m].id, row->values[m], usual[m].median, row->z[m], {}});
    }
  }
  std::map<std::string, std::size_t> orientations;
  for (const auto* row : rows) ++orientations[row->orientation];
  const auto most = commonest(orientations);
  if (rows.size() < kFewestScans || orientations[most] * 2 <= rows.size()) return;
  for (auto* row : rows)
    if (row->orientation != most)
      row->findings.push_back({FindingKind::Orientation, -1, {}, {}, 0, 0, 0, row->orientation + ", most are " + most});
}

std::string outlierWords(const QualityFinding& f) {
  std::string title = f.metric, unit;
  for (const auto& metric : qualityMetrics())
    if (metric.id == f.metric) title = metric.title, unit = *metric.unit != '\0' ? std::string(" ") + metric.unit : "";
  return title + " " + shortNumber(f.value) + unit + ", usual " + shortNumber(f.usual) + unit + " (robust z " +
         shortNumber(std::round(f.z * 10) / 10) + ")";
}

}  // namespace

std::string words(const QualityFinding& f) {
  const auto slices = planeOf(f.axis) + " slices " + sliceList(f.slices);
  switch (f.kind) {
    case FindingKind::VoxelsGone:
      return "its voxels cannot be read: " + f.text;
    case FindingKind::ConstantSlices:
      return slices + " hold one value each, between others with an image";
    case FindingKind::RepeatedSlices:
      return slices + " repeat the slice before";
    case FindingKind::MissingSlices:
      return "slices are likely missing after " + slices;
    case FindingKind::OddSlices:
      return slices + " are unlike both neighbours";
    case FindingKind::Padding:
      return shortNumber(f.value) + " empty " + planeOf(f.axis) + " slices at one end, " + shortNumber(f.usual) +
             " at the other";
    case FindingKind::LabelGrid:
      return "a label map is on another grid: " + f.text;
    case FindingKind::LabelOutside:
      return shortNumber(f.value) + " of " + shortNumber(f.usual) + " labelled voxels lie where the image is cut away";
    case FindingKind::LabelEmpty:
      return "a label map is empty";
    case FindingKind::Orientation:
      return "stored as " + f.text;
    case FindingKind::Outlier:
      break;
  }
  return outlierWords(f);
}

bool toCorrect(FindingKind kind) {
  return kind != FindingKind::Padding && kind != FindingKind::Orientation;
}

std::size_t QualityReport::flagged() const {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const QualityRow& row) {
    return std::any_of(row.findings.begin(), row.findings.end(), [](const auto& f) { return toCorrect(f.kind); });
  }));
}

QualityReport judgeQuality(const std::string& dataset, const std::vector<ScanFacts>& scans) {
  QualityReport report;
  report.dataset = dataset;
  for (const auto& scan : scans) report.rows.push_back(rowOf(scan));
  std::map<std::string, std::vector<QualityRow*>> byModality;
  for (auto& row : report.rows) byModality[row.modality].push_back(&row);
  for (auto& [modality, rows] : byModality) compareWithin(rows, report.usual[modality]);
  return report;
}

}  // namespace selvox::services

#pragma once
// What the viewer reads, off the GUI thread: cases of a dataset or of a run's evaluation, and the bricks of one case.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "ui/context.h"
#include "ui/pages/runs/evaluation.h"
#include "viewers/view_state.h"

namespace selvox::ui {

struct ViewerCase {
  std::shared_ptr<const ports::SeriesRow> series;  // null: evaluated, but no longer in the catalog
  std::string name;
  std::map<std::string, std::map<std::string, double>> labels;  // label number -> metric -> value, of run A
};

// A run whose predictions can be shown.
struct ViewerRun {
  std::string name;
  Evaluation evaluation;  // of one split; "test" before others
  std::vector<spec::CaseEntry> cases;
  std::map<int, std::string> labels;
  [[nodiscard]] const Evaluation::Case* find(const std::string& caseName) const;
};

struct RunCases {
  ViewerRun run;
  std::vector<ViewerCase> cases;  // in order of the document
};

// Newest first.
[[nodiscard]] std::vector<std::string> evaluatedRuns(const Context& context);
[[nodiscard]] base::Result<ViewerRun> readViewerRun(const Context& context, const std::string& run);
[[nodiscard]] base::Result<RunCases> readRunCases(const Context& context, const std::string& run);  // catalog lane

struct LabelOverlap {                       // of one label, prediction A against reference
  double agree = 0, extra = 0, missed = 0;  // mL
};

struct LoadedCase {
  ViewerCase entry;
  viewers::VolumePtr image, reference, predictionA, predictionB;
  std::string runA, runB;
  volume::Statistics statistics;
  bool hounsfield = false;
  std::map<int, QString> names;
  std::map<int, double> referenceMl, predictionMl;
  std::map<int, LabelOverlap> overlap;
  std::vector<double> histogram;      // counts over [histogramLow, histogramHigh]
  std::optional<volume::Vec3> focus;  // voxel in the middle of the slice with the most labels
  double histogramLow = 0, histogramHigh = 1;
  QString problem;    // why there is no image
  QStringList notes;  // what else is missing, with its remedy
  [[nodiscard]] std::size_t bytes() const;
};

// Files lane. Never fails as a whole: what cannot be read says why.
[[nodiscard]] std::shared_ptr<LoadedCase> loadCase(const Context& context, const ViewerCase& entry, const ViewerRun* a,
                                                   const ViewerRun* b);

// Middle axial slice, at most `side` pixels, on the image ground; null when the case has no bricks.
[[nodiscard]] QImage caseThumbnail(const Context& context, const ports::SeriesRow& series, int side);

}  // namespace selvox::ui

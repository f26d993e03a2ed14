#pragma once
// What two to eight runs have in common and what not: settings that differ, paired results per case.

#include <optional>
#include <vector>

#include <QStringList>

#include "ui/pages/runs/run_files.h"

namespace selvox::ui {

struct DifferenceRow {
  QString name;
  QStringList values;  // one a run; "–" where a run has no such setting
  bool differs = false;
};

// Start weights, method, network, seed, data and split first, then every setting by name.
[[nodiscard]] std::vector<DifferenceRow> compareSettings(const std::vector<RunFiles>& runs);

struct PairedCase {
  QString name;
  double a = 0, b = 0;
};
struct PairedResult {
  // What a case is judged by: "dice" (mean over labels), "psnr" of an enhancement, "true_class" of a classification: the
  // chance given to what is true, "average_precision" of a retrieval.
  std::string metric = "dice";
  std::vector<PairedCase> cases;       // that both runs have
  std::optional<Interval> difference;  // mean of a - b over cases, paired bootstrap
  std::optional<Interval> meanA, meanB;
  int better = 0;   // cases in which a is better
  int leftOut = 0;  // cases only one of them has
};
// Both have been judged, and by the same figures.
[[nodiscard]] bool comparable(const RunFiles& a, const RunFiles& b);
// The first evaluation of the test split of each; nothing when one has none or they are of different kinds.
[[nodiscard]] std::optional<PairedResult> comparePaired(const RunFiles& a, const RunFiles& b);

}  // namespace selvox::ui

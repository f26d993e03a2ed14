#pragma once
// A classifier judged on one part of its split: PROTOCOLS section 1, `evaluate`.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"
#include "core/learn/metrics/class_report.h"
#include "core/learn/tasks/class_targets.h"

namespace selvox::learn::inference {

struct ClassedCases {
  std::vector<std::string> cases, patients;
  metrics::ClassAnswers answers;
};

// What the judged answers say, given those on the validation cases, to which the temperature is fitted (no rows: none):
// {task, column, kind, classes:[…], positive, n, patients,
//  metrics:{auc:{mean, low, high, n, undefined, interval}, accuracy, balanced_accuracy, f1,
//  sensitivity_at_specificity_90,
//           ece, brier, log_loss},
//  labels:{"1":{name, n, auc:{…}, sensitivity, specificity, precision, f1}}, in the order of classes,
//  confusion:[[…]] (rows: true class, columns: answer; [] where classes are not exclusive),
//  calibration:{temperature, fitted, ece, log_loss (at that temperature), reliability:[{low, high, n, confidence,
//               accuracy}]},
//  cases:[{case, patient, class, answer, correct, log_loss, probabilities:{name: p}}]}
// Multi-label: class and answer are lists, correct is the share of right answers.
[[nodiscard]] base::Json classDocument(const tasks::ClassTargets& targets, const ClassedCases& judged,
                                       const metrics::ClassAnswers& validation);

// {run, split, checkpoint, …} of the cases of `split` that have a class.
[[nodiscard]] base::Result<base::Json> classRun(const events::RunFolder& folder, const std::string& split,
                                                const std::string& checkpoint,
                                                const base::ProgressFunction& onProgress);

}  // namespace selvox::learn::inference

#pragma once
// A run judged on one part of its split: PROTOCOLS section 1, `evaluate`. Segmentations against their reference labels;
// pretrainings by a probe (probe_run.h), classifiers against the classes of their column (class_run.h), enhancements
// against the images as they were or the registered ones (enhance_run.h).

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"
#include "core/learn/inference/segmenter.h"

namespace selvox::learn::inference {

struct CaseScore {
  std::string caseName, patient;
  std::vector<double> dice, hd95;  // per label in the run's order; NaN: undefined
};

// Dice and 95% Hausdorff of every label on the native grid, mm.
[[nodiscard]] base::Result<CaseScore> scoreCase(const volume::Volume& prediction, const volume::BrickFile& reference,
                                                const std::map<int, std::string>& labels);

// {run, split, checkpoint, cases:[{case, patient, labels:{"1":{dice, hd95}}}],
//  labels:{"1":{name, dice:{mean, low, high, n, undefined}, hd95:{…}}}}; undefined values are null and left out of the
//  means.
[[nodiscard]] base::Json evaluationDocument(const std::string& run, const std::string& split,
                                            const std::string& checkpoint, const std::map<int, std::string>& labels,
                                            const std::vector<CaseScore>& scores);

// Predicts every case of `split`, writes RUN/evaluations/<split>/<case>.vol and returns the document; for a pretraining
// the document of its probe, for a classifier that of its answers.
[[nodiscard]] base::Result<base::Json> evaluateRun(const events::RunFolder& folder, const std::string& split,
                                                   const std::string& checkpoint,
                                                   const base::ProgressFunction& onProgress);

}  // namespace selvox::learn::inference

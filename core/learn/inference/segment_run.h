#pragma once
// A segmentation run judged against the reference labels of one part of its split (PROTOCOLS section 1).

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"
#include "core/learn/inference/label_scores.h"
#include "core/learn/inference/segmenter.h"

namespace selvox::learn::inference {

// What a run's document is about.
struct JudgedRun {
  std::string run, split, checkpoint;
  double tolerance = 1.0;                  // mm, of nsd
  std::vector<Structure> labels, regions;  // scores of a case: labels, then regions
};

// {run, split, checkpoint, tolerance_mm, cases:[{case, patient, labels:{"1":{dice, hd95, iou, nsd, volume_error,
//  false_positives}}}], labels:{"1":{name, dice:{mean, low, high, n, undefined}, hd95:{…}, …}}} and, where the run
// learns regions, `regions` of the same form by name in both places. Undefined values are null and left out of means.
[[nodiscard]] base::Json segmentDocument(const JudgedRun& judged, const std::vector<CaseScore>& scores);

// Predicts every case of `split` into RUN/evaluations/<split>/<case>.vol and returns the document.
[[nodiscard]] base::Result<base::Json> segmentRun(const events::RunFolder& folder, const std::string& split,
                                                  const std::string& checkpoint,
                                                  const base::ProgressFunction& onProgress);

// With task.postprocess=auto: what RUN/postprocessing.json says for these checkpoints; where it is silent, the
// validation cases are predicted and it is written: {checkpoint, split, labels:{"1":{largest, fill, dice, dice_before,
// n}}}. Does nothing where it is off or no validation case has a reference.
[[nodiscard]] base::Status choosePostprocessing(Segmenter& segmenter, const events::RunFolder& folder,
                                                const base::ProgressFunction& onProgress);

}  // namespace selvox::learn::inference

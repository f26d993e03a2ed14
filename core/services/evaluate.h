#pragma once
// Judging a run on its own split, in the worker; comparing two judged runs over the same patients.

#include <cstdint>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

// RUN/evaluations/<split>.json made by the worker (with predictions beside it), returned as a document. A pretraining
// is judged by a probe on its column of classes: {run, split, probe:{column, knn:{accuracy, low, high}, linear:{…}, n},
// …}.
[[nodiscard]] base::Result<base::Json> evaluateRun(const Workspace& workspace, const std::string& run,
                                                   const std::string& split, const std::string& checkpoint,
                                                   const Watch& watch);
// RUN/evaluations/retrieval/<split>.json: how well the run's embeddings find cases of one class. `request`: {column,
// features, keep_same_patient, of, axis, every, label, margin}, each of which may be missing.
[[nodiscard]] base::Result<base::Json> evaluateRetrieval(const Workspace& workspace, const std::string& run,
                                                         const std::string& split, const std::string& checkpoint,
                                                         const base::Json& request, const Watch& watch);
// The document of an earlier evaluation; NotFound when there is none.
[[nodiscard]] base::Result<base::Json> readEvaluation(const Workspace& workspace, const std::string& run,
                                                      const std::string& split);

struct Interval {
  double mean = 0, low = 0, high = 0;
  std::size_t n = 0;  // patients
};

// Percentile bootstrap (95%) of the mean over patients: each patient first averages its own values. Fixed seed, 2,000
// resamples. Values that are not finite must be left out by the caller.
[[nodiscard]] Interval bootstrapMean(const std::vector<std::pair<std::string, double>>& patientValues,
                                     std::uint64_t seed = 0, int resamples = 2000);

// a - b per label and metric over the cases both runs have a value for, the same patients resampled together:
// {a, b, split, labels:{"1":{name, dice:{a, b, difference:{mean, low, high, n}}, hd95:{…}}}}; of two classifications
// `metrics` (compare_classes.h) instead, of two retrievals those of each query, of two enhancements `quality`:{psnr:{a,
// b, difference}, ssim, nmse}.
[[nodiscard]] base::Result<base::Json> compareRuns(const Workspace& workspace, const std::string& a,
                                                   const std::string& b, const std::string& split);

}  // namespace selvox::services

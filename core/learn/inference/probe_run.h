#pragma once
// A pretraining judged by what its embeddings know about its column of classes: PROTOCOLS section 1, `evaluate`.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"
#include "core/learn/engine/probe.h"

namespace selvox::learn::inference {

// {run, split, checkpoint, probe:{column, classes:[…], fitted, n, patients, chance, knn:{accuracy, low, high},
//  linear:{…}, few_shot:[…]}, cases:[{case, patient, class, knn, linear}]}. Accuracies are means over cases with 95%
//  intervals over
// patients; `chance` is the accuracy of always naming the commonest class of the training cases.
[[nodiscard]] base::Json probeDocument(const std::string& run, const std::string& split, const std::string& checkpoint,
                                       const std::string& column, const engine::Probe& probe,
                                       const engine::Cohort& judge, const engine::ProbeRows& rows, std::uint64_t seed);

// Fitted to the run's training cases, judged on those of `split`.
[[nodiscard]] base::Result<base::Json> probeRun(const events::RunFolder& folder, const spec::RunSpec& spec,
                                                const std::string& split, const std::string& checkpoint,
                                                const base::ProgressFunction& onProgress);

}  // namespace selvox::learn::inference

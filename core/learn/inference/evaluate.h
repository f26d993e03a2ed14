#pragma once
// A run judged on one part of its split: PROTOCOLS section 1, `evaluate`. Segmentations against their reference labels
// (segment_run.h); pretrainings by a probe (probe_run.h), classifiers against the classes of their column
// (class_run.h), enhancements against the images as they were or the registered ones (enhance_run.h), retrieval by the
// column it learnt (retrieval_run.h).

#include <string>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"

namespace selvox::learn::inference {

// The document of the run's kind; predictions are written beside it, RUN/evaluations/<split>/<case>.vol.
[[nodiscard]] base::Result<base::Json> evaluateRun(const events::RunFolder& folder, const std::string& split,
                                                   const std::string& checkpoint,
                                                   const base::ProgressFunction& onProgress);

}  // namespace selvox::learn::inference

#include "core/learn/inference/evaluate.h"

#include "core/base/file.h"
#include "core/learn/inference/class_run.h"
#include "core/learn/inference/enhance_run.h"
#include "core/learn/inference/probe_run.h"
#include "core/learn/inference/retrieval_run.h"
#include "core/learn/inference/segment_run.h"
#include "core/spec/columns.h"

namespace selvox::learn::inference {

base::Result<base::Json> evaluateRun(const events::RunFolder& folder, const std::string& split,
                                     const std::string& checkpoint, const base::ProgressFunction& onProgress) {
  SELVOX_TRY(const base::Json json, base::readJson(folder.spec()));
  SELVOX_TRY(const spec::RunSpec given, spec::runSpecFromJson(json));
  if (given.kind == "pretrain") return probeRun(folder, given, split, checkpoint, onProgress);
  if (spec::classifies(given)) return classRun(folder, split, checkpoint, onProgress);
  if (spec::learnsSimilarity(given)) {
    RetrievalRequest request;
    request.split = split;
    request.checkpoint = checkpoint;
    return retrievalRun(folder, request, onProgress);
  }
  if (spec::enhances(given)) return enhanceRun(folder, split, checkpoint, onProgress);
  return segmentRun(folder, split, checkpoint, onProgress);
}

}  // namespace selvox::learn::inference

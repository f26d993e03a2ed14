#include <iostream>

#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/learn/inference/evaluate.h"
#include "core/learn/inference/retrieval_run.h"

namespace selvox::worker {
namespace {

namespace inference = learn::inference;

// REQUEST: a JSON file {column, features, keep_same_patient, of, axis, every, label, margin}, each of which may be
// missing.
base::Result<base::Json> judgeRetrieval(const events::RunFolder& folder, const Words& words, const std::string& file) {
  SELVOX_TRY(const base::Json asked, base::readJson(base::pathFromUtf8(file)));
  inference::RetrievalRequest request;
  request.split = words.option("--split", request.split);
  request.checkpoint = words.option("--checkpoint", request.checkpoint);
  request.column = base::valueOr<std::string>(asked, "column", "");
  request.keepSamePatient = base::valueOr(asked, "keep_same_patient", false);
  SELVOX_TRY(request.features, inference::featuresNamed(base::valueOr<std::string>(asked, "features", "encoder")));
  SELVOX_TRY(request.pieces, inference::pieceRequest(asked));
  return inference::retrievalRun(folder, request, progressLines());
}

}  // namespace

int evaluate(const Arguments& arguments) {
  const auto words = split(arguments, {"--split", "--out", "--checkpoint", "--retrieval"}, {});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 1)
    return usage(
        "selvox-worker evaluate RUN --split test --out FILE [--checkpoint best|final|NAME] [--retrieval REQUEST]");
  base::lowerPriority();
  const events::RunFolder folder{base::pathFromUtf8(words->positional[0])};
  const std::string retrieval = words->option("--retrieval", "");
  const auto document = !retrieval.empty()
                            ? judgeRetrieval(folder, *words, retrieval)
                            : inference::evaluateRun(folder, words->option("--split", "test"),
                                                     words->option("--checkpoint", "final"), progressLines());
  if (!document) return failed(document.error());
  if (const std::string out = words->option("--out", ""); !out.empty()) {
    if (const auto written = base::writeJson(base::pathFromUtf8(out), *document); !written)
      return failed(written.error());
    return 0;
  }
  print(*document);
  return 0;
}

}  // namespace selvox::worker

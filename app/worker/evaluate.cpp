#include <iostream>

#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/learn/inference/evaluate.h"

namespace selvox::worker {

int evaluate(const Arguments& arguments) {
  const auto words = split(arguments, {"--split", "--out", "--checkpoint"}, {});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 1)
    return usage("selvox-worker evaluate RUN --split test --out FILE [--checkpoint best|final|NAME]");
  base::lowerPriority();
  const events::RunFolder folder{base::pathFromUtf8(words->positional[0])};
  const auto document = learn::inference::evaluateRun(folder, words->option("--split", "test"),
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

#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/learn/torchscript/export_model.h"

namespace selvox::worker {

int exportModel(const Arguments& arguments) {
  const auto words = split(arguments, {"--checkpoint"}, {});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 2) return usage("selvox-worker export RUN OUT [--checkpoint best|final|NAME]");
  base::lowerPriority();
  const auto document =
      learn::torchscript::exportModel(events::RunFolder{base::pathFromUtf8(words->positional[0])},
                                      words->option("--checkpoint", "final"), base::pathFromUtf8(words->positional[1]));
  if (!document) return failed(document.error());
  print(*document);
  return 0;
}

}  // namespace selvox::worker

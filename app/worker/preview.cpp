#include <algorithm>
#include <system_error>

#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/text.h"
#include "core/learn/engine/preview.h"

namespace selvox::worker {

base::Result<base::Json> makePreview(const PreviewRequest& request) {
  const auto path = base::pathFromUtf8(request.spec);
  SELVOX_TRY(const base::Json json, base::readJson(path));
  SELVOX_TRY(spec::RunSpec spec, spec::runSpecFromJson(json));
  if (request.seed >= 0) spec.seed = static_cast<std::uint64_t>(request.seed);
  return learn::engine::writePreview(spec, std::filesystem::absolute(path).parent_path(), request.caseName,
                                     base::pathFromUtf8(request.out));
}

int preview(const Arguments& arguments) {
  const auto words = split(arguments, {"--case", "--seed"}, {});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 2) return usage("selvox-worker preview SPEC OUT [--case NAME] [--seed S]");
  PreviewRequest request{words->positional[0], words->positional[1], words->option("--case", ""), -1};
  if (const std::string seed = words->option("--seed", ""); !seed.empty()) {
    const auto value = base::toInteger(seed);
    if (!value || *value < 0) return usage("--seed wants a whole number from 0 on, not \"" + seed + "\".");
    request.seed = *value;
  }
  const auto answer = makePreview(request);
  if (!answer) return failed(answer.error());
  print(*answer);
  return 0;
}

}  // namespace selvox::worker

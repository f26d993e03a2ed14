#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/learn/inference/embed_run.h"

namespace selvox::worker {

int embed(const Arguments& arguments) {
  const auto words = split(arguments, {}, {});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 3) return usage("selvox-worker embed RUN REQUEST OUT");
  base::lowerPriority();
  const auto request = base::readJson(base::pathFromUtf8(words->positional[1]));
  if (!request) return failed(request.error());
  const events::RunFolder folder{base::pathFromUtf8(words->positional[0])};
  const auto answer =
      learn::inference::embedList(folder, *request, base::pathFromUtf8(words->positional[2]), progressLines());
  if (!answer) return failed(answer.error());
  print(*answer);
  return 0;
}

}  // namespace selvox::worker

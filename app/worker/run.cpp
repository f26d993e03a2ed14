#include <csignal>

#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/text.h"
#include "core/events/pause_at.h"
#include "core/learn/engine/trainer.h"

namespace selvox::worker {

int run(const Arguments& arguments) {
  const auto words = split(arguments, {"--until"}, {});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 1) return usage("selvox-worker run RUN [--until STEP]: give one run folder.");
  const std::string until = words->option("--until", "-1");
  const auto step = base::toInteger(until);
  if (!step) return usage("--until wants a step number, not \"" + until + "\".");
  const auto folder = base::pathFromUtf8(words->positional[0]);
  const std::int64_t last = *step >= 0 ? *step : events::pauseStep({folder});
  const auto pause = [](int) { learn::engine::g_pauseWanted = true; };
  std::signal(SIGTERM, pause);
  std::signal(SIGINT, pause);
  base::lowerPriority();
  return learn::engine::runFolder(folder, last);
}

}  // namespace selvox::worker

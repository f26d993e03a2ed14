#include <csignal>

#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/learn/engine/trainer.h"

namespace selvox::worker {

int run(const Arguments& arguments) {
  const auto words = split(arguments, {}, {});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 1) return usage("selvox-worker run RUN: give one run folder.");
  const auto pause = [](int) { learn::engine::g_pauseWanted = true; };
  std::signal(SIGTERM, pause);
  std::signal(SIGINT, pause);
  base::lowerPriority();
  return learn::engine::runFolder(base::pathFromUtf8(words->positional[0]));
}

}  // namespace selvox::worker

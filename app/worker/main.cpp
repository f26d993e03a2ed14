// selvox-worker: trains, predicts, explains. LibTorch and core only.

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string_view>

#include "app/worker/doors.h"
#include "core/base/process.h"
#include "core/learn/checks/check.h"

#if defined(SELVOX_HAS_JEMALLOC)
// LibTorch asks malloc for every tensor; memory that is given back is paid for again in page faults at the next step.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "dirty_decay_ms:-1,muzzy_decay_ms:-1";
}
#endif

namespace {

constexpr const char* kUsage =
    "selvox-worker run RUN [--until STEP]\n"
    "selvox-worker describe [--json]\n"
    "selvox-worker resolve SPEC\n"
    "selvox-worker preview SPEC OUT [--case NAME] [--seed S]\n"
    "selvox-worker serve\n"
    "selvox-worker evaluate RUN --split test --out FILE [--checkpoint best|final|NAME] [--retrieval REQUEST]\n"
    "selvox-worker embed RUN REQUEST OUT\n"
    "selvox-worker predict RUN LIST [--checkpoint best|final|NAME]\n"
    "selvox-worker export RUN OUT [--checkpoint best|final|NAME]\n"
    "selvox-worker check loss|metric|optimizer|arch|surgery|method …";

struct Door {
  std::string_view name;
  int (*open)(const selvox::worker::Arguments&);
};

int check(const selvox::worker::Arguments& arguments) {
  return selvox::learn::checks::run(arguments, std::cout, std::cerr);
}

int dispatch(const selvox::worker::Arguments& words) {
  static constexpr Door kDoors[] = {{"run", selvox::worker::run},
                                    {"describe", selvox::worker::describe},
                                    {"resolve", selvox::worker::resolve},
                                    {"preview", selvox::worker::preview},
                                    {"serve", selvox::worker::serve},
                                    {"evaluate", selvox::worker::evaluate},
                                    {"predict", selvox::worker::predict},
                                    {"embed", selvox::worker::embed},
                                    {"export", selvox::worker::exportModel},
                                    {"check", check}};
  if (words.empty()) return selvox::worker::usage(kUsage);
  if (words[0] == "--help" || words[0] == "-h") {
    std::cout << kUsage << std::endl;
    return 0;
  }
  if (words[0] == "--version") {
    std::cout << "selvox-worker " << SELVOX_VERSION << std::endl;
    return 0;
  }
  for (const Door& door : kDoors) {
    if (door.name == words[0]) return door.open({words.begin() + 1, words.end()});
  }
  return selvox::worker::usage("Unknown call \"" + words[0] + "\".\n" + kUsage);
}

}  // namespace

int main(int argc, char** argv) {
  // libgomp reads this when it is loaded: its threads must not spin at barriers while something else wants the core.
  selvox::base::restartWithEnvironment("OMP_WAIT_POLICY", "passive", argv);
#if !defined(SELVOX_HAS_JEMALLOC)
  selvox::base::keepFreedMemory();
#endif
  int code = 1;
  try {
    code = dispatch({argv + 1, argv + argc});
  } catch (const std::exception& e) {
    std::cerr << "selvox-worker failed: " << e.what() << std::endl;
  }
  std::cout.flush();
  std::cerr.flush();
  std::_Exit(code);  // not exit(): LibTorch's static destructors are known to crash or hang
}

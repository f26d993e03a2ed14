// Where the time of a step goes, method by method, at the sizes a run gets by itself: whole runs of the engine on
// phantoms, one table on stdout.
//   bench_step [--steps N] [--dim 2|3] [--side VOXELS] [METHOD…]

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/text.h"
#include "core/learn/engine/resolve.h"
#include "core/learn/methods/method.h"
#include "tests/learn/engine_fixture.h"

#if defined(SELVOX_HAS_JEMALLOC)
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "dirty_decay_ms:-1,muzzy_decay_ms:-1";  // as the worker
}
#endif

namespace {

namespace learn = selvox::learn;
using selvox::base::Json;

struct Options {
  int steps = 12;
  int dim = 0;  // both
  std::int64_t side = 0;
  std::vector<std::string> methods;
};

std::optional<Options> parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (!word.starts_with("--")) {
      options.methods.push_back(word);
      continue;
    }
    const auto value = i + 1 < argc ? selvox::base::toInteger(argv[++i]) : std::nullopt;
    if (!value) return std::nullopt;
    if (word == "--steps")
      options.steps = static_cast<int>(*value);
    else if (word == "--dim")
      options.dim = static_cast<int>(*value);
    else if (word == "--side")
      options.side = *value;
    else
      return std::nullopt;
  }
  return options;
}

// Seconds a step; the first report of a run holds its warm-up and is left out where there are more.
double perStep(const selvox::events::RunFolder& folder, const char* name) {
  auto points = learn::test::curve(folder, name);
  if (points.size() > 1) points.erase(points.begin());
  double sum = 0;
  for (const auto& point : points) sum += point.second;
  return points.empty() ? 0 : sum / static_cast<double>(points.size());
}

void row(const std::string& method, int dim, const Options& options) {
  const std::int64_t side = options.side > 0 ? options.side : dim == 2 ? 128 : 64;
  const learn::test::Workspace workspace(4, {side, side, dim == 2 ? 6 : side});
  auto spec = workspace.spec(method, "unet", dim);
  spec.settings = {{"train.steps", options.steps}, {"preview.count", 0}, {"train.precision", "float32"}};
  auto folder = workspace.make("sizes", spec);
  const auto sizes = learn::engine::resolveSettings(spec, folder.root, learn::engine::Trials::None);
  std::printf("%-22s %dD ", method.c_str(), dim);
  if (!sizes) {
    std::printf(" %s\n", sizes.error().message.c_str());
    return;
  }
  spec.settings["train.patch"] = sizes->settings["train.patch"];  // what a run takes without trials
  folder = workspace.make("run", spec);
  if (learn::engine::runFolder(folder.root) != 0) {
    const auto said = learn::test::messages(folder);
    std::printf(" %s\n", said.empty() ? "failed" : said.back().c_str());
    return;
  }
  const double network = perStep(folder, "time/network"), backward = perStep(folder, "time/backward"),
               optimizer = perStep(folder, "time/optimizer"),
               outside = perStep(folder, "time/data") + perStep(folder, "time/other");
  const double all = network + optimizer + outside;
  const auto share = [all](double part) { return all > 0 ? 100 * part / all : 0.0; };
  std::printf("%-14s %5s %9.1f %8.1f %9.1f %10.1f %8.1f%s\n", spec.settings["train.patch"].dump().c_str(),
              sizes->settings["train.batch"].dump().c_str(), 1000 * all, share(network - backward), share(backward),
              share(optimizer), share(outside), share(outside) > 10 ? "  over 10" : "");
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = parse(argc, argv);
  if (!options) {
    std::fprintf(stderr, "bench_step [--steps N] [--dim 2|3] [--side VOXELS] [METHOD...]\n");
    return 2;
  }
  std::printf("%-22s    %-14s %5s %9s %8s %9s %10s %8s\n", "method", "patch", "batch", "ms/step", "forward%",
              "backward%", "optimizer%", "outside%");
  for (const auto& info : learn::methods::builtin()) {
    const bool named = std::find(options->methods.begin(), options->methods.end(), info.id) != options->methods.end();
    if (!named && (!options->methods.empty() || info.family == "test")) continue;
    for (const int dim : info.dims) {
      if (options->dim == 0 || options->dim == dim) row(info.id, dim, *options);
      std::fflush(stdout);
    }
  }
  return 0;
}

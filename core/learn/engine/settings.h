#pragma once
// The engine's own settings, by the stable names that scripts may rely on.

#include <array>
#include <cstdint>
#include <string>

#include "core/base/json.h"
#include "core/learn/engine/optimizer.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::engine {

[[nodiscard]] spec::ParamSchema engineSchema();

// `schema` with other defaults, {"train.lr": 1e-3, …}: what a method or task prefers. Unknown names are ignored.
[[nodiscard]] spec::ParamSchema withDefaults(spec::ParamSchema schema, const base::Json& defaults);

// Those entries of flat settings that start with `prefix`, without it: "arch.base" -> "base".
[[nodiscard]] base::Json unprefixed(const base::Json& settings, const std::string& prefix);

struct TrainSettings {  // resolved: nothing is "auto" any more
  std::uint64_t seed = 0;
  std::int64_t steps = 0;  // 0: no limit but the minutes
  double maxSeconds = 0;   // 0: no limit but the steps
  double lr = 1e-3, encoderLr = 1.0, layerDecay = 1.0, weightDecayEnd = 0, warmup = 0, clip = 0, ema = 0;
  int batch = 2, accumulate = 1, threads = 1, earlyStop = 0;
  std::array<std::int64_t, 3> patch{64, 64, 64};  // x, y, z; z is 1 in 2D
  OptimizerOptions optimizer;
  std::string schedule = "cosine", precision = "float32", memoryFormat = "contiguous";
  double foreground = 0.33;
  std::int64_t logEvery = 0, validateEvery = 0;    // 0: by itself
  std::string sampleKey = "patient", probeColumn;  // probeColumn empty: no probe
  std::int64_t probeEvery = 0, probeCases = 250;   // probeEvery 0: by itself
  double checkpointMinutes = 10, keepGb = 5;
  int previews = 8;
};
[[nodiscard]] OptimizerKind optimizerKind(const base::Json& settings);  // of train.optimizer
[[nodiscard]] double usualMomentum(OptimizerKind kind);
[[nodiscard]] TrainSettings trainSettings(const base::Json& settings);

// The patch as LibTorch orders it: (D, H, W) or (H, W).
[[nodiscard]] std::vector<std::int64_t> tensorSize(const std::array<std::int64_t, 3>& patch, int dim);

}  // namespace selvox::learn::engine

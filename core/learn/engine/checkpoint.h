#pragma once
// RUN/checkpoints/step-00000400.safetensors: everything a run needs to go on as if it had never stopped.
// Tensors: model/…, ema/…, method/…, optim/<parameter>/<slot>, rng/cpu, rng/cuda/<i>. Metadata: strings,
// listed in checkpoint.cpp.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/learn/engine/tensors.h"

namespace selvox::learn::engine {

inline constexpr int kCheckpointVersion = 1;

struct CheckpointInfo {
  std::string run;
  std::int64_t step = 0;  // optimizer steps done
  std::int64_t epoch = 0;
  double seconds = 0;  // training time so far, over all processes
  std::int64_t optimizerSteps = 0;
  int stateVersion = 1;  // of the method or task
  int threads = 1;
  double bestValue = 0;  // best validation value so far; see hasBest
  bool hasBest = false, isBest = false, isFinal = false;
  int sinceBest = 0;    // validations since then
  base::Json settings;  // resolved
  base::Json spec;      // {kind, task, method, arch, dim, labels}: what the weights are
};

[[nodiscard]] std::string checkpointName(std::int64_t step);  // "step-00000400.safetensors"
// DiskFull before anything is written when the folder has too little room. Older files stay whole on any failure.
[[nodiscard]] base::Status saveCheckpoint(const std::filesystem::path& path, const CheckpointInfo& info,
                                          const NamedTensors& tensors);

struct Checkpoint {
  std::filesystem::path path;
  CheckpointInfo info;
  TensorMap tensors;
};
// Hash, version and metadata are checked. `prefixes`: read those tensors only.
[[nodiscard]] base::Result<Checkpoint> loadCheckpoint(const std::filesystem::path& path,
                                                      const std::vector<std::string>& prefixes = {});
// The newest whole one; broken ones are told to `onBroken` and skipped. NotFound when there is none.
[[nodiscard]] base::Result<Checkpoint> newestCheckpoint(const std::filesystem::path& folder,
                                                        const std::function<void(const std::string&)>& onBroken);

// Which files may go: kept are the last two, the best, the final, one an hour for the last day and one a day before; of
// those for the clock's sake the oldest go first once all together pass `keepBytes`.
struct CheckpointFile {
  std::filesystem::path path;
  std::int64_t step = 0;
  std::chrono::system_clock::time_point when;
  std::uint64_t bytes = 0;
  bool best = false, final = false;
};
[[nodiscard]] std::vector<std::filesystem::path> obsolete(std::vector<CheckpointFile> files,
                                                          std::chrono::system_clock::time_point now,
                                                          std::uint64_t keepBytes);
// Lists RUN/checkpoints by name; best and final are read from the files' metadata.
[[nodiscard]] std::vector<CheckpointFile> listCheckpoints(const std::filesystem::path& folder);

}  // namespace selvox::learn::engine

#pragma once
// From what a person set to every value a run needs. The same settings, data and machine give the same answer.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <c10/core/Device.h>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/spec/param_schema.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::engine {

// Every setting a run of this kind has: engine, augmentation, "arch.…", and the method's by bare name or "task.…"; with
// the defaults its method or task prefers.
[[nodiscard]] base::Result<spec::ParamSchema> schemaFor(const spec::RunSpec& spec);

struct Resolved {
  base::Json settings;  // nothing is null but train.steps or train.max_minutes, of which one may be without limit, and
                        // log.every, validate.every and probe.every, which follow the run's length
  std::int64_t parameters = 0;
  std::string device;  // "cpu", "cuda:0"
  double secondsPerStep = 0;
  std::uint64_t memoryBytes = 0;
  std::vector<std::string> warnings;
};

// Short: trials for what is automatic and for the estimate. Needed: no estimate. None: at once, sizes by rule, float32.
enum class Trials { Short, Needed, None };
// `runFolder` is where the run's relative paths start. Reads the headers of the training cases.
[[nodiscard]] base::Result<Resolved> resolveSettings(const spec::RunSpec& spec, const std::filesystem::path& runFolder,
                                                     Trials trials = Trials::Short);

// The parent's checkpoint named by the spec, found and its hash compared; empty for "scratch".
[[nodiscard]] base::Result<std::filesystem::path> parentCheckpoint(const spec::RunSpec& spec,
                                                                   const std::filesystem::path& runFolder);

}  // namespace selvox::learn::engine

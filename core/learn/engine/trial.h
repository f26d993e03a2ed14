#pragma once
// Three steps of the very network on this machine: how long, how much memory. Remembered per machine, so that the same
// question gets the same answer and two runs that should match do.

#include <cstdint>
#include <string>

#include <c10/core/Device.h>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::engine {

struct Trial {
  double secondsPerStep = 0;
  std::uint64_t memoryBytes = 0;  // taken by the network, its gradients and activations
  std::int64_t parameters = 0;
};

// `settings` are resolved but for what is asked. Out of memory or an unsuitable patch come back as errors.
[[nodiscard]] base::Result<Trial> tryOut(const spec::RunSpec& spec, const base::Json& settings,
                                         const at::Device& device);

// True where bfloat16 may be faster at all: worth a trial.
[[nodiscard]] bool mayUseBfloat16(const at::Device& device);

}  // namespace selvox::learn::engine

#pragma once
// LibTorch's own random numbers (dropout and the like), one state a device, as a checkpoint keeps them.

#include "core/learn/engine/tensors.h"

namespace selvox::learn::engine {

// "cpu", and "cuda/<i>" for every GPU this process sees; bytes.
[[nodiscard]] NamedTensors generatorStates();
// States of devices that are not here are left out.
void restoreGenerators(const TensorMap& states);

}  // namespace selvox::learn::engine

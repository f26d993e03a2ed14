#pragma once
// Batches of patches that come from no cohort, for checks and tests.

#include <cstdint>
#include <string>

#include "core/learn/methods/method.h"

namespace selvox::learn::checks {

// Every sample (N, C, [D,] H, W) is a case and a patient of its own; they stand 10 mm above one another.
[[nodiscard]] methods::Batch batchOf(const at::Tensor& images, std::uint64_t seed, const std::string& dataset,
                                     const std::string& modality);

// What a method demands beside the patches: companion k of sample i is sample i + k + 1, counted round.
void addCompanions(methods::Batch& batch, const methods::Demand& demand);

}  // namespace selvox::learn::checks

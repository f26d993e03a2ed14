#pragma once
// Which further patches go with a sample, as its method demands (methods/method.h).

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/learn/engine/cohort.h"
#include "core/learn/methods/method.h"
#include "core/sample/sampler.h"

namespace selvox::learn::engine {

struct Companion {
  std::size_t candidate = 0;
  volume::Extent origin;
  bool present = true;  // false: nothing registered is left; the patch stays 0
};

// Pure in (seed, step, slot). AlongZ moves `request` along z so that everything lies inside the volume; gaps that do
// not fit are shortened alike, to one voxel at the least.
[[nodiscard]] std::vector<Companion> drawCompanions(const Cohort& cohort, const methods::Demand& demand,
                                                    const volume::Extent& patch, sample::PatchRequest& request,
                                                    std::uint64_t seed, std::int64_t step, int slot);
// The same voxels at the same places, to 1e-3 mm.
[[nodiscard]] bool sameGrid(const volume::BrickHeader& a, const volume::BrickHeader& b);
// Series of the same patient on the same voxel grid, without `i` itself, by modality, sequence and name.
[[nodiscard]] std::vector<std::size_t> registeredWith(const Cohort& cohort, std::size_t i);

// Unsupported, saying what to do, where a method wants registered scans and not one patient has two.
[[nodiscard]] base::Status checkDemand(const Cohort& cohort, const methods::Demand& demand);

// Empty, or what a person should know before the run: slices are to be compared and no scan has two.
[[nodiscard]] std::string demandWarning(const Cohort& cohort, const methods::Demand& demand);

// Its modality is "MR FLAIR" where the case has a sequence, else "MR".
[[nodiscard]] methods::Place placeOf(const Cohort& cohort, std::size_t i, const volume::Extent& origin,
                                     const volume::Extent& patch);

}  // namespace selvox::learn::engine

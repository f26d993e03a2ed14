#pragma once
// How a probe's accuracy grows with the number of labels: what pretraining is for.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/learn/engine/probe.h"

namespace selvox::learn::inference {

// `perClass` of each class, in `draws` random draws; a smaller draw is part of the larger one of the same number, so
// that the curve over perClass is paired. Places in Probe::fitted(), by Rng(seed, Sample). Empty where a class has
// fewer.
[[nodiscard]] std::vector<std::vector<std::int64_t>> fewShotDraws(const std::vector<std::int64_t>& labels, int classes,
                                                                  std::int64_t perClass, int draws, std::uint64_t seed);

// [{per_class, draws, knn:{accuracy, low, high}, linear:{…}}] for 1, 2, 5, 10, 20 and 50 training cases of each class,
// as far as the smallest class reaches. A case counts with the share of draws in which it was named rightly; 95%
// intervals over patients.
[[nodiscard]] base::Json fewShots(const engine::Probe& probe, const engine::ProbeRows& rows,
                                  const std::vector<std::string>& patients, std::uint64_t seed);

}  // namespace selvox::learn::inference

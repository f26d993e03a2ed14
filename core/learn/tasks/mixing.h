#pragma once
// Two training samples made into one, targets in the same shares.

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "core/base/rng.h"

namespace selvox::learn::tasks {

struct MixSettings {
  double mixup = 0;   // alpha of Beta(alpha, alpha), the share of one sample; 0: off (Zhang et al., ICLR 2018)
  double cutmix = 0;  // the same for the box that is pasted from another sample; 0: off (Yun et al., ICCV 2019)
};

struct Mixed {
  at::Tensor images, targets;  // as given, the batch's own samples and the next ones' mixed
};

// images (N, C, [D,] H, W), targets (N, K). Each sample is mixed with the next of the batch; where both are on, every
// other step by chance is a cutmix. Of a box that the image's border cuts off, what is pasted counts. Pure in (seed,
// step).
[[nodiscard]] Mixed mix(const at::Tensor& images, const at::Tensor& targets, const MixSettings& settings,
                        std::uint64_t seed, std::int64_t step);

// A draw of Beta(alpha, alpha), alpha > 0.
[[nodiscard]] double drawBeta(base::Rng& rng, double alpha);

}  // namespace selvox::learn::tasks

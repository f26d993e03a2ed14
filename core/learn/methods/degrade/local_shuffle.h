#pragma once
// Local pixel shuffling of Models Genesis (Zhou et al., MIA 2021): texture is lost, shape stays.

#include "core/learn/methods/degrade/sample.h"

namespace selvox::learn::methods::degrade {

// `windows` windows with sides U{1..floor(side / 10)}: the voxels of the *original* in each are permuted and written,
// later windows over earlier ones. Channels move together. Sides below 20 voxels leave no window to permute.
[[nodiscard]] at::Tensor localShuffle(const at::Tensor& sample, std::int64_t windows, base::Rng& rng);

}  // namespace selvox::learn::methods::degrade

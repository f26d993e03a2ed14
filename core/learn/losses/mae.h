#pragma once
// Masked reconstruction: the squared error on what was hidden (He et al., CVPR 2022; for CNNs: nnssl's BaseMAETrainer).

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct MaeOptions {
  bool normPix = false;             // target of each patch: (x - mean) / sqrt(var_unbiased + 1e-6)
  std::vector<std::int64_t> patch;  // one side, or one per spatial axis; used where patches must be cut
};

// Three forms, told apart by their shapes; mask is 1 where hidden, and an all-zero mask gives 0:
// - patches: images (…, L, P), pred (…, L, P), mask (…, L): sum over masked patches of their mean squared error / their
// number;
// - tokens: images (N, C, [D,] H, W), pred (N, L, patch^d C), mask (N, L): the same, patches cut as in the reference
//   (positions first, channel last);
// - voxels: images and pred (N, C, [D,] H, W), mask (N, 1, [D,] H, W): sum(err^2 mask) / (C sum(mask)).
[[nodiscard]] at::Tensor mae(const at::Tensor& images, const at::Tensor& pred, const at::Tensor& mask,
                             const MaeOptions& options = {});

// (N, C, [D,] H, W) -> (N, L, patch^d C), L in (z, y, x) order. The sides must be multiples of the patch.
[[nodiscard]] at::Tensor patchify(const at::Tensor& images, const std::vector<std::int64_t>& patch);

// The way back: (N, L, patch^d C) -> (N, C, grid * patch), `grid` blocks along each axis.
[[nodiscard]] at::Tensor unpatchify(const at::Tensor& patches, const std::vector<std::int64_t>& grid,
                                    const std::vector<std::int64_t>& patch);

// SimMIM (Xie et al., CVPR 2022): sum |x - pred| mask / (sum mask + 1e-5) / C; images and pred (N, C, [D,] H, W) and
// mask (N, 1, [D,] H, W), or patches (…, L, P) and mask (…, L) with C = 1.
[[nodiscard]] at::Tensor simmim(const at::Tensor& images, const at::Tensor& pred, const at::Tensor& mask);

}  // namespace selvox::learn::losses

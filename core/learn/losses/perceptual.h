#pragma once
// How far apart two images are to an encoder (Johnson et al., ECCV 2016), its features compared as in LPIPS with equal
// weights (Zhang et al., CVPR 2018).

#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

// Features of both images, level by level, (N, C, [D,] H, W): each position's vector of channels is brought to length
// 1; the mean over levels of the mean over positions of the squared distance, from 0 (equal) to 4 (opposite). At least
// float32. Errors (TORCH_CHECK): no level, other shapes.
[[nodiscard]] at::Tensor featureDistance(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b);

}  // namespace selvox::learn::losses

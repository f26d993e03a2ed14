#pragma once
// Focal cross entropy over voxels (Lin et al., ICCV 2017): a voxel whose answer has chance p counts (1 - p)^gamma.

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

// Mean over all voxels of -w_g (1 - p_g)^gamma log p_g, p = softmax. logits (N, K, …), target (N, …) of class numbers;
// weights (K) of the classes, undefined: 1.
[[nodiscard]] at::Tensor voxelFocal(const at::Tensor& logits, const at::Tensor& target, double gamma = 2.0,
                                    const at::Tensor& weights = {});

// Structures that may overlap: mean of -w_k (g (1 - p)^gamma log p + (1 - g) p^gamma log(1 - p)), p = sigmoid. logits
// and shares (N, K, V), weights (K). gamma 0: binary cross entropy.
[[nodiscard]] at::Tensor binaryFocal(const at::Tensor& logits, const at::Tensor& shares, double gamma = 0.0,
                                     const at::Tensor& weights = {});

}  // namespace selvox::learn::losses

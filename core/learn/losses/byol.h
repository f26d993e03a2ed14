#pragma once
// BYOL (Grill et al., NeurIPS 2020) and SimSiam's negative cosine (Chen and He, CVPR 2021): one direction each. The
// target receives no gradient.

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

// mean(2 - 2 cos(prediction, sg(target))); rows (N, D).
[[nodiscard]] at::Tensor byol(const at::Tensor& prediction, const at::Tensor& target);

// -mean cos(prediction, sg(target)).
[[nodiscard]] at::Tensor negativeCosine(const at::Tensor& prediction, const at::Tensor& target);

// tau_k = 1 - (1 - tau_0) (cos(pi k / K) + 1) / 2: the momentum of a teacher that hardens over the run.
[[nodiscard]] double momentumAt(double start, long long step, long long steps);

}  // namespace selvox::learn::losses

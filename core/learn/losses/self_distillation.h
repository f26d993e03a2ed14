#pragma once
// A student matches a teacher's sharpened distribution: DINO (Caron et al., ICCV 2021), iBOT (Zhou et al., ICLR 2022),
// KoLeo (Sablayrolles et al., ICLR 2019). The teacher receives no gradient.

#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct DistillOptions {
  double studentTemp = 0.1, teacherTemp = 0.04;
  // Above 0: the teacher's distribution is that of so many Sinkhorn iterations over all its rows (sinkhorn() with eps =
  // Tt), and the centre is not used (DINOv2's other way, 3 iterations).
  int sinkhorn = 0;
};
// Mean over pairs (teacher view i, student view v != i) of -sum softmax((t - centre) / Tt) log softmax(s / Ts), mean
// over the batch; all views (N, K), the large ones first on both sides.
[[nodiscard]] at::Tensor dino(const std::vector<at::Tensor>& student, const std::vector<at::Tensor>& teacher,
                              const at::Tensor& centre, const DistillOptions& options = {});

// momentum * centre + (1 - momentum) * mean over all rows of all teacher views.
[[nodiscard]] at::Tensor dinoCentre(const at::Tensor& centre, const std::vector<at::Tensor>& teacher,
                                    double momentum = 0.9);

// Mean over rows of the entropy of the teacher's distribution: near ln K the teacher says nothing, near 0 it is sure.
[[nodiscard]] at::Tensor teacherEntropy(const at::Tensor& teacher, const at::Tensor& centre,
                                        const DistillOptions& options);
// Share of the rows that choose the most chosen entry of t - centre; 1: all the same.
[[nodiscard]] at::Tensor largestShare(const at::Tensor& teacher, const at::Tensor& centre);

// iBOT: as DINO, at masked tokens only: student and teacher (masked, K) in the order of mask (images, tokens), 1 where
// masked. Per image the mean over its masked tokens, summed and divided by all images; an unmasked image adds 0.
[[nodiscard]] at::Tensor ibot(const at::Tensor& student, const at::Tensor& teacher, const at::Tensor& centre,
                              const at::Tensor& mask, const DistillOptions& options = {0.1, 0.07});

// -mean log(||x_i - x_nn(i)|| + 1e-8) of L2-normalised rows, nearest by inner product, never itself: spreads the batch
// out.
[[nodiscard]] at::Tensor koleo(const at::Tensor& z);

}  // namespace selvox::learn::losses

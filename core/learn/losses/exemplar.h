#pragma once
// Exemplar networks in the triplet form (Taleb et al., NeurIPS 2020, after Dosovitskiy et al., 2014).

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct ExemplarTerms {
  at::Tensor loss;
  at::Tensor positive, negative;  // mean distances, no graph
};
// d(a, b) = mean (a - b)^2 of a row; mean over rows of max(0, d(anchor, positive) - d(anchor, negative) + margin).
// Matrices (N, D). With entries in [0, 1] both distances do too, so a margin of 1 is never reached.
[[nodiscard]] ExemplarTerms exemplarTriplet(const at::Tensor& anchor, const at::Tensor& positive,
                                            const at::Tensor& negative, double margin = 1.0);

}  // namespace selvox::learn::losses

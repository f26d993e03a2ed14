#pragma once
// Where crops lie to one another: crop-position distances (ISImed, arXiv 2410.16947) and body-part regression (Yan et
// al., 2018) without labels.

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

// Mean over samples and pairs i < j of (||e_i - e_j|| - d_ij)^2. Embeddings (N, K, D), positions (N, K, A) in units in
// which distances are of order one.
[[nodiscard]] at::Tensor distanceMatrix(const at::Tensor& embeddings, const at::Tensor& positions);

struct BodyPartTerms {
  at::Tensor loss, order, even;  // loss = order + even
};
// Scores (N, K) of equidistant slices from the feet up. order: mean of -log sigmoid(s_{i+1} - s_i); even: mean smooth
// L1 (beta 1) of neighbouring differences against each other. `apart` (N, K-1), undefined: all 1, leaves out pairs that
// lie in one place.
[[nodiscard]] BodyPartTerms bodyPart(const at::Tensor& scores, const at::Tensor& apart = {});

}  // namespace selvox::learn::losses

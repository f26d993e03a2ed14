#pragma once
// Batch-hard triplet loss (Hermans, Beyer and Leibe, arXiv 2017): the farthest row of an anchor's own label is to be
// nearer than the nearest row of any other.

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace selvox::learn::losses {

struct TripletOptions {
  double margin = 0;  // max(0, d+ - d- + margin); 0: the soft margin log(1 + exp(d+ - d-))
};
struct TripletResult {
  at::Tensor loss;
  at::Tensor positive, negative;  // (N) distances of the hardest pairs, detached; of skipped anchors 0
  std::int64_t skipped = 0;       // anchors without a positive or without a negative: left out of the mean
};
// Mean over anchors, on Euclidean distances of rows of length 1; z (N, D), labels (N).
[[nodiscard]] TripletResult triplet(const at::Tensor& z, const at::Tensor& labels, const TripletOptions& options = {});

}  // namespace selvox::learn::losses

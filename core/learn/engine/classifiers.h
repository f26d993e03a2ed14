#pragma once
// Two light classifiers that say how much embeddings know: nearest neighbours and a ridge regression. Deterministic.

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::engine {

struct Labelled {
  at::Tensor rows;                   // (n, D) float64
  std::vector<std::int64_t> labels;  // n, from 0
};

// k as METHODS 2.6 has it: 20 where there are fewer than 10,000 rows, else 200; never more than there are rows.
[[nodiscard]] int neighbourCount(std::int64_t rows);

// Weighted vote of the k nearest rows by cosine: weight exp(s / temperature) (Wu et al. 2018). Of equal votes the
// smaller class wins.
[[nodiscard]] std::vector<std::int64_t> nearestAnswers(const Labelled& fit, const at::Tensor& rows, int classes, int k,
                                                       double temperature = 0.1);

// Ridge regression on one-hot targets over standardised features; its strength by leave-one-out error on the rows it is
// fitted to, in closed form: residual / (1 - h_ii).
[[nodiscard]] std::vector<std::int64_t> linearAnswers(const Labelled& fit, const at::Tensor& rows, int classes);

}  // namespace selvox::learn::engine

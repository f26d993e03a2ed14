#pragma once
// What methods that predict a hidden fact about a patch share: how it turned, where it was cut, what order it had.

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/learn/augment/augment.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

struct Answer {
  at::Tensor loss, accuracy;  // scalars; the accuracy has no graph
};

// Mean cross-entropy of logits (N, K) against labels (N), and the share of right answers; in float32 or float64. With
// `allowed` (N, K) bool, classes that a sample cannot have take no part in its softmax. `weight` (N) leaves samples
// out; with none left the loss is 0.
[[nodiscard]] Answer classify(const at::Tensor& logits, const at::Tensor& labels, const at::Tensor& allowed = {},
                              const at::Tensor& weight = {});
// The same for questions of yes (1) and no (0), of any shape: mean binary cross-entropy. `weight` (of the logits'
// shape; undefined: all 1) leaves questions out; with none left the loss is 0.
[[nodiscard]] Answer judge(const at::Tensor& logits, const at::Tensor& yes, const at::Tensor& weight = {});

// The class that logits (K) name and how sure they are, for captions.
struct Guess {
  std::int64_t label = 0;
  double probability = 0;
  [[nodiscard]] std::string sure() const;  // "0.61"
};
[[nodiscard]] Guess guess(const at::Tensor& logits);

// A mirrored patch has lost the direction that these tasks ask for: never mirrored, turned by a few degrees at most.
[[nodiscard]] augment::Settings uprightDefaults();
[[nodiscard]] base::Json uprightTrainDefaults();
// What a person set, without the mirror.
[[nodiscard]] augment::Settings upright(augment::Settings settings);

[[nodiscard]] at::Tensor integers(const std::vector<std::int64_t>& values, const at::Device& device);  // (N) int64
[[nodiscard]] at::Tensor firstOf(const at::Tensor& batch);  // sample 0, float32 on the CPU, to look at

}  // namespace selvox::learn::methods

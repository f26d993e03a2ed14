#pragma once
// Any encoder with a classifier's head: features of the coarsest level, pooled, a linear layer.

#include <memory>
#include <string_view>

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

struct ClassifierOptions {
  std::int64_t classes = 2;
  bool ordinal = false;     // classes - 1 logits that fall from left to right (losses/classify.h)
  bool attention = false;   // slices weighed by gated attention instead of their mean
  double dropout = 0;       // of the pooled features
  std::int64_t hidden = 0;  // width of a layer with ReLU before the last one; 0: none
};

// forward gives {(N, classes)}, ordinal {(N, classes - 1)}. In 3D x is (N, 1, D, H, W) and the slices that attention
// weighs are those of the coarsest features; in 2D x is (N, S, H, W): S slices of a scan, seen by the encoder one by
// one, whose mean vectors are pooled. Names: "encoder.…" as in the network `id`, "decoder.fc.…", "decoder.attention.…",
// "decoder.hidden.…".
[[nodiscard]] base::Result<std::shared_ptr<Network>> buildClassifier(std::string_view id, const NetworkConfig& config,
                                                                     const ClassifierOptions& options,
                                                                     std::uint64_t seed);

}  // namespace selvox::learn::architectures

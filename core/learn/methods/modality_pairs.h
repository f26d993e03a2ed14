#pragma once
// One registered modality to find, and others to find it from, for each sample of a batch.

#include <cstdint>
#include <string>
#include <vector>

#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

struct ModalityPairs {
  at::Tensor sources;               // (M, C, [D,] H, W), M >= N: every source of every sample
  std::vector<std::int64_t> owner;  // M: the sample of each source
  at::Tensor target;                // (N, C, [D,] H, W)
  std::vector<std::string> wanted;  // N: the target's modality
  std::vector<bool> paired;         // N; false: nothing is registered with it, source and target are the sample itself
  std::vector<std::string> from;    // N: the modalities of its sources, "T1, T2"
  [[nodiscard]] at::Tensor wantedVectors(std::int64_t width, const at::Tensor& like) const;  // (N, width)
  [[nodiscard]] std::int64_t pairs() const;
};

// `all` (N, 1 + K, C, [D,] H, W): each sample and its companions, moved alike. The target is any modality that is
// there; the source another one, or with `several` a random part of the others, at least one. Pure in (seed, step,
// sample).
[[nodiscard]] ModalityPairs drawModalities(const Batch& batch, const at::Tensor& all, bool several);

// (N, 1, [D,] H, W): 1 where a source or the target lies above `share` of its range in the patch; 0 all over where a
// sample has no pair.
[[nodiscard]] at::Tensor bodyMask(const ModalityPairs& pairs, double share);

// The sum of `perSource` (M, …) over each sample's sources, divided by their number: (N, …).
[[nodiscard]] at::Tensor meanOfSources(const at::Tensor& perSource, const ModalityPairs& pairs);

}  // namespace selvox::learn::methods

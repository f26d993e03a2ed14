#pragma once
// Small views of a sample beside the large ones (Caron et al., SwAV, NeurIPS 2020; DINO, ICCV 2021).

#include <cstdint>
#include <vector>

#include "core/learn/augment/augment.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

constexpr int kLargeViews = 2;  // of a sample, beside its small ones

struct LocalCrops {
  int count = 4;
  double low = 0.1, high = 0.4;    // share of the patch that a crop shows
  std::vector<std::int64_t> size;  // voxels per axis it is resampled to
};

// "local_crops", "local_low", "local_high", "local_size". Size auto: 0.43 of each side (96 of 224), rounded up to what
// the network divides by, at least two of its coarsest positions, at most the side.
[[nodiscard]] LocalCrops localCrops(const MethodConfig& config, architectures::Network& network);
[[nodiscard]] std::vector<spec::Param> localCropParams(int count, double low, double high, const char* citation);

// Voxels per coarsest position along each axis.
[[nodiscard]] std::vector<std::int64_t> coarsestStride(architectures::Network& network, std::size_t axes);

// A window of at most `high`, at a place of its own in each sample, then augmented like any view. Pure in (seed, step,
// stream); `stream` up to 63.
[[nodiscard]] at::Tensor localView(const Batch& batch, const augment::Settings& settings, const LocalCrops& crops,
                                   int stream, at::ScalarType type);

}  // namespace selvox::learn::methods

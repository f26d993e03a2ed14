#pragma once
// The grey-value half of augmentation, in place and batched: the samples that drew an operation go through it together.

#include <ATen/core/Tensor.h>

#include "core/learn/augment/augment.h"

namespace selvox::learn::augment {

// images (N, C, [D,] H, W) float32, changed in place. Order as nnU-Net: noise, blur, brightness, contrast, low
// resolution, gamma on inverted greys, gamma; then solarisation, cut-out last.
void applyIntensity(at::Tensor& images, const Settings& settings, const Key& key);

// `count` standard normals from Philox blocks (seed, step, index): any element can be computed alone, so the loop is
// parallel and the numbers do not depend on the number of threads.
void fillNormal(float* out, std::int64_t count, std::uint64_t seed, std::int64_t step, std::uint32_t index);

}  // namespace selvox::learn::augment

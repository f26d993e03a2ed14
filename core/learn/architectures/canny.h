#pragma once
// Canny's edges (Canny, IEEE TPAMI 1986) of images, as MSRF-Net takes them beside its features.

#include <ATen/core/Tensor.h>

namespace selvox::learn::architectures {

// (N, C, H, W) -> (N, 1, H, W): 1 on edges, 0 elsewhere, float32, no gradient. The mean over channels is brought to
// 0 … 255 image by image; Sobel gradients, |gx| + |gy|, thinned across the edge; edges above `low` that touch, by
// others, one above `high`. Thresholds and ties as in OpenCV.
[[nodiscard]] at::Tensor cannyEdges(const at::Tensor& images, double low = 10, double high = 100);

}  // namespace selvox::learn::architectures

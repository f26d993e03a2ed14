#pragma once
// MSRF-Net (Srivastava et al., IEEE JBHI 2022), 2D: dual-scale dense fusion between the levels of an encoder, a stream
// that finds edges, and an attentive decoder. Layer order as in the authors' code. Two slips of it are mended unless
// `form` is "published": the coarse branch of each fusion hands on its input instead of its first layer's result, and
// the second convolution of each residual block of the shape stream reads the block's input. The edges of the image
// come from cannyEdges instead of OpenCV; batch norm eps is 1e-5.

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

[[nodiscard]] spec::ParamSchema msrfSchema();
[[nodiscard]] std::shared_ptr<Network> buildMsrf(const NetworkConfig& config);
[[nodiscard]] std::int64_t msrfMultiple(const base::Json& settings);

}  // namespace selvox::learn::architectures

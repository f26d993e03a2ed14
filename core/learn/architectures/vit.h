#pragma once
// Vision transformers (Dosovitskiy et al., ICLR 2021; Steiner et al., TMLR 2022) in 2D and 3D: class token, learned
// positions that start as sines and cosines and are interpolated to other sizes, layer norm eps 1e-6, exact GELU.

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

// Whether this id names one of these: vit-s (width 384, 6 heads), vit-b (width 768, 12 heads).
[[nodiscard]] bool isVit(std::string_view id);

}  // namespace selvox::learn::architectures

#pragma once
// MAE as published (He et al., CVPR 2022): a transformer reads the visible tokens alone, a light one restores the rest.

#include <memory>
#include <vector>

#include "core/learn/methods/method.h"
#include "core/learn/methods/token_masks.h"

namespace selvox::learn::methods {

[[nodiscard]] base::Result<std::unique_ptr<Method>> buildTokenMae(const MethodConfig& config);
[[nodiscard]] std::vector<spec::Param> tokenDecoderParams();  // "decoder_dim", "decoder_depth", "decoder_heads"

}  // namespace selvox::learn::methods

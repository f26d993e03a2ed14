#pragma once
// Vision transformers (Dosovitskiy et al., ICLR 2021; Steiner et al., TMLR 2022) in 2D and 3D: class token, learned
// positions that start as sines and cosines and are interpolated to other sizes, layer norm eps 1e-6, exact GELU.

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {

[[nodiscard]] spec::ParamSchema vitSmallSchema();  // width 384, 6 heads
[[nodiscard]] spec::ParamSchema vitBaseSchema();   // width 768, 12 heads
// The network is the settings' alone.
[[nodiscard]] std::shared_ptr<Network> buildVit(const NetworkConfig& config);
[[nodiscard]] std::int64_t vitMultiple(const base::Json& settings);  // the side of a token

}  // namespace selvox::learn::architectures

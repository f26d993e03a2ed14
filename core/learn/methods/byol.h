#pragma once
// BYOL: an online network predicts what a slow copy of itself makes of another view (Grill et al., NeurIPS 2020).

#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

[[nodiscard]] spec::ParamSchema byolSchema();
[[nodiscard]] base::Result<std::unique_ptr<Method>> buildByol(const MethodConfig& config);

}  // namespace selvox::learn::methods

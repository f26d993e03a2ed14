#pragma once
// SimCLR: two views of one patch attract, views of other patches repel (Chen et al., ICML 2020).

#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

[[nodiscard]] spec::ParamSchema simclrSchema();
[[nodiscard]] base::Json contrastiveTrainDefaults();  // what SimCLR and BYOL ask of engine and augmentation
[[nodiscard]] base::Result<std::unique_ptr<Method>> buildSimclr(const MethodConfig& config);

}  // namespace selvox::learn::methods
